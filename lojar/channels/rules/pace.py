"""Meta's pair rate: one message to a person every 6 seconds, 45 in a burst on credit."""

from collections.abc import Iterable
from datetime import datetime, timedelta

EVERY = timedelta(seconds=6)
BURST = 45
LOOK_BACK = EVERY * BURST * 2


def may_send_at(sent: Iterable[datetime], now: datetime) -> datetime:
    """When the next message to this person may leave, given when the last ones left (of LOOK_BACK)."""
    debt_until = now - LOOK_BACK
    for at in sorted(sent):
        debt_until = max(debt_until, at) + EVERY
    return max(now, debt_until - EVERY * (BURST - 1))


# The office's number: 80 messages a second, both directions together. A little less, because what leaves us evenly
# does not arrive evenly.
LINE_RATE = 75
LINE_EVERY = timedelta(seconds=1) / LINE_RATE
# What comes in takes room too, but we do not choose how much: it never holds our answers back longer than this.
MOST_DEBT = timedelta(seconds=1)
SOON = timedelta(milliseconds=500)  # a sender waits so long for its turn; beyond that it comes back
