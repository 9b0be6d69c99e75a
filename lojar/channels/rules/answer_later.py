"""When an officer who cannot answer now is reminded, by the clock and the calendar of the office."""

from datetime import date, datetime, time, timedelta

from lojar.offices.rules.opening_hours import ONE_DAY, OpeningHours

IN_AN_HOUR, IN_THE_MORNING, ON_A_DATE = "hour", "morning", "date"
AN_HOUR = timedelta(hours=1)
FURTHEST = timedelta(days=90)


class CannotRemind(ValueError):
    """`reason`: no_date, past, too_far."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def due_at(when: str, on: date | None, *, now: datetime, hours: OpeningHours) -> datetime:
    """`on` is looked at for a date only. A morning is that of the next day on which the office opens."""
    if when == IN_AN_HOUR:
        return now + AN_HOUR
    if when == IN_THE_MORNING:
        return next_morning(now, hours)
    if when != ON_A_DATE or on is None:
        raise CannotRemind("no_date")
    return _opening_on(_soon_enough(on, now, hours), hours)


def next_morning(now: datetime, hours: OpeningHours) -> datetime:
    return _opening_on(today(now, hours) + ONE_DAY, hours)


def today(now: datetime, hours: OpeningHours) -> date:
    return now.astimezone(hours.zone).date()


def _soon_enough(on: date, now: datetime, hours: OpeningHours) -> date:
    if on <= today(now, hours):
        raise CannotRemind("past")
    if on > today(now, hours) + FURTHEST:
        raise CannotRemind("too_far")
    return on


def _opening_on(day: date, hours: OpeningHours) -> datetime:
    """Where the office is closed on that day, when it opens after it."""
    return hours.next_opening(datetime.combine(day, time(), tzinfo=hours.zone))
