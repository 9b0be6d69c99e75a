"""Sentences written once for many: "(ktp|katepe) [saya] <hilang>" stands for every way to read it aloud."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_MARK = re.compile(r"[()|\[\]]|<[a-z]+>")
_BLANKS = re.compile(r"\s+(?=[,?.:])|\s{2,}")


class BadSentence(ValueError):
    """A bracket that nobody closed, or a name for which nothing stands."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; each is a run of texts and choices."""

    ways: tuple["tuple[str | Choice, ...]", ...]


Sentence = tuple[str | Choice, ...]


def parse(text: str, slots: Mapping[str, Sequence[str]]) -> Sentence:
    """Raises BadSentence, naming the sentence."""
    tokens = _tokens(text)
    found, rest = _run(tokens, 0, slots, text)
    if rest != len(tokens):
        raise BadSentence(f"a bracket too many: {text}")
    return found


def spoken(sentence: Sentence, dice: Random) -> str:
    """One reading, drawn by the dice."""
    return _BLANKS.sub(lambda m: " " if m.group().startswith("  ") else "", _drawn(sentence, dice)).strip()


def readings(sentence: Sentence) -> int:
    """How many there are."""
    total = 1
    for part in sentence:
        if isinstance(part, Choice):
            total *= sum(readings(way) for way in part.ways)
    return total


def _drawn(sentence: Sentence, dice: Random) -> str:
    return "".join(
        part if isinstance(part, str) else _drawn(dice.choice(part.ways), dice) for part in sentence
    )


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    for mark in _MARK.finditer(text):
        found += [text[at : mark.start()], mark.group()]
        at = mark.end()
    return [token for token in (*found, text[at:]) if token]


def _run(tokens: list[str], at: int, slots: Mapping[str, Sequence[str]], text: str) -> tuple[Sentence, int]:
    """Up to the bracket that closes, or the bar that parts."""
    found: list[str | Choice] = []
    while at < len(tokens) and tokens[at] not in {")", "]", "|"}:
        token = tokens[at]
        if token in {"(", "["}:
            choice, at = _bracket(tokens, at, slots, text)
            found.append(choice)
        elif token.startswith("<") and token.endswith(">"):
            found.append(_slot(token[1:-1], slots, text))
            at += 1
        else:
            found.append(token)
            at += 1
    return tuple(found), at


def _bracket(tokens: list[str], at: int, slots: Mapping[str, Sequence[str]], text: str) -> tuple[Choice, int]:
    closing = ")" if tokens[at] == "(" else "]"
    ways: list[Sentence] = [()] if closing == "]" else []
    at += 1
    while True:
        way, at = _run(tokens, at, slots, text)
        ways.append(way)
        if at >= len(tokens):
            raise BadSentence(f"a bracket that is not closed: {text}")
        at += 1
        if tokens[at - 1] == closing:
            return Choice(tuple(ways)), at
        if tokens[at - 1] != "|":
            raise BadSentence(f"brackets that cross: {text}")


def _slot(name: str, slots: Mapping[str, Sequence[str]], text: str) -> Choice:
    if name not in slots:
        raise BadSentence(f"nothing stands for <{name}>: {text}")
    return Choice(tuple((each,) for each in slots[name]))
