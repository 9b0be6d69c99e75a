"""What waited on the day of the backup is for people to decide; what was said, or waits for the citizen, stays."""

import pytest

from lojar.channels import queries
from lojar.channels.after_restore import WHY, leave_to_people
from lojar.channels.models import OutboundMessage
from lojar.channels.tests.line import NOW, now_of, post

pytestmark = pytest.mark.django_db


def in_state(contact, state):
    message = post(contact, f"Kabar {state}", key=state)
    OutboundMessage.objects.filter(pk=message.pk).update(state=state)
    return message


def test_what_was_queued_or_on_its_way_is_shown_on_the_desk_with_the_reason(contact):
    waited = [in_state(contact, state) for state in ("queued", "in_flight")]
    assert leave_to_people(NOW) == {"queued": 1, "in_flight": 1}
    found = list(queries.failed_messages(contact.office))
    assert {message.pk for message in found} == {message.pk for message in waited}
    assert {(message.error_text, message.failed_at) for message in found} == {(WHY, NOW)}
    assert leave_to_people(NOW) == {"queued": 0, "in_flight": 0}


@pytest.mark.parametrize("state", ["held", "sent", "delivered", "read", "failed", "expired"])
def test_every_other_message_stays_as_it_is(contact, state):
    message = in_state(contact, state)
    leave_to_people(NOW)
    assert (now_of(message).state, message.error_text) == (state, "")


def test_nothing_of_it_leaves_when_the_worker_starts(contact, wire, send):
    in_state(contact, "queued")
    leave_to_people(NOW)
    send(contact)
    assert wire.sent == []
