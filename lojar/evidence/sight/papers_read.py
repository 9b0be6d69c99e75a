"""Reading a straightened paper: which way is up, which paper it is, and only those lines of it that are wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import cv2
import numpy as np

from lojar.catalogue import regions as catalogue_regions
from lojar.evidence.rules.legibility import ROWS
from lojar.evidence.rules.lines import Line, LineBox
from lojar.evidence.rules.reading import deeds, family_card, identity_card, numbers
from lojar.evidence.rules.reading.checks import Regions, checked
from lojar.evidence.rules.reading.found import Found, Reading
from lojar.evidence.rules.which_paper import Guess, which_paper

from .lines import find_lines, read_lines
from .measuring import IS_TEXT, text_runs_down
from .pictures import Picture
from .straighten import turned

FOUND_AT = 8.0  # pixels: capitals as high as this are found well
SMALLEST_LOOK, LARGEST_LOOK = 512, 1216
MOST_LINES = 90
FIRST = 7  # lines by which a paper is known, mostly
IN_DOUBT = 0.79  # the most that is believed of a number that was read only once
SURE_ENOUGH = 0.9  # how a line is read that stands upright
DOUBTFUL = 0.75  # how no upright line is read, but one that is hard to read or lies on its side

READERS: dict[str, Callable[[Sequence[Line]], Reading]] = {
    "ktp": identity_card.read_identity_card,
    "kk": family_card.read_family_card,
    "akta_lahir": deeds.read_birth_deed,
    "sk_lahir": deeds.read_birth_letter,
    "buku_nikah": deeds.read_marriage_book,
    "form_f102": deeds.read_form,
    "form_f201": deeds.read_form,
}
# What a person must be able to read for the photo to be of use.
KEYS: dict[str, tuple[str, ...]] = {
    "ktp": ("nik", "name", "birth_date"),
    "kk": ("kk_number", "head"),
    "akta_lahir": ("deed_number", "child_name", "birth_date"),
    "sk_lahir": ("child_name", "birth_date", "mother_name"),
    "buku_nikah": ("book_number", "husband_name", "wife_name"),
    "form_f102": ("nik", "name"),
    "form_f201": ("nik", "name"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A field that matters, where it stands on the paper as it was straightened, before any turn."""

    name: str
    box: LineBox
    confidence: float


@dataclass(frozen=True, slots=True)
class PaperRead:
    quarters: int
    guess: Guess
    reading: Reading
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Upright:
    quarters: int
    page: Picture
    boxes: list[LineBox]
    certainty: float


def read_paper(flat: Picture, cells: Any, *, today: date) -> PaperRead:
    upright = _upright(flat, cells)
    lines, guess = _read(upright.page, upright.boxes)
    reading = READERS[guess.document](lines) if guess.document in READERS else Reading()
    reading = checked(reading, regions=_regions(), today=today)
    keys, missing = _keys(guess.document, reading)
    placed = tuple(
        Key(key.name, _turned_back(key.box, upright.quarters, upright.page), key.confidence) for key in keys
    )
    return PaperRead(upright.quarters, guess, reading, tuple(lines), placed, missing)


def _upright(flat: Picture, cells: Any) -> _Upright:
    """The way in which its lines are read with the most certainty; the likeliest is tried first, and mostly enough."""
    grey = np.asarray(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY), np.uint8)
    first = 1 if text_runs_down(grey) else 0
    look = _look(flat, cells)
    tried = _either_way(flat, first, look)
    if tried.certainty >= DOUBTFUL:
        return tried
    return max(tried, _either_way(flat, 1 - first, look), key=lambda one: one.certainty)


def _either_way(flat: Picture, quarters: int, look: int) -> _Upright:
    """Some long lines read as they are and upside down; a line upside down is read with less certainty."""
    page = turned(flat, quarters)
    boxes = find_lines(page, longest=look)
    wide = [box for box in boxes if box.width > 2.5 * box.height]
    if len(wide) < max(1, 0.25 * len(boxes)):
        return _Upright(quarters, page, boxes, 0.0)
    tried = _of_middling_length(wide)
    as_is = _certainty(page, tried)
    if as_is > SURE_ENOUGH:
        return _Upright(quarters, page, boxes, as_is)
    over = turned(page, 2)
    turned_over = _certainty(over, [_turned_about(box, page) for box in tried])
    if turned_over <= as_is + 0.03:
        return _Upright(quarters, page, boxes, as_is)
    return _Upright(quarters + 2, over, [_turned_about(box, page) for box in reversed(boxes)], turned_over)


def _of_middling_length(wide: list[LineBox]) -> list[LineBox]:
    longest_first = sorted(wide, key=lambda box: -box.width)
    return [box for box in longest_first if box.width < 18 * box.height][:3] or longest_first[:3]


def _certainty(page: Picture, boxes: list[LineBox]) -> float:
    """Of lines that say something; none counts as nothing."""
    lines = [line for line in read_lines(page, boxes) if len(line.text) > 2]
    return sum(line.confidence for line in lines) / max(1, len(boxes))


def _look(flat: Picture, cells: Any) -> int:
    """The side in pixels at which the smallest print is still found, and no more: time goes with its square."""
    longest = max(flat.shape[:2])
    text = cells[cells[..., 0] > IS_TEXT]
    if not len(text):
        return int(min(LARGEST_LOOK, longest))
    small = float(np.percentile(text[:, 2], 20))
    wanted = longest * min(1.0, FOUND_AT / max(small, 1.0))
    return int(max(min(SMALLEST_LOOK, longest), min(LARGEST_LOOK, wanted)))


def _read(page: Picture, boxes: Sequence[LineBox]) -> tuple[list[Line], Guess]:
    """The first lines tell which paper it is, and the paper tells which of the others are worth the time."""
    ordered = sorted(boxes, key=lambda box: box.middle[1])
    first = ordered[:FIRST]
    lines = read_lines(page, first)
    guess = which_paper(lines)
    rest = _worth_reading(guess.document, ordered[FIRST:], page)
    lines += read_lines(page, rest[:MOST_LINES])
    guess = which_paper(lines)
    if guess.document in READERS:
        lines = [_again_as_number(page, line) for line in lines]
    return lines, guess


def _worth_reading(document: str, boxes: Sequence[LineBox], page: Picture) -> list[LineBox]:
    height, width = page.shape[:2]
    if document == "ktp":  # the portrait, the place of issue and the signature tell nothing
        return [box for box in boxes if box.left < 0.68 * width or box.middle[1] < 0.25 * height]
    if document == "kk":
        return [box for box in boxes if _of_a_family_card(box, width, height)]
    return list(boxes)


def _of_a_family_card(box: LineBox, width: int, height: int) -> bool:
    """The head of the card, then names, numbers, sex and birth; of the lower table only who is what to whom."""
    x, y = box.middle[0] / width, box.middle[1] / height
    if y < 0.26:
        return True
    return x < 0.62 if y < 0.62 else 0.15 < x < 0.4


def _again_as_number(page: Picture, line: Line) -> Line:
    """A number is read twice, the second time alone, as nothing but digits; where the two differ it is in doubt."""
    where = numbers.where_a_number_is(line)
    if where is None:
        return line
    first = numbers.sixteen_in(line)
    second = read_lines(page, [_wider(where.box)], digits=True)[0]
    if len(second.text) != numbers.LENGTH or (first is not None and first.value == second.text):
        return line
    if first is None:  # read only once as sixteen digits: it counts, with a doubt
        return Line(second.text, tuple(min(chance, IN_DOUBT) for chance in second.sure), where.box)
    return _more_certain(first, second)


def _more_certain(first: Found, second: Line) -> Line:
    text = second.text if min(second.sure) > first.confidence else first.value
    same = zip(first.value, second.text, strict=True)
    return Line(text, tuple(0.99 if a == b else 0.5 for a, b in same), first.box)


def _wider(box: LineBox) -> LineBox:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = box.corners
    by = 0.08 * box.height
    return LineBox(((x0 - by, y0 - by), (x1 + by, y1 - by), (x2 + by, y2 + by), (x3 - by, y3 + by)))


def _keys(document: str, reading: Reading) -> tuple[list[Key], tuple[str, ...]]:
    wanted = KEYS.get(document, ())
    keys = [_key(name, reading.fields[name]) for name in wanted if name in reading.fields]
    for number, member in enumerate(reading.members):
        keys += [
            _key(f"{name}.{number}", member.fields[name]) for name in ("name", "nik") if name in member.fields
        ]
    missing = [name for name in wanted if name not in reading.fields]
    if document == "kk" and not reading.members:
        missing.append(ROWS)
    return keys, tuple(missing)


def _key(name: str, found: Found) -> Key:
    return Key(name, found.box, found.confidence)


def _turned_about(box: LineBox, page: Picture) -> LineBox:
    height, width = page.shape[:2]
    a, b, c, d = ((width - x, height - y) for x, y in box.corners)
    return LineBox((c, d, a, b))


def _turned_back(box: LineBox, quarters: int, page: Picture) -> LineBox:
    """From the upright page to the paper before it was turned."""
    corners = box.corners
    height, width = page.shape[:2]
    for _ in range(quarters % 4):
        # A quarter back, counter-clockwise: what was right is up.
        corners = tuple((y, width - x) for x, y in corners)
        height, width = width, height
    return LineBox(corners)


@cache
def _regions() -> Regions:
    names = {**catalogue_regions.retired(), **catalogue_regions.living()}
    return Regions({code.replace(".", ""): name.upper() for code, name in names.items()})
