"""Lanes of a worker: no kind of work can take the places of another.

One pool for everything runs dry: with Meta slow, every place waits for an answer of Meta's, and what citizens write
stays unread. A lane is a queue by name and how many of its jobs run at once. With `concurrency` 8, two machines and
Meta's usual quarter of a second, the sending lanes together carry the 80 messages a second that Meta allows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping


def lanes(concurrency: int) -> dict[str, int]:
    """How many jobs of each queue may run at once in one process."""
    return {
        "line": 2,  # reading what Meta posted, and the minute's watch
        "talk": max(1, concurrency // 2),
        "send": concurrency + 4,  # mostly waiting for Meta
        "files": max(1, concurrency // 2),
        "reading": 1,  # a core for as long as it takes, and never the files' place
        "default": 2,
    }


def with_room(lanes: Mapping[str, int], running: Iterable[str]) -> list[str]:
    """The queues of which one more job may begin."""
    taken = Counter(running)
    return [queue for queue, most in lanes.items() if taken[queue] < most]
