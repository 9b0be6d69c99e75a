"""What is given away, and how the hall is run: what the actions ask under the lock, and pages without it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from lojar.offices.models import Office, ProtocolPeriod
from lojar.offices.queries import protocol_at

from ..models import Session, Visit
from ..rules.life import TAKES_A_PLACE
from ..rules.slots import Protocol, Span
from ..rules.urgency import Mode


def taking_a_place(now: datetime, prefix: str = "") -> Q:
    """Of visits; `prefix` is the way to them, as "visits__". A hold that is over frees its place by itself."""
    held = Q(**{f"{prefix}state": Visit.State.HELD, f"{prefix}held_until__gt": now})
    return held | Q(**{f"{prefix}state__in": sorted(TAKES_A_PLACE)})


def places_free(session: Session, now: datetime) -> int:
    """Below 0 never, also where more came than there are places."""
    taken = Visit.objects.filter(taking_a_place(now), session=session).count()
    return max(0, session.places - taken)


def protocols_of(office: Office) -> tuple[Protocol, ...]:
    periods = ProtocolPeriod.objects.filter(office=office).order_by("starts_at")
    rows = periods.values_list("starts_at", "mode", "people_inside")
    return tuple(Protocol(starts_at, Mode(mode), inside) for starts_at, mode, inside in rows)


def span_of(session: Session) -> Span:
    return session.starts_at, session.ends_at


def mode_now(office: Office, now: datetime) -> Mode:
    protocol = protocol_at(office, now)
    return Mode(protocol.mode) if protocol else Mode.NORMAL


def booked_purposes(office: Office, now: datetime) -> frozenset[str]:
    """What sessions are planned for from now on; none where an office lets people come as they please."""
    ahead = Session.objects.filter(office=office, starts_at__gt=now, closed_at=None)
    return frozenset(ahead.order_by().values_list("purpose", flat=True).distinct())


def day_in(office: Office, at: datetime) -> date:
    """In the office's own calendar."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def midnight(office: Office, now: datetime) -> datetime:
    return datetime.combine(day_in(office, now), time(), tzinfo=ZoneInfo(office.time_zone))
