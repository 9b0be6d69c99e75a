"""Values beside their labels. Label and value come in one box or in two, with a colon or without."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from ..lines import Line
from ..which_paper import bare
from .found import joined, part_of

ALIKE = 82.0  # of 100, for a label as it was read
LONG_LABEL = 5  # signs; a shorter one must be read exactly


def value_of(lines: Sequence[Line], labels: Sequence[str], *, known: Sequence[str] = ()) -> Line | None:
    """`known`: labels of other fields that can stand on the same row; a value ends where one begins."""
    for line in lines:
        for label in labels:
            tail = after_label(line, label)
            if tail is None:
                continue
            value = _until(tail, known) if tail.text else beside(line, lines, known)
            if value is not None and value.text:
                return value
    return None


def after_label(line: Line, label: str) -> Line | None:
    """What follows the label in its own box, perhaps nothing; None where the line does not begin with the label."""
    wanted = bare(label)
    colon = line.text.find(":")
    if colon > 0 and _is(bare(line.text[:colon]), wanted):
        return part_of(line, colon + 1)
    if _is(bare(line.text), wanted):
        return part_of(line, len(line.text))
    end = _end_of(line.text, len(wanted))
    if end < len(line.text) and _is(bare(line.text[:end]), wanted) and not line.text[end].isalpha():
        return without_colon(part_of(line, end))
    return None


def beside(label: Line, lines: Sequence[Line], known: Sequence[str] = ()) -> Line | None:
    """What stands to the right on the same row, up to the next label."""
    row = [line for line in lines if line is not label and _on_row(label, line)]
    row.sort(key=lambda line: line.box.left)
    kept: list[Line] = []
    reached = label.box.right
    for line in row:
        if any(after_label(line, other) is not None for other in known):
            break
        if kept and line.box.left - reached > 2.5 * label.box.height:
            break
        kept.append(line)
        reached = line.box.right
    return _until(without_colon(joined(kept)), known) if kept else None


def without_colon(line: Line) -> Line:
    skipped = len(line.text) - len(line.text.lstrip(" :;.|'`’-•·"))
    return part_of(line, skipped) if skipped else line


def rows_under(lines: Sequence[Line], line: Line) -> list[Line]:
    return sorted(
        (one for one in lines if one.box.middle[1] > line.box.bottom), key=lambda one: one.box.middle[1]
    )


def _on_row(label: Line, line: Line) -> bool:
    height = min(label.box.height, line.box.height)
    return (
        line.box.middle[0] > label.box.middle[0]
        and line.box.left > label.box.right - 0.6 * label.box.height
        and (abs(line.box.middle[1] - label.box.middle[1]) < 0.55 * height)
    )


def _until(line: Line, known: Sequence[str]) -> Line | None:
    """Two columns in one box: "PEREMPUAN Gol. Darah : O"."""
    upper = line.text.upper()
    cuts = [at for label in known if len(bare(label)) >= LONG_LABEL and (at := upper.find(label.upper())) > 0]
    return without_colon(part_of(line, 0, min(cuts)) if cuts else line)


def _is(read: str, wanted: str) -> bool:
    if len(wanted) < LONG_LABEL:
        return read == wanted
    return abs(len(read) - len(wanted)) <= 2 and fuzz.ratio(read, wanted) >= ALIKE


def _end_of(text: str, signs: int) -> int:
    """Where so many letters and digits have passed."""
    passed = 0
    for at, sign in enumerate(text):
        if passed == signs:
            return at
        passed += sign.isalnum()
    return len(text)
