"""A room as it is kept and as it is typed: chairs in rows, some gone, some for wheelchairs, and how far people keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .plan import Chair, grid

MOST_ROWS = MOST_COLUMNS = 20
FURTHEST = 500  # centimetres between two chairs, or that people keep
CM = 100
_CHAIR = re.compile(r"[A-Z]{1,2}\d{1,2}")


class CannotDraw(ValueError):
    """`field`: what has to be mended; `limit`: the most it may be, or 0."""

    def __init__(self, field: str, limit: int = 0) -> None:
        super().__init__(field)
        self.field, self.limit = field, limit


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """Lengths in whole centimetres, from the middle of one seat to the middle of the next. `gone`: names of chairs that
    are not there or not used, as before a door."""

    rows: int = 5
    columns: int = 8
    spacing: int = 60
    row_spacing: int = 100
    distance: int = 100
    gone: frozenset[str] = frozenset()
    wheelchair: frozenset[str] = frozenset()

    @property
    def every_chair(self) -> tuple[Chair, ...]:
        """Also those that are gone: the drawing shows where they were."""
        chairs = grid(self.rows, self.columns, spacing=self.spacing / CM, row_spacing=self.row_spacing / CM)
        return tuple(replace(chair, wheelchair=chair.id in self.wheelchair) for chair in chairs)

    @property
    def chairs(self) -> tuple[Chair, ...]:
        return tuple(chair for chair in self.every_chair if chair.id not in self.gone)

    @property
    def metres(self) -> float:
        return self.distance / CM

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows, "columns": self.columns, "spacing": self.spacing, "row_spacing": self.row_spacing,
            "distance": self.distance, "gone": sorted(self.gone), "wheelchair": sorted(self.wheelchair),
        }  # fmt: skip


def plan_from_json(kept: Mapping[str, Any]) -> RoomPlan:
    """What was kept by `to_json`; what is missing is as in a new room."""
    numbers = {
        name: int(kept[name])
        for name in ("rows", "columns", "spacing", "row_spacing", "distance")
        if name in kept
    }
    return RoomPlan(
        **numbers, gone=frozenset(kept.get("gone", ())), wheelchair=frozenset(kept.get("wheelchair", ()))
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
