"""Whether somebody is to be reminded of their visit now."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FROM = time(15)  # of the day before: late enough to be remembered, early enough to find the papers
KNOWS_STILL = timedelta(hours=6)  # since the booking


def is_due(starts_at: datetime, booked_at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """From the afternoon of the day before, unless the booking itself was hours ago."""
    eve = starts_at.astimezone(zone).date() - timedelta(days=1)
    begins = datetime.combine(eve, FROM, tzinfo=zone)
    return begins <= now < starts_at and now - booked_at >= KNOWS_STILL
