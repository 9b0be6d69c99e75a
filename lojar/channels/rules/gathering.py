"""How long a conversation waits for the rest of what its person wrote. Pure."""

from datetime import timedelta

BURST_SECONDS = 3.0  # an album comes as several messages, often in several POSTs
FRESH = timedelta(minutes=2)
HANDFUL = 100  # deliveries that are read together: fewer are read before anybody has noticed them
LONGEST = timedelta(minutes=5)  # since it was read, however much lies unread behind it


def is_crowded(backlog: int) -> bool:
    """`backlog` deliveries wait unread: the morning after an outage, not a busy minute."""
    return backlog >= HANDFUL


def gathering_seconds(*, age: timedelta, with_file: bool, backlog: int) -> float | None:
    """`age` since it was sent; None: until what lies unread has been read.

    What comes late comes in a crowd: whoever wrote twenty messages during an outage shall get one answer to all of
    them, not one to each handful that we happen to have read. Who writes now is answered now.
    """
    if is_late(age) and is_crowded(backlog):
        return None
    return BURST_SECONDS if with_file else 0.0


def is_late(age: timedelta) -> bool:
    """Nobody sits there and waits for the answer to it."""
    return age >= FRESH
