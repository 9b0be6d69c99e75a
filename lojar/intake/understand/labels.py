"""Which field a line speaks of: "NIK ibu: 3510...", "nama Siti nik 3510..."."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from lojar.catalogue.shapes import Field

from .spelling import plain
from .values import Known

NEAR_ENOUGH = 88
SHORTEST = 5
_PARTED = re.compile(r"^([^:=]{2,60}?)\s*[:=]\s*(.+)$", re.S)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def labelled(
    line: str, asked: Sequence[Field], fields: Sequence[Field], known: Known
) -> list[tuple[Field, str]]:
    """The fields a line names with their answers, in the order written; empty where it names none. Without a colon
    only what was asked is meant: "NIK tidak aktif" is a reason, not a number."""
    parted = _PARTED.match(line)
    if parted:
        named = field_named(parted.group(1), fields, known)
        return [(named, parted.group(2).strip())] if named else []
    return _inline(line, asked, known)


def field_named(label: str, fields: Sequence[Field], known: Known) -> Field | None:
    """The field whose label is nearest; a word of its kind ("nik") means the first field of that kind."""
    said = plain(label)
    scored = [(fuzz.ratio(said, plain(name)), -at, f) for at, f in enumerate(fields) for name in _names(f)]
    best = max(scored, default=None, key=lambda each: each[:2])
    if best and best[0] >= NEAR_ENOUGH:
        return best[2]
    of_kind = [f for f in fields if said in known.labels.get(f.kind, ())]
    if of_kind:
        return of_kind[0]
    covered = [f for f in fields if any(_covers(said, plain(name)) for name in _names(f))]
    return covered[0] if len(covered) == 1 else None


def _covers(said: str, name: str) -> bool:
    """ "hubungan" for "Hubungan dengan anak"; a short word stands in too many names."""
    words = set(said.split())
    return len(said) >= SHORTEST and words <= set(name.split())


def _names(asked: Field) -> Iterator[str]:
    for label in (asked.label.id, asked.label.en):
        yield label
        if "(" in label:
            yield label.split("(")[0]


def _inline(line: str, fields: Sequence[Field], known: Known) -> list[tuple[Field, str]]:
    """A line without colons, cut before each label it contains; it has to begin with one."""
    words = list(_WORD.finditer(line))
    cuts: list[tuple[int, int, Field]] = []
    at, left = 0, list(fields)
    while at < len(words):
        found = _label_at(line, words, at, left, known)
        if found is None:
            at += 1
            continue
        length, named = found
        cuts.append((words[at].start(), words[at + length - 1].end(), named))
        left.remove(named)
        at += length
    if not cuts or cuts[0][0] != (words[0].start() if words else 0):
        return []
    ends = [cut[0] for cut in cuts[1:]] + [len(line)]
    told = [(named, line[end:stop].strip(" ,;.-")) for (_, end, named), stop in zip(cuts, ends, strict=True)]
    return [(named, value) for named, value in told if value]


def _label_at(
    line: str, words: list[re.Match[str]], at: int, fields: Sequence[Field], known: Known
) -> tuple[int, Field] | None:
    """The longest label that starts at a word."""
    for length in (5, 4, 3, 2, 1):
        if at + length > len(words):
            continue
        said = plain(line[words[at].start() : words[at + length - 1].end()])
        for each in fields:
            names = {plain(name) for name in _names(each)}.union(known.labels.get(each.kind, ()))
            if said in names:
                return length, each
    return None
