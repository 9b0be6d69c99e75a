"""A number's row, and what is written beside every change of it.

The hall locks its office first (seats and numbers are given by one at a time), then, as everybody, the person, the
sessions, the visits; the tickets last.
"""

from datetime import datetime

from lojar.lib.jobs import nudge
from lojar.offices.models import Office, Officer

from ..models import Ticket, TicketEvent

Kind = TicketEvent.Kind


def lock_office(office_id: int) -> Office:
    return Office.objects.select_for_update(no_key=True).get(pk=office_id)


def lock_ticket(ticket: Ticket) -> Ticket:
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("visit__session", "room")
    return rows.get(pk=ticket.pk)


def write_ticket_event(
    ticket: Ticket, kind: Kind, *, reason: str = "", officer: Officer | None = None, now: datetime
) -> TicketEvent:
    event = TicketEvent.objects.create(
        office_id=ticket.office_id, ticket=ticket, kind=kind, at=now, counter=ticket.counter, reason=reason,
        officer=officer,
    )  # fmt: skip
    if kind in (Kind.ISSUED, Kind.LET_IN, Kind.CALLED):
        nudge("notifications.announce_hall", once="notifications.announce_hall")
    return event
