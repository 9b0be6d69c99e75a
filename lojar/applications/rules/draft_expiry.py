"""When silence ends a draft: a warning first, and then time to answer it."""

from datetime import datetime, timedelta
from enum import StrEnum

from .lifecycle import WITH_CITIZEN, Status

WARN_AFTER = timedelta(days=10)
EXPIRE_AFTER = timedelta(days=14)
# However late the job ran: nobody loses a draft within these days of having been warned.
TIME_TO_ANSWER = EXPIRE_AFTER - WARN_AFTER


class Due(StrEnum):
    NOTHING = "nothing"
    WARNING = "warning"
    EXPIRY = "expiry"


def what_is_due(
    status: Status | str, touched_at: datetime, *, warned_at: datetime | None, now: datetime
) -> Due:
    if Status(status) not in WITH_CITIZEN:
        return Due.NOTHING
    if warned_at is None:
        return Due.WARNING if now - touched_at >= WARN_AFTER else Due.NOTHING
    is_over = now - touched_at >= EXPIRE_AFTER and now - warned_at >= TIME_TO_ANSWER
    return Due.EXPIRY if is_over else Due.NOTHING


def expires_at(touched_at: datetime, warned_at: datetime | None) -> datetime:
    """The moment to name in the warning."""
    by_silence = touched_at + EXPIRE_AFTER
    return by_silence if warned_at is None else max(by_silence, warned_at + TIME_TO_ANSWER)
