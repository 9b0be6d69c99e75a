"""What waits until its person writes, and the one template a day that says so."""

from datetime import timedelta

import pytest

from lojar.channels import held, outbox
from lojar.channels.models import MessageTemplate, OutboundMessage
from lojar.channels.tests.line import NOW, make_contact, make_office, post

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(hours=30)


@pytest.fixture
def waiting(contact):
    """Two answers held since yesterday; the template of yesterday has gone."""
    contact.window_opened_at = NOW - timedelta(days=3)
    contact.save()
    for key in ("a", "b"):
        outbox.hold(post(contact, "Jawaban", key=key, now=YESTERDAY), now=YESTERDAY)
    return contact


def test_what_waits_is_told_by_person_with_the_clock_of_the_window(waiting, office):
    (found,) = held.held_for(office, NOW)
    assert (found.contact, found.count, found.since) == (waiting, 2, YESTERDAY)
    assert not found.window.open
    assert (found.told_at, found.may_be_told) == (YESTERDAY, True)


def test_a_second_template_waits_for_a_day(waiting, office):
    assert held.tell(waiting, NOW)
    assert OutboundMessage.objects.filter(purpose="nudge").count() == 2
    assert not held.tell(waiting, NOW + timedelta(hours=1))
    assert not held.held_for(office, NOW)[0].may_be_told


def test_nothing_is_said_where_nothing_waits_or_no_template_may_go(waiting, contact):
    for row in ("jawaban_menunggu", "kabar_permohonan"):
        MessageTemplate.objects.create(name=row, language="id", status="PAUSED", changed_at=NOW)
    assert not held.tell(waiting, NOW)
    MessageTemplate.objects.all().delete()
    OutboundMessage.objects.filter(state="held").update(state="expired")
    assert not held.tell(waiting, NOW)


def test_another_office_has_its_own(waiting):
    elsewhere = make_office("sebelah", "999")
    make_contact(elsewhere, phone="62800000000077")
    assert held.held_for(elsewhere, NOW) == []
