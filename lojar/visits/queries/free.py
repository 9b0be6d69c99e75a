"""Free places by day, for one purpose."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Count, F

from lojar.offices.models import Office

from ..models import Session
from ..rules.slots import Span, mode_of
from ..rules.urgency import Mode
from .line import day_of, days_with_a_line
from .stock import protocols_of, span_of, taking_a_place

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class FreeSession:
    session: Session
    free: int


@dataclass(frozen=True, slots=True)
class FreeDay:
    """`on` in the office's own calendar."""

    on: date
    sessions: tuple[FreeSession, ...]

    @property
    def free(self) -> int:
        return sum(each.free for each in self.sessions)


def free_by_day(
    office: Office, purpose: str, *, now: datetime, days: int = DAYS_SHOWN, past_the_line: bool = False
) -> tuple[FreeDay, ...]:
    """Days with a free place, today first, as far as `days` days ahead; of each only the sessions that have one and
    have not begun. A day that people wait for has none, but for those who go before them
    (`past_the_line`): what becomes free there is offered. In three queries, without a lock: what is shown may be gone
    when it is chosen."""
    zone = ZoneInfo(office.time_zone)
    found = _free_sessions(office, purpose, now, until=now + timedelta(days=days))
    by_day = groupby(found, key=lambda each: each.session.starts_at.astimezone(zone).date())
    waited_for = set() if past_the_line else days_with_a_line(office, purpose)
    return tuple(FreeDay(on, tuple(sessions)) for on, sessions in by_day if on not in waited_for)


def full_days(office: Office, purpose: str, *, now: datetime, days: int = DAYS_SHOWN) -> tuple[date, ...]:
    """Days with sessions that are open and have places, all of them taken or waited for: what one can stand in line
    for."""
    protocols, zone = protocols_of(office), ZoneInfo(office.time_zone)
    until = now + timedelta(days=days)
    ahead = Session.objects.filter(
        office=office, purpose=purpose, starts_at__gt=now, starts_at__lt=until, places__gt=0, closed_at=None
    ).order_by("starts_at")
    given = dict.fromkeys(
        row.starts_at.astimezone(zone).date()
        for row in ahead
        if mode_of(span_of(row), protocols) != Mode.CLOSED
    )
    free = {day.on for day in free_by_day(office, purpose, now=now, days=days)}
    return tuple(day for day in given if day not in free)


def free_on(office: Office, purpose: str, on: date, *, now: datetime) -> list[Session]:
    """Sessions of one day with a place, in order, whether people wait for that day or not."""
    end = datetime.combine(on + timedelta(days=1), time(), tzinfo=ZoneInfo(office.time_zone))
    found = (each.session for each in _free_sessions(office, purpose, now, until=end))
    return [session for session in found if day_of(session) == on]


def _free_sessions(office: Office, purpose: str, now: datetime, *, until: datetime) -> list[FreeSession]:
    protocols = protocols_of(office)

    def is_open(span: Span) -> bool:
        return mode_of(span, protocols) != Mode.CLOSED

    ahead = Session.objects.select_related("office").filter(
        office=office, purpose=purpose, starts_at__gt=now, starts_at__lt=until, places__gt=0
    )
    taken = Count("visits", filter=taking_a_place(now, "visits__"))
    rows = ahead.annotate(taken=taken).filter(taken__lt=F("places")).order_by("starts_at", "counter")
    return [FreeSession(row, row.places - row.taken) for row in rows if is_open(span_of(row))]
