"""What a note of the officers may be, and whom of the office it calls by an `@name`."""

import re
from collections.abc import Mapping

from .lifecycle import NotAllowed

LONGEST_CASE_NOTE = 2000  # letters
SHORTEST_NAME = 3  # letters; the "H." and "S." of a long name call nobody
AT = re.compile(r"(?<![\w@.])@(?=\w)")  # not inside an address of mail
WORD = re.compile(r"\w+")


def must_be_a_note(text: str) -> None:
    if not text.strip():
        raise NotAllowed("nothing_written")
    if len(text) > LONGEST_CASE_NOTE:
        raise NotAllowed("case_note_too_long", longest=LONGEST_CASE_NOTE)


def called(text: str, names: Mapping[int, str]) -> tuple[int, ...]:
    """Who is called, each once. The longest name that fits counts; a word of a name that two share calls both of
    them: one too many reads the note, rather than nobody."""
    found = (who for at in AT.finditer(text) for who in _named(text[at.end() :], names))
    return tuple(dict.fromkeys(found))


def unknown_names(text: str, names: Mapping[int, str]) -> tuple[str, ...]:
    """What stands behind an @ and is nobody's name, as it was written."""
    rests = (text[at.end() :] for at in AT.finditer(text))
    unknown = (match[0] for rest in rests if not _named(rest, names) and (match := WORD.match(rest)))
    return tuple(dict.fromkeys(unknown))


def _named(rest: str, names: Mapping[int, str]) -> list[int]:
    """Those of whose names the longest one begins `rest`."""
    fits = {who: max(map(len, _fitting(rest, name)), default=0) for who, name in names.items()}
    longest = max(fits.values(), default=0)
    return [who for who, length in fits.items() if length == longest > 0]


def _fitting(rest: str, name: str) -> list[str]:
    """The whole name, or any word of it that is long enough to tell people apart."""
    words = [word for word in WORD.findall(name) if len(word) >= SHORTEST_NAME]
    return [each for each in (name, *words) if each and _begins(rest, each)]


def _begins(rest: str, name: str) -> bool:
    follows = rest[len(name) : len(name) + 1]
    return rest[: len(name)].casefold() == name.casefold() and not (follows.isalnum() or follows == "_")
