"""Several questions that came in one breath: each is understood for itself, where each is clear."""

import re

from .intents import Understood, understand
from .words import Words

CLEAR = 0.75  # with less than this a part is a piece of a sentence, not a sentence
MOST_PARTS = 5  # more than that is a letter, and read as one
_BETWEEN = re.compile(r"\n+|(?<=\?)\s+")
# Said beside a question: it asks for nothing of its own.
_COURTESY = frozenset({"greeting", "thanks", "goodbye", "affirm", "deny"})


def apart(text: str, words: Words) -> tuple[str, ...]:
    """The questions of a text, in their order; the whole text where it is one thing, or not all of it is clear.

    People also break one sentence over several bubbles ("ktp saya", "hilang"): what is clear as a whole and names
    several services part by part stays whole.
    """
    parts = [part for each in _BETWEEN.split(text) if (part := each.strip())]
    if not 1 < len(parts) <= MOST_PARTS:
        return (text,)
    heard = [(part, meant) for part in parts if (meant := understand(part, words)).intent not in _COURTESY]
    intents = [each.intent for _, each in heard]
    if len(set(intents)) < 2 or not all(_is_clear(each) for _, each in heard):
        return (text,)
    services = sum(intent in words.services for intent in intents)
    if services > 1 and understand(text, words).confidence >= CLEAR:
        return (text,)
    return tuple(part for part, _ in heard)


def _is_clear(meant: Understood) -> bool:
    return meant.confidence >= CLEAR and meant.intent != "unclear"
