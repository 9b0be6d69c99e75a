"""A room as it is kept, typed and drawn: chairs in rows or elsewhere, doors, walls, and how far people keep."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .plan import Chair, Circle, grid

MOST_ROWS = MOST_COLUMNS = 20
FURTHEST = 500  # centimetres between two chairs, or that people keep
CM = 100
WIDEST = 4000  # centimetres of a room, either way
MOST_PLACED, MOST_DOORS, MOST_WALLS = 300, 20, 60
_CHAIR = re.compile(r"[A-Z]{1,2}\d{1,3}")
Placed = tuple[str, int, int]  # name, x, y
Door = tuple[int, int, int]  # x, y, radius of what is kept free
Wall = tuple[int, int, int, int]  # from x, y to x, y


class CannotDraw(ValueError):
    """`field`: what has to be mended; `limit`: the most it may be, or 0."""

    def __init__(self, field: str, limit: int = 0) -> None:
        super().__init__(field)
        self.field, self.limit = field, limit


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """Lengths in whole centimetres, from the middle of one seat to the middle of the next. `gone`: names of chairs that
    are not there or not used. `placed`: chairs that stand somewhere else than their row says, or beside the rows.
    Before a door no chair is used; walls are for the eye."""

    rows: int = 5
    columns: int = 8
    spacing: int = 60
    row_spacing: int = 100
    distance: int = 100
    gone: frozenset[str] = frozenset()
    wheelchair: frozenset[str] = frozenset()
    placed: tuple[Placed, ...] = ()
    doors: tuple[Door, ...] = ()
    walls: tuple[Wall, ...] = ()

    @property
    def every_chair(self) -> tuple[Chair, ...]:
        """Also those that are gone: the drawing shows where they were."""
        rows = grid(self.rows, self.columns, spacing=self.spacing / CM, row_spacing=self.row_spacing / CM)
        chairs = {chair.id: chair for chair in rows}
        chairs |= {name: Chair(name, x / CM, y / CM) for name, x, y in self.placed}
        return tuple(replace(chair, wheelchair=chair.id in self.wheelchair) for chair in chairs.values())

    @property
    def chairs(self) -> tuple[Chair, ...]:
        """Those that may be used at all."""
        free = self.kept_free
        return tuple(
            chair
            for chair in self.every_chair
            if chair.id not in self.gone and not any(door.holds(chair) for door in free)
        )

    @property
    def kept_free(self) -> tuple[Circle, ...]:
        return tuple(Circle(x / CM, y / CM, radius / CM) for x, y, radius in self.doors)

    @property
    def metres(self) -> float:
        return self.distance / CM

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows, "columns": self.columns, "spacing": self.spacing, "row_spacing": self.row_spacing,
            "distance": self.distance, "gone": sorted(self.gone), "wheelchair": sorted(self.wheelchair),
            **self.drawn,
        }  # fmt: skip

    @property
    def drawn(self) -> dict[str, Any]:
        """What was put by hand, as the drawing writes it into its form."""
        return {
            "placed": [list(each) for each in self.placed],
            "doors": [list(each) for each in self.doors],
            "walls": [list(each) for each in self.walls],
        }


def plan_from_json(kept: Mapping[str, Any]) -> RoomPlan:
    """What was kept by `to_json`; what is missing is as in a new room."""
    numbers = {
        name: int(kept[name])
        for name in ("rows", "columns", "spacing", "row_spacing", "distance")
        if name in kept
    }
    return RoomPlan(
        **numbers,
        gone=frozenset(kept.get("gone", ())),
        wheelchair=frozenset(kept.get("wheelchair", ())),
        placed=tuple((str(name), int(x), int(y)) for name, x, y in kept.get("placed", ())),
        doors=tuple((int(x), int(y), int(radius)) for x, y, radius in kept.get("doors", ())),
        walls=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in kept.get("walls", ())),
    )


def read_plan(typed: Mapping[str, str]) -> RoomPlan:
    """From a form: counts, lengths in metres with comma or point, names of chairs parted by anything. CannotDraw names
    the first field that cannot be."""
    plan = RoomPlan(
        rows=_count(typed, "rows", MOST_ROWS),
        columns=_count(typed, "columns", MOST_COLUMNS),
        spacing=_length(typed, "spacing"),
        row_spacing=_length(typed, "row_spacing"),
        distance=_length(typed, "distance"),
        **_by_hand(typed.get("drawn", "")),
    )
    names = {chair.id for chair in plan.every_chair}
    gone, wheelchair = (_names(typed, field, names) for field in ("gone", "wheelchair"))
    return replace(plan, gone=gone, wheelchair=wheelchair - gone)


def _count(typed: Mapping[str, str], field: str, most: int) -> int:
    said = typed.get(field, "").strip()
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= most):
        raise CannotDraw(field, most)
    return int(said)


def _length(typed: Mapping[str, str], field: str) -> int:
    try:
        length = round(float(typed.get(field, "").strip().replace(",", ".")) * CM)
    except (ValueError, OverflowError):
        raise CannotDraw(field, FURTHEST // CM) from None
    if not 1 <= length <= FURTHEST:
        raise CannotDraw(field, FURTHEST // CM)
    return length


def _names(typed: Mapping[str, str], field: str, known: set[str]) -> frozenset[str]:
    named = re.split(r"[\s,;]+", typed.get(field, "").upper().strip())
    if any(name and (not _CHAIR.fullmatch(name) or name not in known) for name in named):
        raise CannotDraw(field)
    return frozenset(filter(None, named))


def _by_hand(said: str) -> dict[str, Any]:
    """What a browser drew; "" is nothing. CannotDraw("drawn") for anything that no drawing of ours writes."""
    try:
        told = json.loads(said) if said.strip() else {}
        kept = {name: told.get(name, []) for name in ("placed", "doors", "walls")}
        placed = [(str(name).upper(), _within(at)) for name, *at in kept["placed"]]
        doors, walls = [_within(each) for each in kept["doors"]], [_within(each) for each in kept["walls"]]
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        raise CannotDraw("drawn") from None
    fits = all(len(at) == 2 and _CHAIR.fullmatch(name) for name, at in placed)
    fits = fits and len({name for name, _ in placed}) == len(placed)
    fits = fits and all(len(each) == 3 for each in doors) and all(len(each) == 4 for each in walls)
    if not fits or len(placed) > MOST_PLACED or len(doors) > MOST_DOORS or len(walls) > MOST_WALLS:
        raise CannotDraw("drawn")
    return {"placed": tuple((name, *at) for name, at in placed), "doors": tuple(doors), "walls": tuple(walls)}


def _within(numbers: Any) -> tuple[int, ...]:
    """Whole centimetres inside the widest room. ValueError, TypeError."""
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in numbers):
        raise ValueError
    found = tuple(round(each) for each in numbers)
    if any(not 0 <= each <= WIDEST for each in found):
        raise ValueError
    return found
