"""Whether two pictures are one: made smaller, saved anew, but the same photo. Sixty-four bits say where it gets lighter
from left to right (N. Krawetz, "Kind of Like That", 2013); pictures of the same bits, but for a few, are the same.

Two photos of one paper differ in far more bits, and so do two people's identity cards on one table.
"""

from collections.abc import Sequence
from itertools import pairwise

WIDE, HIGH = 9, 8  # grey values that the bits are made from
PARTS, BITS = 4, 16
MOST_APART = PARTS - 1  # so few differing bits leave one part whole, and that part finds the other picture
PLAIN = 6  # bits of either kind, at the least: an empty sheet is like every other empty sheet


def likeness_of(grey: Sequence[int]) -> int | None:
    """Of 9 x 8 grey values, row by row; None where there is too little to tell."""
    bits = 0
    for row in range(HIGH):
        line = grey[row * WIDE : (row + 1) * WIDE]
        for left, right in pairwise(line):
            bits = bits << 1 | (left > right)
    lit = bits.bit_count()
    return bits if PLAIN <= lit <= PARTS * BITS - PLAIN else None


def parts_of(likeness: int) -> list[int]:
    """Four numbers, each telling which part it is: what an index can look for."""
    mask = (1 << BITS) - 1
    return [at << BITS | (likeness >> (BITS * at) & mask) for at in range(PARTS)]


def whole_of(parts: Sequence[int]) -> int:
    mask = (1 << BITS) - 1
    return sum((part & mask) << (BITS * (part >> BITS)) for part in parts)


def are_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """By their parts; what has none is like nothing."""
    return bool(one and other) and (whole_of(one) ^ whole_of(other)).bit_count() <= MOST_APART
