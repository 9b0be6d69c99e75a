"""A message that did not arrive is settled by a person: sent again, or told by telephone."""

from datetime import timedelta

import pytest

from lojar.channels import actions, ledger, queries
from lojar.channels.models import OutboundMessage
from lojar.channels.tests.line import NOW, post
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(contact):
    message = post(contact, "Dokumen Anda sudah siap", about="LJR-1")
    OutboundMessage.objects.filter(pk=message.pk).update(state="failed", failed_at=NOW)
    message.refresh_from_db()
    return message


def test_a_telephone_call_is_a_line_of_the_conversation_with_who_and_when(failed, office):
    officer = cast.an_officer("Rina", office=office)
    told = actions.told_by_phone(failed, officer=officer, now=NOW)
    assert (told.written_by, told.created_at, told.about) == (officer, NOW, "LJR-1")
    line = queries.thread(failed.contact)[-1]
    assert (line.who, line.text) == ("Rina", "Disampaikan lewat telepon: Dokumen Anda sudah siap")


def test_the_message_stays_what_it_was_and_leaves_the_list(failed, office):
    officer = cast.an_officer("Rina", office=office)
    for _ in range(2):
        actions.told_by_phone(failed, officer=officer, now=NOW)
    failed.refresh_from_db()
    assert failed.state == "failed"
    assert list(queries.failed_messages(office)) == []
    assert OutboundMessage.objects.filter(key=f"phoned:{failed.pk}").count() == 1
    assert ledger.read(NOW).closed


def test_a_message_that_was_sent_again_leaves_the_list(failed, office):
    actions.send_again(failed, officer=cast.an_officer("Rina", office=office), now=NOW)
    assert list(queries.failed_messages(office)) == []
    assert list(queries.may_be_sent_again(office, NOW)) == [failed]


def test_a_message_in_flight_is_uncertain_after_two_minutes(failed, office):
    OutboundMessage.objects.filter(pk=failed.pk).update(state="in_flight", in_flight_at=NOW)
    assert list(queries.uncertain_messages(office, NOW + timedelta(minutes=1))) == []
    assert list(queries.uncertain_messages(office, NOW + timedelta(minutes=3))) == [failed]
    actions.told_by_phone(failed, officer=cast.an_officer("Rina", office=office), now=NOW)
    assert list(queries.uncertain_messages(office, NOW + timedelta(minutes=3))) == []


def test_the_states_of_all_templates_are_known_also_of_those_never_pushed(db):
    from lojar.channels.models import MessageTemplate

    MessageTemplate.objects.create(
        name="dokumen_siap", language="id", status="PAUSED", reason="x", changed_at=NOW
    )
    MessageTemplate.objects.create(name="lama", language="id", status="APPROVED", changed_at=NOW)
    found = {(each.name, each.language): each.status for each in queries.template_states()}
    assert found[("dokumen_siap", "id")] == "PAUSED"
    assert found[("dokumen_siap", "en")] == ""
    assert found[("lama", "id")] == "APPROVED"
