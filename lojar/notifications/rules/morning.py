"""When the head is told how the day begins: in the office's own time, on the days on which it opens."""

from datetime import date, datetime, time, timedelta

from lojar.offices.rules.opening_hours import OpeningHours

AVOIDED = "avoided"  # beside the troubles: visits that nobody had to make since the note before
BEFORE_OPENING = timedelta(hours=1)


def morning_of(now: datetime, hours: OpeningHours) -> date | None:
    """The working day whose morning has come: an hour before the doors open. None before that, and on days off. A job
    that comes late still writes that day's note."""
    today = now.astimezone(hours.zone).date()
    if not hours.is_working_day(today):
        return None
    opens = hours.next_opening(datetime.combine(today, time(), tzinfo=hours.zone))
    return today if now >= opens - BEFORE_OPENING else None
