"""A room drawn from above: which chairs are sat on, and what that is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .plan import too_near
from .room_plan import CM, RoomPlan
from .seating import Seating, choose_greedily, choose_seats

PATIENCE = 2.0  # seconds of a page; what is found by then is shown, and whether it is proven
UNIT = 100  # of the drawing, for a metre
EDGE = 60
RADIUS = 22
LONGEST_TOLD = 40  # letters, on a ticket


@dataclass(frozen=True, slots=True)
class Seat:
    """`number`: what is written on a chair that is sat on, in reading order; 0 for the others. `kind` is a class of the
    drawing: taken, free or gone. `x`, `y`: of its middle, in units of the drawing."""

    name: str
    x: int
    y: int
    kind: str
    number: int = 0
    wheelchair: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    seats: tuple[Seat, ...]
    width: int
    height: int
    radius: int
    taken: int
    chairs: int
    by_hand: int
    proven: bool
    doors: tuple[tuple[int, int, int], ...] = ()
    walls: tuple[tuple[int, int, int, int], ...] = ()


@lru_cache(maxsize=64)
def seated(plan: RoomPlan, distance_cm: int) -> Seating:
    """Reckoned once in a process: at the door nobody waits for it twice."""
    return choose_seats(plan.chairs, distance=distance_cm / CM, in_seconds=PATIENCE)


def numbers_of(seating: Seating) -> dict[str, int]:
    """Name of a chair that is sat on -> the number written on it."""
    return {chair.id: n for n, chair in enumerate(seating.chosen, start=1)}


def told(chairs: Iterable[str], numbers: dict[str, int]) -> str:
    """12, or 12 + B4: by its number, or by its name where a household sits on chairs that are else left empty."""
    names = [str(numbers.get(name, name)) for name in chairs]
    whole = " + ".join(names)
    close = whole if len(whole) <= LONGEST_TOLD else " ".join(names)
    return close if len(close) <= LONGEST_TOLD else close[: LONGEST_TOLD - 1] + "…"


def blocked(plan: RoomPlan, taken: Iterable[str], distance_cm: int = 0) -> frozenset[str]:
    """Chairs too near to somebody who sits there: a household sits closer than the choice, and takes more with it."""
    sat_on, metres = set(taken), (distance_cm or plan.distance) / CM
    there = [chair for chair in plan.chairs if chair.id in sat_on]
    near = (chair.id for chair in plan.chairs if any(too_near(chair, other, metres) for other in there))
    return frozenset(near) - sat_on


def drawn(plan: RoomPlan, distance_cm: int = 0) -> Drawing:
    """The same plan gives the same drawing, wherever it is made. `distance_cm` 0: as the plan says."""
    best = seated(plan, distance_cm or plan.distance)
    numbers = numbers_of(best)
    seats = tuple(
        Seat(
            chair.id, EDGE + round(chair.x * UNIT), EDGE + round(chair.y * UNIT), _kind(chair.id, plan, numbers),
            numbers.get(chair.id, 0), chair.wheelchair and chair.id not in plan.gone,
        )
        for chair in plan.every_chair
    )  # fmt: skip
    doors = tuple((x + EDGE, y + EDGE, radius) for x, y, radius in plan.doors)
    walls = tuple((a + EDGE, b + EDGE, c + EDGE, d + EDGE) for a, b, c, d in plan.walls)
    return Drawing(
        seats,
        max([*(s.x for s in seats), *(x for x, _, _ in doors), *(max(a, c) for a, _, c, _ in walls)]) + EDGE,
        max([*(s.y for s in seats), *(y for _, y, _ in doors), *(max(b, d) for _, b, _, d in walls)]) + EDGE,
        min(RADIUS, round(min(plan.spacing, plan.row_spacing) * UNIT / 100 * 0.42)),
        len(best.chosen), len(plan.chairs), len(choose_greedily(plan.chairs, distance=plan.metres).chosen),
        best.proven, doors, walls,
    )  # fmt: skip


def _kind(name: str, plan: RoomPlan, numbers: dict[str, int]) -> str:
    if name in plan.gone:
        return "gone"
    return "taken" if name in numbers else "free"
