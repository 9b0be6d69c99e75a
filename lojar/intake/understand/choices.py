"""Which of the offered choices somebody means: by its number, its words, or another word for the same."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from .spelling import plain

NEAR_ENOUGH = 86
Synonyms = Mapping[str, tuple[str, ...]]
_NUMBERED = re.compile(r"(?:no|nomor|nomer|number|pilih|pilihan)?\.? ?(\d{1,2})[.)]?")


def pick(text: str, names: Sequence[str], *, synonyms: Synonyms, numbered: bool = True) -> int | None:
    """The position of the one name that `text` means; None where none or two would fit."""
    said = plain(text)
    by_number = _NUMBERED.fullmatch(said) if numbered else None
    if by_number:
        at = int(by_number.group(1)) - 1
        return at if 0 <= at < len(names) else None
    if not said:
        return None
    scores = sorted(((_likeness(said, name, synonyms), at) for at, name in enumerate(names)), reverse=True)
    if not scores or scores[0][0] < NEAR_ENOUGH:
        return None
    return None if len(scores) > 1 and scores[1][0] == scores[0][0] else scores[0][1]


def _likeness(said: str, name: str, synonyms: Synonyms) -> float:
    wanted = plain(name)
    other = [plain(word) for word in synonyms.get(wanted, ())]
    if said == wanted:
        return 101
    if said in other:
        return 100
    spoken = {f" {each} " for each in (wanted, *other) if len(each) > 2}
    if any(each in f" {said} " for each in spoken):
        return 96
    parts = [plain(part) for part in re.split(r"[/,()]| atau | or | dan ", name) if len(part.strip()) > 1]
    if said in parts:
        return 98
    if len(said) > 3 and f" {said} " in f" {wanted} ":
        return 90
    return fuzz.ratio(said, wanted) if len(said) > 3 else 0
