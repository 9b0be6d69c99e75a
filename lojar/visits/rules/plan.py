"""A hall with chairs, in metres. Lengths are compared in whole millimetres, so that 1.0 m is far enough for 1.0 m."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MM = 1000


@dataclass(frozen=True, slots=True)
class Chair:
    """`x` to the right and `y` away from the counters, in metres, of the middle of the seat."""

    id: str
    x: float
    y: float
    wheelchair: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """Kept free, for example where a door swings."""

    x: float
    y: float
    radius: float

    def holds(self, chair: Chair) -> bool:
        return _square_mm(chair.x - self.x, chair.y - self.y) <= _mm(self.radius) ** 2


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Kept free, for example the way to a door; two opposite corners in any order."""

    x1: float
    y1: float
    x2: float
    y2: float

    def holds(self, chair: Chair) -> bool:
        return _between(chair.x, self.x1, self.x2) and _between(chair.y, self.y1, self.y2)


KeptFree = Circle | Rectangle


def grid(rows: int, columns: int, *, spacing: float, row_spacing: float = 0.0) -> tuple[Chair, ...]:
    """Chairs in rows named A1, A2 ... B1 from the corner 0, 0; `row_spacing` 0: as between columns, in metres."""
    if rows < 0 or columns < 0 or spacing <= 0 or row_spacing < 0:
        raise ValueError("a grid has no negative number of rows, and its chairs stand apart")
    down = row_spacing or spacing
    return tuple(
        Chair(f"{_letters(row)}{column + 1}", column * spacing, row * down)
        for row in range(rows)
        for column in range(columns)
    )


def usable(chairs: Iterable[Chair], kept_free: Iterable[KeptFree] = ()) -> tuple[Chair, ...]:
    """Without those that stand in a place kept free, its edge included, and in reading order: the answer of every
    rule is the same in whatever order the chairs were drawn."""
    places = tuple(kept_free)
    left = [chair for chair in chairs if not any(place.holds(chair) for place in places)]
    if len({chair.id for chair in left}) != len(left):
        raise ValueError("two chairs have the same name")
    return tuple(sorted(left, key=lambda chair: (_mm(chair.y), _mm(chair.x), chair.id)))


def apart_mm2(one: Chair, other: Chair) -> int:
    """The square of the distance, in square millimetres."""
    return _square_mm(one.x - other.x, one.y - other.y)


def too_near(one: Chair, other: Chair, distance: float) -> bool:
    return apart_mm2(one, other) < _mm(distance) ** 2


def conflicts(
    chairs: Sequence[Chair], distance: float, households: Iterable[Collection[str]] = ()
) -> list[set[int]]:
    """For each chair the places in `chairs` of those too near to be taken with it. Chairs of one of the
    `households` (names of chairs) may be taken side by side."""
    groups = [frozenset(group) for group in households]
    found: list[set[int]] = [set() for _ in chairs]
    for i, one in enumerate(chairs):
        for j in range(i + 1, len(chairs)):
            if too_near(one, chairs[j], distance) and not _share(groups, one.id, chairs[j].id):
                found[i].add(j)
                found[j].add(i)
    return found


def _share(groups: Iterable[frozenset[str]], one: str, other: str) -> bool:
    return any(one in group and other in group for group in groups)


def _letters(row: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    before, letter = divmod(row, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _between(value: float, one: float, other: float) -> bool:
    return _mm(min(one, other)) <= _mm(value) <= _mm(max(one, other))


def _mm(metres: float) -> int:
    return round(metres * MM)


def _square_mm(across: float, down: float) -> int:
    return _mm(across) ** 2 + _mm(down) ** 2
