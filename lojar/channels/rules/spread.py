"""What is usual and what is much, of a list of counts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """Of `count` values: the one in the middle, and the one that nine of ten do not pass."""

    count: int
    middle: float
    nine_of_ten: int


def spread(values: Iterable[int]) -> Spread | None:
    ranked = sorted(values)
    if not ranked:
        return None
    return Spread(len(ranked), float(median(ranked)), ranked[max(-(-len(ranked) * 9 // 10) - 1, 0)])
