"""What Meta counts: 80 messages a second on a number, both ways, and one in 6 s to a person with 45 on credit. Pure."""

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field

LINE = 80
EVERY, BURST = 6.0, 45
SLACK = 1.0  # seconds: what left in time may come late over the wire


@dataclass
class Line:
    """`times` of everything that passed, both ways; `most` is the fullest second so far."""

    times: list[float] = field(default_factory=list)
    most: int = 0
    over: list[float] = field(default_factory=list)

    def passes(self, at: float) -> bool:
        insort(self.times, at)
        there = len(self.times) - bisect_left(self.times, at - 1.0)
        self.most = max(self.most, there)
        if there > LINE:
            self.over.append(at)
        return there <= LINE


@dataclass
class Pairs:
    """Credit of each person: full at 45, one more every six seconds."""

    owed_until: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    over: list[tuple[float, str]] = field(default_factory=list)

    def passes(self, person: str, at: float) -> bool:
        """Only what is accepted takes of the credit."""
        owed = max(self.owed_until[person], at)
        if owed + EVERY - at > EVERY * BURST + SLACK:
            self.over.append((at, person))
            return False
        self.owed_until[person] = owed + EVERY
        return True
