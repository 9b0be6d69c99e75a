"""Where the people who come in together sit down, among those who sit there already."""

from collections.abc import Collection, Iterable, Sequence

from .plan import Chair, apart_mm2, too_near, usable


def seats_for(
    chairs: Iterable[Chair],
    chosen: Collection[str],
    *,
    occupied: Collection[str],
    people: int,
    distance: float,
    together: bool = True,
    wheelchair: bool = False,
) -> tuple[Chair, ...]:
    """Chairs for all of them, or () where there is no room. A household sits side by side (`together`) and keeps the
    distance from everybody else; strangers get chosen chairs only. `chairs`: those that may be used; `wheelchair`:
    one of them is a wheelchair place."""
    if people < 1:
        raise ValueError("nobody needs no chair")
    every = usable(chairs)
    taken = [chair for chair in every if chair.id in occupied]
    free = [c for c in every if c.id not in occupied and not any(too_near(c, t, distance) for t in taken)]
    marked = [chair for chair in free if chair.id in chosen]
    if people == 1 or not together:
        return _apart(marked, people, wheelchair=wheelchair)
    return _side_by_side(free, marked, people, distance, wheelchair=wheelchair)


def _apart(marked: Sequence[Chair], people: int, *, wheelchair: bool) -> tuple[Chair, ...]:
    """Wheelchair places are kept for those who need them, as long as there are others."""
    first = sorted(marked, key=lambda chair: chair.wheelchair != wheelchair)
    seats = first[:people]
    fits = len(seats) == people and (not wheelchair or any(chair.wheelchair for chair in seats))
    return tuple(seats) if fits else ()


def _side_by_side(
    free: Sequence[Chair], marked: Sequence[Chair], people: int, distance: float, *, wheelchair: bool
) -> tuple[Chair, ...]:
    """The group that takes the fewest chosen chairs from the others; of several, the closest, then the foremost."""
    groups = [
        sorted(free, key=lambda chair: apart_mm2(middle, chair))[:people]
        for middle in free
        if middle.wheelchair or not wheelchair
    ]
    whole = [group for group in groups if len(group) == people]
    best = min(whole, key=lambda group: (_lost(group, marked, distance), _spread(group)), default=[])
    return tuple(best)


def _lost(group: Sequence[Chair], marked: Sequence[Chair], distance: float) -> int:
    return sum(any(too_near(chair, seat, distance) for seat in group) for chair in marked)


def _spread(group: Sequence[Chair]) -> int:
    return sum(apart_mm2(group[0], chair) for chair in group)
