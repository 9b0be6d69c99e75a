"""The hall as it is now: how it is run, who is inside, who waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from lojar.offices.models import Office
from lojar.offices.queries import protocol_at

from ..models import Purpose, Room, Session, Ticket, Visit
from ..rules.pass_code import pass_code
from ..rules.queue_order import InLine, lifts
from ..rules.urgency import Mode
from .stock import day_in, midnight

DAY = timedelta(days=1)
UNPLANNED: dict[str, set[str]] = {f"Loket {number}": set() for number in (1, 2, 3)}
NEAR = timedelta(days=60)  # as long ago a typed code may have been booked


@dataclass(frozen=True, slots=True)
class HallRun:
    """`limit`: people inside, None without one; `distance_cm` 0: as the room's plan says; `asked`: at the door."""

    today: date
    mode: Mode
    limit: int | None
    distance_cm: int
    asked: tuple[str, ...]
    first_room: Room | None


def how_it_is_run(office: Office, now: datetime) -> HallRun:
    period = protocol_at(office, now)
    mode = Mode(period.mode) if period else Mode.NORMAL
    return HallRun(
        today=day_in(office, now),
        mode=mode,
        limit=period.people_inside if period and mode == Mode.LIMITED else None,
        distance_cm=period.distance_cm if period else 0,
        asked=tuple(period.asks_for) if period else (),
        first_room=Room.objects.filter(office=office).order_by("pk").first(),
    )


def room_now(ticket: Ticket, run: HallRun) -> Room | None:
    """Of their session; else the first that was drawn."""
    session = ticket.visit.session if ticket.visit else None
    return (session.room if session else None) or run.first_room


def tickets_today(office: Office, now: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(office=office, on=day_in(office, now))


def inside_now(office: Office, now: datetime) -> QuerySet[Ticket]:
    return tickets_today(office, now).filter(entered_at__isnull=False, finished_at=None)


def ticket_of(office: Office, visit: Visit) -> Ticket | None:
    return Ticket.objects.filter(office=office, visit=visit).select_related("visit").first()


def visits_of_code(office: Office, code: str, *, now: datetime) -> list[Visit]:
    """Of the days around today, those of today first; more than one where two passes share a code."""
    start = midnight(office, now)
    near = Visit.objects.filter(office=office, created_at__gte=start - NEAR)
    rows = near.exclude(state__in=(Visit.State.LAPSED, Visit.State.HELD)).values_list("pk", "pass_token")
    found = [pk for pk, token in rows if pass_code(token) == code]
    visits = Visit.objects.filter(pk__in=found).select_related("session", "contact")
    return sorted(visits, key=lambda visit: (not _is_on(visit, start), visit.pk))


def counters_today(office: Office, now: datetime) -> dict[str, set[str]]:
    """Counter -> what it serves today, in order of their names. What no counter is planned for, all of them serve; and
    where none is planned at all there are three."""
    start = midnight(office, now)
    rows = Session.objects.filter(
        office=office, starts_at__gte=start, starts_at__lt=start + DAY, closed_at=None
    )
    found: dict[str, set[str]] = {}
    for counter, purpose in rows.order_by("counter").values_list("counter", "purpose").distinct():
        found.setdefault(counter, set()).add(purpose)
    nobodys = set(Purpose.values).difference(*found.values())
    return {counter: purposes | nobodys for counter, purposes in (found or UNPLANNED).items()}


def in_hall_line(office: Office, now: datetime) -> list[InLine]:
    """Everybody inside who waits to be called."""
    rows = inside_now(office, now).filter(state=Ticket.State.WAITING).select_related("visit__session")
    return [_in_line(row) for row in rows.order_by("stands_at", "pk")]


def called_at_counter(office: Office, counter: str, now: datetime) -> Ticket | None:
    called = tickets_today(office, now).filter(state=Ticket.State.CALLED, counter=counter)
    return called.select_related("visit").first()


def _in_line(row: Ticket) -> InLine:
    visit = row.visit
    if visit is None:
        return InLine(row.pk, row.stands_at, counter=row.counter)
    due_at = visit.session.starts_at if visit.session else None
    lifted_by = lifts(due_at=due_at, is_urgent=bool(visit.reason), marks=row.marks)
    return InLine(row.pk, row.stands_at, visit.purpose, row.counter, lifted_by)


def _is_on(visit: Visit, start: datetime) -> bool:
    return visit.session is not None and start <= visit.session.starts_at < start + DAY
