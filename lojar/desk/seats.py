"""A room drawn from above: which chairs are sat on, and what that is worth."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.visits.rules.room_plan import RoomPlan
from lojar.visits.rules.seating import choose_greedily, choose_seats

PATIENCE = 2.0  # seconds of a page; what is found by then is shown, and whether it is proven
UNIT = 100  # of the drawing, for a metre
EDGE = 60
RADIUS = 22
MISTAKES = {
    "rows": gettext_lazy("Tulis berapa baris kursi: 1 sampai {most}."),
    "columns": gettext_lazy("Tulis berapa kursi sebaris: 1 sampai {most}."),
    "spacing": gettext_lazy("Tulis jarak antarkursi dalam meter, paling jauh {most}. Contoh: 0,6."),
    "row_spacing": gettext_lazy("Tulis jarak antarbaris dalam meter, paling jauh {most}. Contoh: 1."),
    "distance": gettext_lazy("Tulis jarak antarorang dalam meter, paling jauh {most}. Contoh: 1,5."),
    "gone": gettext_lazy("Tulis nama kursi yang ada di denah, dipisah spasi. Contoh: A1 B3."),
    "wheelchair": gettext_lazy("Tulis nama kursi yang ada di denah, dipisah spasi. Contoh: A1 B3."),
    "no_name": gettext_lazy("Beri nama ruangnya dulu, misalnya Teras depan."),
    "too_many_rooms": gettext_lazy("Ruangnya sudah terlalu banyak. Hapus yang tidak dipakai lagi."),
}


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
    return Drawing(
        seats, max(seat.x for seat in seats) + EDGE, max(seat.y for seat in seats) + EDGE,
        min(RADIUS, round(min(plan.spacing, plan.row_spacing) * UNIT / 100 * 0.42)),
        len(best.chosen), len(plan.chairs), len(choose_greedily(plan.chairs, distance=plan.metres).chosen),
        best.proven,
    )  # fmt: skip


def _kind(name: str, plan: RoomPlan, numbers: dict[str, int]) -> str:
    if name in plan.gone:
        return "gone"
    return "taken" if name in numbers else "free"


def room_mistake(code: str, most: int = 0) -> str:
    """What to write instead."""
    return str(MISTAKES.get(code, _("Denah belum dapat disimpan."))).format(most=most)
