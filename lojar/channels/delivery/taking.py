"""Taking the next message of a person out of the queue: in flight is written down before anything is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from .. import alarms, outbox
from ..models import Contact, OutboundMessage
from ..queries import window
from ..rules.pace import LOOK_BACK, SOON, may_send_at
from ..rules.turn import Waiting, has_ended, next_to_send
from . import line
from .doubting import settle_doubts

State = OutboundMessage.State
MOST_AT_ONCE = 100
TEMPLATES_LATER = timedelta(minutes=10)


@dataclass(frozen=True)
class Taken:
    """A message to send now, or when to look again, or neither: all is quiet."""

    message: OutboundMessage | None = None
    look_again_at: datetime | None = None
    is_last: bool = False  # nothing of this person waits behind it
    line_was_well: bool = True


@transaction.atomic
def take(contact: Contact, now: datetime) -> Taken:
    waiting = _waiting_rows(contact)
    if wait := settle_doubts(contact, waiting, now):
        return Taken(look_again_at=wait)
    queue = _still_fit(waiting, now)
    while True:
        following = next_to_send([_waiting(message) for message in queue], now)
        if following.id is None:
            return Taken(look_again_at=following.wake_at)
        message = next(message for message in queue if message.pk == following.id)
        if not _must_be_held(message, contact, now):
            break
        outbox.hold(message, now=now)
        queue = _still_fit(_waiting_rows(contact), now)  # a template may stand in it now
    state = line.look(contact.office)
    free_at = _free_at(contact, message, state, now)
    if free_at > now:
        return Taken(look_again_at=free_at)
    return Taken(_in_flight(message, now), is_last=len(queue) == 1, line_was_well=state.is_well)


def _waiting_rows(contact: Contact) -> list[OutboundMessage]:
    """Queued, or in flight and not known to have arrived."""
    rows = contact.outbound.select_for_update(of=("self",)).filter(state__in=(State.QUEUED, State.IN_FLIGHT))
    return list(rows.order_by("id")[:MOST_AT_ONCE])


def _still_fit(rows: list[OutboundMessage], now: datetime) -> list[OutboundMessage]:
    queue = [message for message in rows if message.state == State.QUEUED]
    ended = [message for message in queue if _has_ended(message, now)]
    if ended:
        OutboundMessage.objects.filter(pk__in=[message.pk for message in ended]).update(state=State.EXPIRED)
    return [message for message in queue if message not in ended]


def _has_ended(message: OutboundMessage, now: datetime) -> bool:
    since = max(message.created_at, message.not_before or message.created_at)
    return has_ended(message.purpose, waiting_since=since, held=False, now=now)


def _waiting(message: OutboundMessage) -> Waiting:
    return Waiting(message.pk, message.tries, message.not_before, message.purpose)


def _must_be_held(message: OutboundMessage, contact: Contact, now: datetime) -> bool:
    return not is_template(message) and not window(contact, now).open


def is_template(message: OutboundMessage) -> bool:
    return bool(message.body["type"] == "template")


def _free_at(contact: Contact, message: OutboundMessage, state: line.LineNow, now: datetime) -> datetime:
    """When neither a pace nor trouble with the line stands in the way."""
    free_at = may_send_at(_left_lately(contact, now), now)
    if is_template(message) and alarms.templates_are_stopped(contact.office, now):
        free_at = max(free_at, now + TEMPLATES_LATER)
    if state.full_for > SOON.total_seconds():
        free_at = max(free_at, now + timedelta(seconds=state.full_for))
    if free_at == now and state.only_probes:
        # One message tries for all whether the line works again; the others wait behind it.
        return line.may_probe(contact.office, state, now) or now
    return free_at


def _left_lately(contact: Contact, now: datetime) -> list[datetime]:
    lately = contact.outbound.filter(in_flight_at__gt=now - LOOK_BACK).order_by("-id")
    return [at for at in lately.values_list("in_flight_at", flat=True)[:100] if at is not None]


def _in_flight(message: OutboundMessage, now: datetime) -> OutboundMessage:
    message.state = State.IN_FLIGHT
    message.in_flight_at = now
    message.tries += 1
    message.error_code, message.error_text = None, ""
    message.save(update_fields=["state", "in_flight_at", "tries", "error_code", "error_text"])
    return message
