"""What `lojar check` says about the line."""

import pytest

from lojar.channels.checks import NEEDED, templates_are_approved, the_line_is_set_up, there_is_a_key
from lojar.channels.models import MessageTemplate
from lojar.channels.tests.line import NOW
from lojar.channels.whatsapp.templates import ours


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_is_named_with_a_way_out(settings, name):
    setattr(settings, name, "")
    found = the_line_is_set_up()
    assert [message.id for message in found] == [f"lojar.channels.{NEEDED[name][0]}"]
    assert name in found[0].msg
    assert found[0].hint


def test_a_line_that_is_set_up_is_not_mentioned(settings):
    assert the_line_is_set_up() == []
    assert there_is_a_key() == []


def test_without_a_key_nothing_can_be_kept(settings):
    settings.LOJAR_EVIDENCE_KEYS = []
    assert [message.id for message in there_is_a_key()] == ["lojar.channels.no_evidence_key"]


@pytest.mark.django_db
def test_a_template_is_mentioned_until_it_is_approved():
    assert len(templates_are_approved(databases=["default"])) == len(ours())
    for name, language in ours():
        MessageTemplate.objects.create(name=name, language=language, status="APPROVED", changed_at=NOW)
    assert templates_are_approved(databases=["default"]) == []


def test_templates_are_not_asked_about_without_a_database():
    assert templates_are_approved() == []
