"""When to try again for a file that could not be fetched: Meta keeps it for seven days, then it is lost."""

from datetime import datetime, timedelta

KEPT_BY_META = timedelta(days=7)
WAITS = tuple(timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 3600))
LONGEST_WAIT = timedelta(hours=3)


def next_try(tries: int, *, sent_at: datetime, now: datetime) -> timedelta | None:
    """How long to wait after the failed try number `tries`; None when there is no use in trying any more."""
    wait = WAITS[tries - 1] if tries <= len(WAITS) else LONGEST_WAIT
    left = sent_at + KEPT_BY_META - now
    if left <= timedelta():
        return None
    # One last try while Meta still has it, instead of one that comes too late.
    return min(wait, max(left - timedelta(minutes=5), timedelta(seconds=5)))
