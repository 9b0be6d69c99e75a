"""What a model sees of a message: standard words, pairs of them, letters of every word, the patterns that fit."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from .model import Seen
from .shapes import marked
from .spelling import words_of
from .words import Words

GRAMS = (3, 4)
MOST_WORDS = 40  # of a long letter the beginning tells what it is about
MOST_PAIRED = 9
LONG_NUMBER = "nomorpanjang"
_DIGITS = re.compile(r"\d+")


def seen_in(text: str, said: Sequence[str], fitting: Sequence[str], words: Words) -> Seen:
    """Features with their weight; `said` are standard words, `fitting` the meanings of patterns that fit."""
    raw = [words.place(word) for word in words_of(marked(text, LONG_NUMBER))[:MOST_WORDS]]
    told = [words.place(word) for word in said[:MOST_WORDS]]
    content = [word for word in told if word not in words.fillers] or told
    return [
        *_scaled([f"s {word}" for word in dict.fromkeys(map(_masked, content))], 1.0),
        *_scaled(_pairs(content), 1.0),
        *_scaled([f"w {word}" for word in dict.fromkeys(map(_masked, raw))], 0.6),
        *_scaled(_grams(raw), 1.0),
        *_scaled([f"p {meaning}" for meaning in fitting[:2]], 0.6),
        *_scaled(_shape(text, raw), 0.5),
    ]


def _scaled(names: Sequence[str], weight: float) -> list[tuple[str, float]]:
    """Each kind weighs the same however many words there are: a long message is not a surer one."""
    if not names:
        return []
    share = weight / sqrt(len(names))
    return [(name, share) for name in names]


def _masked(word: str) -> str:
    return _DIGITS.sub("0", word)


def _pairs(content: Sequence[str]) -> list[str]:
    kept = list(dict.fromkeys(map(_masked, content)))[:MOST_PAIRED]
    near = [f"b {a} {b}" for a, b in pairwise(kept)]
    any_order = [f"q {min(a, b)} {max(a, b)}" for at, a in enumerate(kept) for b in kept[at + 1 :]]
    return near + any_order


def _grams(raw: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for word in raw:
        if word.startswith("@"):
            continue
        edged = f"<{_masked(word)}>"
        for size in GRAMS:
            for at in range(len(edged) - size + 1):
                found[f"c {edged[at : at + size]}"] = None
    return list(found)


def _shape(text: str, raw: Sequence[str]) -> list[str]:
    marks = [f"n {min(len(raw), 8)}"]
    if text.rstrip().endswith("?"):
        marks.append("n ?")
    if LONG_NUMBER in raw:
        marks.append("n 16")
    if "#" in text or "/" in text:
        marks.append("n #")
    if not raw:
        marks.append("n empty")
    return marks
