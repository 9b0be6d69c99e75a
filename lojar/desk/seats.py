"""A room drawn from above: which chairs are sat on, and what that is worth."""

from dataclasses import dataclass

from lojar.visits.rules.room_plan import RoomPlan
from lojar.visits.rules.seating import choose_greedily, choose_seats

PATIENCE = 2.0  # seconds of a page; what is found by then is shown, and whether it is proven
UNIT = 100  # of the drawing, for a metre
EDGE = 60
RADIUS = 22


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


def drawn(plan: RoomPlan) -> Drawing:
    """The same plan gives the same drawing, wherever it is made."""
    best = choose_seats(plan.chairs, distance=plan.metres, in_seconds=PATIENCE)
    numbers = {chair.id: n for n, chair in enumerate(best.chosen, start=1)}
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
