"""Once a minute somebody looks for what was left behind."""

from datetime import timedelta

import pytest
from django.db import connection

from lojar.channels import inbox
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.channels.tests.line import NOW, make_contact
from lojar.channels.wake import wake_conversations
from lojar.channels.watching import nudge_what_was_left
from lojar.lib.jobs import CROWD

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=3)


def jobs():
    from procrastinate.contrib.django.models import ProcrastinateJob

    return sorted(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))


def forget_jobs():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def outbound(contact, **fields):
    values = {"key": "k", "body": {"type": "text", "body": "x"}, "created_at": NOW, **fields}
    return OutboundMessage.objects.create(contact=contact, **values)


def test_nothing_left_behind_wakes_nobody(office):
    nudge_what_was_left(LATER)
    assert jobs() == []


def test_a_delivery_that_nobody_read_is_read(office):
    inbox.keep(b"{}", NOW)
    forget_jobs()
    nudge_what_was_left(LATER)
    assert jobs() == ["channels.read_inbox"]


def test_a_message_that_nobody_heard_is_heard(meta):
    meta("text_basic")
    forget_jobs()
    nudge_what_was_left(LATER)
    assert jobs() == ["intake.converse"]


def test_who_talks_with_an_officer_is_left_to_them(meta):
    meta("text_basic")
    forget_jobs()
    contact = InboundMessage.objects.get().contact
    contact.with_officer_since = NOW
    contact.save()
    nudge_what_was_left(LATER)
    assert jobs() == []


def test_a_fetch_that_waits_for_its_next_try_is_left_to_its_own_time(meta):
    meta("image_no_caption")
    nudge_what_was_left(LATER)
    assert jobs().count("evidence.keep_media") == 1
    forget_jobs()
    nudge_what_was_left(LATER)
    assert jobs() == ["evidence.keep_media"]


def test_what_is_due_is_sent_and_what_is_not_due_waits(contact, office):
    outbound(contact)
    outbound(make_contact(office, phone="62800000000012"), key="b", not_before=LATER + timedelta(hours=1))
    nudge_what_was_left(LATER)
    assert jobs() == ["channels.deliver"]


def test_what_is_held_although_the_window_is_open_is_released(contact):
    outbound(contact, state="held")
    nudge_what_was_left(LATER)
    assert "channels.release_held" in jobs()


def test_a_template_that_could_not_be_sent_yet_is_tried_again(office):
    contact = make_contact(office, phone="62800000000012", opened_at=None)
    outbound(contact, state="held")
    template = {"type": "template", "name": "x", "language": "id"}
    outbound(contact, key="n", state="failed", error_code=132001, purpose="nudge", body=template)
    nudge_what_was_left(LATER)
    assert OutboundMessage.objects.filter(purpose="nudge", state="queued").count() == 1


def test_who_cannot_be_reached_is_not_tried_every_hour(office):
    contact = make_contact(office, phone="62800000000012", opened_at=None)
    outbound(contact, state="held")
    template = {"type": "template", "name": "x", "language": "id"}
    outbound(contact, key="n", state="failed", error_code=131026, purpose="nudge", body=template)
    nudge_what_was_left(LATER)
    assert not OutboundMessage.objects.filter(purpose="nudge", state="queued").exists()


def test_a_message_of_which_nothing_was_ever_heard_ends_as_failed(contact):
    lost = outbound(contact, state="in_flight", in_flight_at=NOW)
    nudge_what_was_left(NOW + timedelta(hours=25))
    lost.refresh_from_db()
    assert lost.state == "failed"
    assert lost.error_text


def test_the_planner_hears_of_a_crowd_of_jobs(office, django_capture_on_commit_callbacks):
    """Else taking the next of thousands takes a second each until PostgreSQL looks for itself."""
    with django_capture_on_commit_callbacks(execute=True):
        wake_conversations(range(1, CROWD + 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'procrastinate_jobs'")
        assert cursor.fetchone()[0] >= CROWD
