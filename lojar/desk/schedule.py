"""A day of the hall as the desk shows it: sessions by hour, who comes, and who is owed another time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count

from lojar.offices.models import Office, ProtocolPeriod
from lojar.visits.models import Session, Visit
from lojar.visits.queries import free_by_day, taking_a_place

DAYS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One session."""

    session: Session
    taken: int

    @property
    def is_full(self) -> bool:
        return self.taken >= self.session.places


@dataclass(frozen=True, slots=True)
class DayOfHall:
    on: date
    lines: tuple[Line, ...]

    @property
    def counters(self) -> list[tuple[str, str]]:
        """(name, purpose) in the order of their names; a counter that changes its purpose stands there twice."""
        return sorted({(line.session.counter, line.session.purpose) for line in self.lines})

    @property
    def hours(self) -> list[tuple[Session, list[Line | None]]]:
        """For each stretch of time the line of each counter, None where it is not staffed then."""
        by_span: dict[tuple[datetime, datetime], dict[tuple[str, str], Line]] = {}
        for line in self.lines:
            at = by_span.setdefault((line.session.starts_at, line.session.ends_at), {})
            at[line.session.counter, line.session.purpose] = line
        return [
            (next(iter(at.values())).session, [at.get(c) for c in self.counters]) for at in by_span.values()
        ]

    @property
    def places(self) -> int:
        return sum(line.session.places for line in self.lines)

    @property
    def taken(self) -> int:
        return sum(line.taken for line in self.lines)


def day_of_hall(office: Office, on: date, now: datetime) -> DayOfHall:
    start = datetime.combine(on, time(), tzinfo=ZoneInfo(office.time_zone))
    rows = Session.objects.filter(
        office=office, starts_at__gte=start, starts_at__lt=start + timedelta(days=1)
    )
    counted = rows.annotate(taken=Count("visits", filter=taking_a_place(now, "visits__")))
    return DayOfHall(on, tuple(Line(row, row.taken) for row in counted.order_by("starts_at", "counter")))


def days_around(office: Office, on: date, now: datetime) -> list[date]:
    """The week that begins with the day itself, or with today where that is within it."""
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    first = today if today <= on < today + timedelta(days=DAYS) else on
    return [first + timedelta(days=days) for days in range(DAYS)]


def visitors(session: Session, now: datetime) -> list[Visit]:
    rows = Visit.objects.filter(taking_a_place(now), session=session)
    return list(rows.select_related("application", "contact").order_by("booked_at", "pk"))


def free_sessions(office: Office, purpose: str, now: datetime) -> list[Session]:
    """For those who are owed another time: they go before whoever waits."""
    days = free_by_day(office, purpose, now=now, past_the_line=True)
    return [each.session for day in days for each in day.sessions]


def protocols_ahead(office: Office, now: datetime) -> list[ProtocolPeriod]:
    return list(ProtocolPeriod.objects.filter(office=office, starts_at__gt=now).order_by("starts_at"))
