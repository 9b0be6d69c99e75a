"""What a kept reading says, by name: "nik", "birth_date", and of a family card "father.nik", "head.name"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .checks import SOFT

SURE = 0.9  # of 1: what is read with less is shown to the officer, and never offered to the citizen
SEX_IN_WORDS = {"male": "Laki-laki", "female": "Perempuan"}  # as forms offer it, and people write it
Place = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """`value`: dates as 1984-12-16, sexes as male | female. `place`: corners in pixels of the straightened paper."""

    value: str
    confidence: float
    doubts: tuple[str, ...] = ()
    place: Place = ()

    @property
    def is_sure(self) -> bool:
        """Enough to be offered; a NIK of a district that no list knows is as likely right."""
        return bool(self.value) and SOFT.issuperset(self.doubts) and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """What was read on one photo. `likely`: which paper it seems to be, in the words of rules.which_paper; `document`:
    the same where it is sure, else ""; `on_page`: the id of the page that says it."""

    document: str = ""
    likely: str = ""
    said: Mapping[str, Said] = field(default_factory=dict)
    on_page: Mapping[str, int] = field(default_factory=dict)


def said_on(found: Mapping[str, Any]) -> dict[str, Said]:
    """Of a reading as `sight.told.kept` wrote it. An older one, or none, says nothing."""
    said = {name: _said(one) for name, one in (found.get("fields") or {}).items()}
    members = [{name: _said(one) for name, one in row.items()} for row in found.get("members") or ()]
    for role, row in _people(members):
        said |= {f"{role}.{name}": one for name, one in row.items()}
    return said


def _said(one: Mapping[str, Any]) -> Said:
    place = tuple((float(x), float(y)) for x, y in one.get("place") or ())
    return Said(str(one["value"]), float(one["confidence"]), tuple(one.get("doubts") or ()), place)


Row = Mapping[str, Said]


def _people(members: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """The head, and the parents where there is one couple: with a son- or daughter-in-law under the same roof nobody
    can tell from the card alone whose child is meant."""
    head = next((row for row in members if _is(row, "kepala_keluarga")), None)
    if head is None:
        return
    yield "head", head
    if any(_is(row, "menantu") for row in members):
        return
    wife = next((row for row in members if _is(row, "istri")), None)
    husband = next((row for row in members if _is(row, "suami")), None)
    father = head if _sex(head) == "male" else husband
    mother = head if _sex(head) == "female" else wife
    if father is not None:
        yield "father", father
    if mother is not None:
        yield "mother", mother


def _is(row: Row, relation: str) -> bool:
    return "relation" in row and row["relation"].value == relation


def _sex(row: Row) -> str:
    return row["sex"].value if "sex" in row else ""
