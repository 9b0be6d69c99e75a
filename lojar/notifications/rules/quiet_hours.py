"""Nobody is woken by what the program says of its own accord. What a person did, citizen or officer, is told at once:
an officer who works at night does so because somebody waits, perhaps in a hospital."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS, ENDS = time(21), time(6)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    local = at.astimezone(zone).time()
    return local >= BEGINS or local < ENDS


def not_before(now: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of the night that `now` lies in; None by day."""
    if not is_quiet(now, zone):
        return None
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.time() >= BEGINS else local.date()
    return datetime.combine(day, ENDS, tzinfo=zone)
