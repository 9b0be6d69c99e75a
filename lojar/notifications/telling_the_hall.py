"""Writes to who waits in the hall: their number, that they may come in, that it is their turn.

Only to whom may be written at this moment: who is in the hall does not wait for a template, and there is the screen.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from lojar.channels import outbox
from lojar.channels.messages import Text
from lojar.channels.models import Contact
from lojar.channels.queries import contact_now, is_withheld, window
from lojar.visits.models import Ticket, TicketEvent

from .one_by_one import tell_one_by_one
from .rules import phrases
from .rules.event_text import fill
from .wordings import texts_for

Kind = TicketEvent.Kind
TOLD = {Kind.ISSUED: "hall_number", Kind.LET_IN: "hall_enter", Kind.CALLED: "hall_called"}
STALE = timedelta(minutes=10)  # what is told later is not true any more
PHONE = (
    "/hall/tiket/{token}/"  # a page of the hall; asking Django for it would load every door into the worker
)


def tell_the_hall(*, now: datetime) -> int:
    """Until nothing is left; how many were looked at. Can run twice, and by several workers."""
    return tell_one_by_one(_unread, _tell, job="announce_hall", now=now)


@transaction.atomic
def _tell(event_id: int, *, now: datetime) -> int:
    """0 where another worker was faster."""
    of = "ticket__visit__contact", "office"
    event = _unread().select_for_update(of=("self",)).select_related(*of).filter(pk=event_id).first()
    if event is None:
        return 0
    event.announced_at = now
    event.save(update_fields=["announced_at"])
    contact = _who_waits(event.ticket)
    if contact is not None and _is_still_so(event, now) and window(contact, now).open:
        _write(event, contact, now=now)
    return 1


def _who_waits(ticket: Ticket) -> Contact | None:
    visit = ticket.visit
    if visit is None or visit.contact is None:
        return None
    contact = contact_now(visit.contact)
    return None if is_withheld(contact, visit.created_at) else contact


def _is_still_so(event: TicketEvent, now: datetime) -> bool:
    """Who comes in at once hears it with the number; who was called and has gone on hears nothing."""
    ticket = event.ticket
    if now - event.at > STALE or (event.kind == Kind.ISSUED and event.reason):
        return False  # a number that was put back was told before
    if event.kind == Kind.LET_IN:
        return ticket.state == Ticket.State.WAITING and event.at > ticket.issued_at
    if event.kind == Kind.CALLED:
        return ticket.state == Ticket.State.CALLED and ticket.counter == event.counter
    return ticket.finished_at is None


def _write(event: TicketEvent, contact: Contact, *, now: datetime) -> None:
    ticket, language = event.ticket, contact.language
    words = {
        "number": ticket.number,
        "counter": event.counter,
        "place": _place(ticket, language),
        "link": settings.LOJAR_BASE_URL + PHONE.format(token=ticket.visit.pass_token) if ticket.visit else "",
        "office": event.office.name,
        "counter_phone": event.office.counter_phone,
    }
    body = fill(texts_for(event.office, language)(TOLD[Kind(event.kind)], "").body, words)
    outbox.post(contact, Text(body), key=f"ticket:{event.pk}", purpose="reply", now=now)


def _place(ticket: Ticket, language: str) -> str:
    if ticket.entered_at is None:
        return phrases.phrase("hall_outside", language)
    if ticket.seat:
        return phrases.phrase("hall_seat", language, seat=ticket.seat)
    return phrases.phrase("hall_inside", language)


def _unread() -> QuerySet[TicketEvent]:
    return TicketEvent.objects.filter(announced_at=None, kind__in=[kind.value for kind in TOLD])
