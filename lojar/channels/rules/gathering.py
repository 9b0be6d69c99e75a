"""How long a conversation waits for the rest of what its person wrote. Pure."""

from datetime import timedelta

BURST_SECONDS = 3.0  # an album comes as several messages, often in several POSTs
FRESH = timedelta(minutes=2)
READ_A_SECOND = 500  # messages, and not too proud a guess
LONGEST_SECONDS = 120.0


def gathering_seconds(*, age: timedelta, with_file: bool, backlog: int) -> float:
    """`age` since it was sent, `backlog` deliveries that wait unread behind it.

    What comes late comes in a crowd: whoever wrote twenty messages during an outage shall get one answer to all of
    them, not one to each handful that we happen to have read. Who writes now is answered now.
    """
    burst = BURST_SECONDS if with_file else 0.0
    if age < FRESH or not backlog:
        return burst
    return max(burst, min(backlog / READ_A_SECOND, LONGEST_SECONDS))
