"""A value that was read, how sure that is, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..lines import Line, LineBox


@dataclass(frozen=True, slots=True)
class Found:
    """`value`: dates as 1984-12-16. `doubts`: codes; a value with one is asked about, never filled in silently."""

    value: str
    confidence: float
    box: LineBox
    doubts: tuple[str, ...] = ()

    def in_doubt(self, *codes: str) -> "Found":
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *codes))))


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a family card."""

    fields: dict[str, Found]


@dataclass(frozen=True, slots=True)
class Reading:
    fields: dict[str, Found] = field(default_factory=dict)
    members: tuple[Member, ...] = ()


UNSURE = 0.8  # the weakest sign of a value; below it a person looks


def found(value: str, line: Line, *, weakest: float | None = None) -> Found:
    confidence = line.confidence if weakest is None else weakest
    made = Found(value, round(confidence, 3), line.box)
    return made.in_doubt("hard_to_read") if confidence < UNSURE else made


def part_of(line: Line, start: int, end: int | None = None) -> Line:
    """The signs from `start`, and the piece of the box that they take if all are equally wide."""
    end = len(line.text) if end is None else end
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    length = max(1, len(line.text))
    box = _slice(line.box, start / length, (start + len(text)) / length)
    return Line(text, line.sure[start : start + len(text)], box)


def _slice(box: LineBox, left: float, right: float) -> LineBox:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box.corners

    def along(a: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
        return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

    top, bottom = ((x0, y0), (x1, y1)), ((x3, y3), (x2, y2))
    return LineBox((along(*top, left), along(*top, right), along(*bottom, right), along(*bottom, left)))


def joined(lines: Sequence[Line]) -> Line:
    """Pieces of one value, left to right."""
    if len(lines) == 1:
        return lines[0]
    sure: list[float] = []
    for number, line in enumerate(lines):
        sure += [1.0] * (number > 0) + list(line.sure)
    first, last = lines[0].box.corners, lines[-1].box.corners
    return Line(
        " ".join(line.text for line in lines), tuple(sure), LineBox((first[0], last[1], last[2], first[3]))
    )
