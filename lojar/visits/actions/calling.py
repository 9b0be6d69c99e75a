"""Called, called again, passed over, sent on, served: what a counter does with a number.

Each verb names the counter that says it, so that a page left open says nothing about a number that is elsewhere by now.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Office, Officer

from ..models import Ticket, TicketEvent, Visit
from ..queries.hall import called_at_counter, counters_today, in_hall_line
from ..queries.stock import day_in
from ..rules.life import OPEN, Step, must_allow
from ..rules.queue_order import Next, call_order, is_given_up, place_after_skip, place_when_back
from .letting_in import let_in_who_waits
from .row import lock_visit, must_work_at
from .ticket_row import Kind, lock_office, lock_ticket, write_ticket_event

State = Ticket.State
CALLING = 0x4C4F4A48  # the first half of an advisory lock: any number that nobody else in this database uses
BACK_AGAIN = (
    "state", "counter", "skipped", "stands_at", "entered_at", "called_at", "finished_at", "room", "chairs", "seat",
)  # fmt: skip
TWICE = timedelta(seconds=5)  # two clicks on "call again" are one


@transaction.atomic
def call_next(office: Office, counter: str, *, officer: Officer, now: datetime) -> Ticket | None:
    """Whoever is at the counter already, else the next one who is inside; None where nobody waits for it. Two who call
    at once never get the same number. NotAllowed: other_office, unknown_counter."""
    must_work_at(office.pk, officer)
    counters = counters_today(office, now)
    if counter not in counters:
        raise NotAllowed("unknown_counter")
    _lock_counter(office, counter)
    there = called_at_counter(office, counter, now)
    if there is not None:
        return there
    for each in call_order(in_hall_line(office, now), counter=counter, purposes=counters[counter]):
        free = Ticket.objects.select_for_update(skip_locked=True).filter(pk=each.key, state=State.WAITING)
        ticket = free.first()
        if ticket is not None:
            return _call(ticket, counter, each, officer, now)
    return None


def _call(ticket: Ticket, counter: str, why: Next, officer: Officer, now: datetime) -> Ticket:
    ticket.state, ticket.counter, ticket.called_at = State.CALLED, counter, now
    ticket.save(update_fields=["state", "counter", "called_at"])
    write_ticket_event(ticket, Kind.CALLED, reason=why.reason, officer=officer, now=now)
    return ticket


def _lock_counter(office: Office, counter: str) -> None:
    """Two officers at one counter: the second sees whom the first one called. Counters are no rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [CALLING, f"{office.pk} {counter}"])


@transaction.atomic
def recall(ticket: Ticket, counter: str, *, officer: Officer, now: datetime) -> Ticket:
    """Called out once more. NotAllowed: other_office, not_at_counter."""
    row = lock_ticket(ticket)
    _must_be_at(row, counter, officer)
    lately = TicketEvent.objects.filter(ticket=row, kind__in=(Kind.CALLED, Kind.RECALLED), at__gt=now - TWICE)
    if not lately.exists():
        write_ticket_event(row, Kind.RECALLED, officer=officer, now=now)
    return row


@transaction.atomic
def skip(ticket: Ticket, counter: str, *, officer: Officer, now: datetime) -> Ticket:
    """Not there: a few places back; the third time they count as gone. NotAllowed: other_office, not_at_counter."""
    office = lock_office(ticket.office_id)
    visit = _lock_visit_of(ticket)
    row = lock_ticket(ticket)
    if row.state == State.WAITING and row.skipped:
        return row
    _must_be_at(row, counter, officer)
    row.skipped += 1
    if is_given_up(row.skipped):
        return _end(office, row, visit, State.GONE, officer, now)
    write_ticket_event(row, Kind.SKIPPED, officer=officer, now=now)
    others = [each.stands_at for each in in_hall_line(office, now)]
    row.state, row.counter, row.called_at = State.WAITING, "", None
    row.stands_at = place_after_skip(others, row.stands_at)
    row.save(update_fields=["state", "counter", "called_at", "stands_at", "skipped"])
    return row


@transaction.atomic
def transfer(ticket: Ticket, counter: str, *, to: str, officer: Officer, now: datetime) -> Ticket:
    """Another counter serves them next, before everybody else there. NotAllowed: other_office, not_at_counter,
    unknown_counter."""
    row = lock_ticket(ticket)
    if row.state == State.WAITING and row.counter == to:
        return row
    _must_be_at(row, counter, officer)
    if to == counter or to not in counters_today(row.office, now):
        raise NotAllowed("unknown_counter")
    row.state, row.counter, row.called_at = State.WAITING, to, None
    row.save(update_fields=["state", "counter", "called_at"])
    write_ticket_event(row, Kind.TRANSFERRED, officer=officer, now=now)
    return row


@transaction.atomic
def finish(ticket: Ticket, counter: str, *, officer: Officer, now: datetime) -> Ticket:
    """Served, and on their way out: whoever waits outside comes in. NotAllowed: other_office, not_at_counter."""
    office = lock_office(ticket.office_id)
    visit = _lock_visit_of(ticket)
    row = lock_ticket(ticket)
    if row.state == State.FINISHED:
        return row
    _must_be_at(row, counter, officer)
    return _end(office, row, visit, State.FINISHED, officer, now)


@transaction.atomic
def leave(ticket: Ticket, *, officer: Officer, now: datetime) -> Ticket:
    """Went home without being served. NotAllowed: other_office, not_waiting."""
    office = lock_office(ticket.office_id)
    visit = _lock_visit_of(ticket)
    row = lock_ticket(ticket)
    must_work_at(row.office_id, officer)
    if row.state == State.GONE:
        return row
    if row.state != State.WAITING:
        raise NotAllowed("not_waiting")
    return _end(office, row, visit, State.GONE, officer, now)


@transaction.atomic
def bring_back(ticket: Ticket, *, officer: Officer, now: datetime) -> Ticket:
    """Taken off the queue by mistake, or gone and here again: the same number, for today. NotAllowed: other_office,
    other_day, not_gone, has_open_visit."""
    office = lock_office(ticket.office_id)
    visit = _lock_visit_of(ticket)
    row = lock_ticket(ticket)
    must_work_at(row.office_id, officer)
    if row.state in (State.WAITING, State.CALLED):
        return row
    if row.state != State.GONE or row.finished_at is None:
        raise NotAllowed("not_gone")
    if row.on != day_in(office, now):
        raise NotAllowed("other_day", on=row.on)
    if visit is not None:
        _come_back(visit)
    row.stands_at = place_when_back(row.stands_at, gone_at=row.finished_at, now=now)
    row.state, row.counter, row.skipped = State.WAITING, "", 0
    row.entered_at = row.called_at = row.finished_at = None
    row.room, row.chairs, row.seat = None, [], ""
    row.save(update_fields=BACK_AGAIN)
    write_ticket_event(row, Kind.ISSUED, reason="back", officer=officer, now=now)
    let_in_who_waits(office, now)
    row.refresh_from_db()
    return row


def _come_back(visit: Visit) -> None:
    must_allow(visit.state, Step.COME_BACK)
    others = Visit.objects.filter(contact=visit.contact_id, purpose=visit.purpose, state__in=sorted(OPEN))
    if visit.contact_id is not None and others.exists():
        raise NotAllowed("has_open_visit")
    visit.state = Visit.State.ARRIVED
    visit.save(update_fields=["state"])


def close_past_days(*, now: datetime) -> int:
    """Who was called yesterday was served, and who still waits went home: nobody's next visit hangs on it. Each in a
    transaction of its own, because they lock persons and sessions in no order. Gives how many."""
    left = Ticket.objects.filter(
        state__in=(State.WAITING, State.CALLED), on__lt=now.date() + timedelta(days=1)
    )
    rows = left.select_related("office", "visit").order_by("pk")
    return sum(_close(row, now) for row in rows if row.on < day_in(row.office, now))


@transaction.atomic
def _close(ticket: Ticket, now: datetime) -> bool:
    office, visit = lock_office(ticket.office_id), _lock_visit_of(ticket)
    row = lock_ticket(ticket)
    if row.finished_at is None:
        _end(office, row, visit, State.FINISHED if row.state == State.CALLED else State.GONE, None, now)
    return True


def _end(
    office: Office,
    row: Ticket,
    visit: Visit | None,
    state: Ticket.State,
    officer: Officer | None,
    now: datetime,
) -> Ticket:
    """Under the locks of office, visit and ticket."""
    row.state, row.finished_at = state, now
    row.save(update_fields=["state", "finished_at", "skipped"])
    if visit is not None:
        is_served = state == State.FINISHED
        must_allow(visit.state, Step.SERVE if is_served else Step.LEAVE)
        visit.state = Visit.State.SERVED if is_served else Visit.State.MISSED
        visit.save(update_fields=["state"])
    write_ticket_event(row, Kind.FINISHED if state == State.FINISHED else Kind.GONE, officer=officer, now=now)
    let_in_who_waits(office, now)
    return row


def _lock_visit_of(ticket: Ticket) -> Visit | None:
    return lock_visit(ticket.visit)[0] if ticket.visit is not None else None


def _must_be_at(row: Ticket, counter: str, officer: Officer) -> None:
    must_work_at(row.office_id, officer)
    if row.state != State.CALLED or row.counter != counter:
        raise NotAllowed("not_at_counter", ticket=row.number)
