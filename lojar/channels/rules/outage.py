"""When Meta itself is away: how that is noticed, and how often one message tries. Pure."""

from datetime import datetime, timedelta

TROUBLED_AFTER = 5  # failures in a row, of whichever messages
ALARM_AFTER = timedelta(seconds=30)
STOPPED_PROBE = timedelta(seconds=60)  # a token or a payment is not mended by asking often
FIRST_PROBE, LONGEST_PROBE = timedelta(seconds=5), timedelta(seconds=30)


def is_troubled(failures: int) -> bool:
    return failures >= TROUBLED_AFTER


def is_alarming(failures: int, failing_since: datetime | None, now: datetime) -> bool:
    return is_troubled(failures) and failing_since is not None and now - failing_since >= ALARM_AFTER


def probe_every(*, stopped: bool, failing_since: datetime | None, now: datetime) -> timedelta:
    """One message tries for all. Soon at first; a long outage is not asked every five seconds all night."""
    if stopped:
        return STOPPED_PROBE
    lasted = now - failing_since if failing_since else timedelta()
    return min(max(FIRST_PROBE, lasted / 20), LONGEST_PROBE)
