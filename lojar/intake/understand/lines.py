"""Gives each line of an answer to the field it answers: by its label, by its number, by what it can be, in order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lojar.catalogue.shapes import Field

from .labels import labelled
from .misread import Misread
from .values import Known, is_loose, read

_NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+(\S.*)$", re.S)
_BULLET = re.compile(r"^\s*[-•*–]\s+")
# The more a kind demands of an answer, the earlier an unlabelled line is offered to it.
_DEMANDING: Mapping[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        ("nik", "kk", "niks", "email", "datetime", "date", "choice", "district", "village", "phone", "time",
         "decimal", "integer", "name", "address", "text")
    )
}  # fmt: skip


@dataclass(slots=True)
class Taken:
    """What the lines gave: values, and what was meant for a field but could not be read."""

    values: dict[str, str] = field(default_factory=dict)
    misread: dict[str, Misread] = field(default_factory=dict)

    def take(self, asked: Field, text: str, known: Known) -> bool:
        found = read(asked, text, replace(known, values={**known.values, **self.values}))
        if isinstance(found, Misread):
            self.misread[asked.key] = found
            return False
        self.misread.pop(asked.key, None)
        self.values[asked.key] = found
        return True

    def has(self, asked: Field) -> bool:
        return asked.key in self.values or asked.key in self.misread


def allocate(text: str, asked: Sequence[Field], known: Known) -> Taken:
    """Reads a whole answer for the fields asked; `known.fields` may be named by label too."""
    taken = Taken()
    loose = _labelled_and_numbered(text, asked, known, taken)
    left = [f for f in asked if not taken.has(f)]
    if not loose or not left:
        return taken
    if len(left) == 1:
        taken.take(left[0], "\n".join(loose), known)
        return taken
    parts = _parts(loose, len(left))
    best = _best_of(parts, left, known, taken)
    taken.values.update(best.values)
    taken.misread.update(best.misread)
    return taken


def _best_of(parts: list[str], left: list[Field], known: Known, taken: Taken) -> Taken:
    """As many lines as fields are most likely in order, unless another order leaves nothing unread."""
    by_kind = Taken(dict(taken.values))
    if len(parts) != len(left):
        _by_kind(parts, left, known, by_kind)
        return by_kind
    in_order = Taken(dict(taken.values))
    unread = sum(not in_order.take(each, part, known) for part, each in zip(parts, left, strict=True))
    if not unread:
        return in_order
    _by_kind(parts, left, known, by_kind)
    complete = not by_kind.misread and all(each.key in by_kind.values for each in left)
    return in_order if unread == 1 and not complete else by_kind


def _labelled_and_numbered(text: str, asked: Sequence[Field], known: Known, taken: Taken) -> list[str]:
    """Takes the lines that say where they belong; returns the others."""
    loose: list[str] = []
    # Asked for free words alone, a line with a colon is most likely part of them.
    only_asked = len(asked) == 1 and is_loose(asked[0])
    every = tuple(asked) if only_asked else (*asked, *(f for f in known.fields if f not in asked))
    for line in (_BULLET.sub("", each).strip() for each in text.split("\n")):
        numbered = _NUMBERED.match(line) if len(asked) > 1 else None
        at = int(numbered.group(1)) - 1 if numbered else -1
        body = numbered.group(2) if numbered and 0 <= at < len(asked) else line
        told = labelled(body, asked, every, known)
        if told:
            for named, value in told:
                taken.take(named, value, known)
        elif body is not line:
            taken.take(asked[at], body, known)
        elif line:
            loose.append(line)
    return loose


def _parts(lines: list[str], wanted: int) -> list[str]:
    """One line for several fields is cut at its commas, or at its slashes."""
    if len(lines) != 1 or wanted < 2:
        return lines
    for cut in (r"\s*[;|\n]\s*", r"\s*,\s+", r"\s*,\s*", r"\s+/\s+", r"#"):
        parts = [part for part in re.split(cut, lines[0]) if part]
        if len(parts) > 1:
            return parts
    return lines


def _by_kind(parts: list[str], left: list[Field], known: Known, taken: Taken) -> None:
    strict = sorted((f for f in left if not is_loose(f)), key=lambda f: _DEMANDING[f.kind])
    over: list[str] = []
    for part in parts:
        fits = next((f for f in strict if f.key not in taken.values and _fits(f, part, known, taken)), None)
        if fits is None:
            over.append(part)
        else:
            taken.take(fits, part, known)
    open_loose = [f for f in left if is_loose(f) and f.key not in taken.values]
    _to_loose(over, open_loose, known, taken)
    if not open_loose:
        _blame(over, [f for f in strict if f.key not in taken.values], known, taken)


def _fits(asked: Field, part: str, known: Known, taken: Taken) -> bool:
    """A bare number names no choice here: it could be any field's value."""
    if asked.kind == "choice" and part.strip().isdigit():
        return False
    if asked.kind in {"integer", "decimal", "time"} and len(re.sub(r"\D", "", part)) > 6:
        return False
    found = read(asked, part, replace(known, values={**known.values, **taken.values}))
    return not isinstance(found, Misread) and found != ""


def _to_loose(over: list[str], fields: list[Field], known: Known, taken: Taken) -> None:
    if not fields:
        return
    mine = over[: len(fields) - 1]
    rest = over[len(fields) - 1 :]
    for each, part in zip(fields, [*mine, ", ".join(rest)] if rest else mine, strict=False):
        taken.take(each, part, known)


def _blame(over: list[str], fields: list[Field], known: Known, taken: Taken) -> None:
    """A line that fits nothing was most likely meant for the next field not yet answered."""
    for each, part in zip(fields, over, strict=False):
        taken.take(each, part, known)
