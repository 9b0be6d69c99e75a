"""How long a conversation waits for the rest of what its person wrote. Pure."""

from datetime import timedelta

BURST_SECONDS = 3.0  # an album comes as several messages, often in several POSTs
HANDFUL = 100  # deliveries that are read together: fewer are read before anybody has noticed them
UNREAD_FOR = timedelta(seconds=2)  # a delivery is read at once, unless others lay before it
LONGEST = timedelta(minutes=5)  # since it was read, however much lies unread behind it


def is_crowded(backlog: int) -> bool:
    """`backlog` deliveries wait unread: the morning after an outage, not a busy minute."""
    return backlog >= HANDFUL


def gathering_seconds(*, with_file: bool, backlog: int) -> float | None:
    """None: until what lies unread has been read.

    Whoever wrote twenty messages during an outage shall get one answer to all of them, not one to each handful that we
    happen to have read. And reading is ten times as quick as answering: nobody waits longer for it.
    """
    if is_crowded(backlog):
        return None
    return BURST_SECONDS if with_file else 0.0


def was_crowded(lay_unread_for: timedelta) -> bool:
    """Before this one there were so many that some people may still wait for their end."""
    return lay_unread_for >= UNREAD_FOR
