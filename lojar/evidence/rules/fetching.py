"""When to try again for a file that could not be fetched: Meta keeps it for seven days, then it is lost."""

from datetime import datetime, timedelta

KEPT_BY_META = timedelta(days=7)
WAITS = tuple(timedelta(seconds=s) for s in (5, 15, 60, 300, 900))
LONGEST_WAIT = timedelta(hours=1)
LINE_WAIT = timedelta(minutes=10)  # a person mends it, and nobody knows when
LAST_TRY = timedelta(minutes=10)  # before Meta lets go of it
AT_LEAST = timedelta(
    hours=1
)  # a message that Meta held back for a week: its file gets its tries all the same

# What must be found so many times in a row before it is believed; a hiccup in between begins the count anew.
BELIEVED = {"missing": 5, "damaged": 3, "short": 6}
# Seconds for one download. A slow one holds up others, so the first tries are short; a slow line still gets its file.
PATIENCE = (30, 60, 120, 240)


def wait_after(tries: int) -> timedelta:
    return WAITS[tries - 1] if 1 <= tries <= len(WAITS) else LONGEST_WAIT


def ends_at(*, sent_at: datetime, received_at: datetime) -> datetime:
    return max(sent_at + KEPT_BY_META, received_at + AT_LEAST)


def next_try(wait: timedelta, *, ends_at: datetime, now: datetime) -> timedelta | None:
    """How long to wait where `wait` is due; None when there is no use in trying any more."""
    last = ends_at - LAST_TRY
    if now < last:
        return min(wait, last - now)
    return wait if now + wait < ends_at else None


def is_believed(finding: str, times: int) -> bool:
    return finding in BELIEVED and times >= BELIEVED[finding]


def patience(tries: int) -> int:
    """For the try after so many that failed."""
    return PATIENCE[min(tries, len(PATIENCE) - 1)]
