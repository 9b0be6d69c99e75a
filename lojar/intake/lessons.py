"""The sentences that a model is made from: `words/sentences`, `words/heard`, and the catalogue's own names."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from random import Random
from typing import Any

import yaml

from lojar.catalogue.loader import load

from .understand.grammar import Sentence, parse, readings, spoken
from .understand.intents import seen_by
from .understand.learning import Lesson
from .understand.shapes import by_shape
from .understand.slips import with_slip
from .understand.words import Words
from .wordlist import FOLDER, read_words, words_to_learn_with

EACH = 230  # sentences drawn for each meaning
SLIPS = 0.25  # of them have a slip in them
MADE_BY = ("features", "grammar", "learning", "normal", "shapes", "slips", "spelling", "vocabulary")
TOLD = 0.12  # of the wishes for a service come with data of a person behind them
MOST_OF_ONE = 7.0  # how much heavier one line is drawn than another, at most


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what it means, and the line of a file it comes from: a line is learnt whole or held out whole."""

    text: str
    meaning: str
    line: str


def drawn(each: int = EACH) -> list[Told]:
    """Sentences of `words/sentences`, the same ones whenever they are drawn from the same files."""
    slots = _read("sentences/slots.yaml")["slots"]
    services = set(read_words("intents")["services"])
    tails = [parse(line, slots) for line in _read("sentences/slots.yaml")["told"]]
    found: list[Told] = []
    for meaning, lines in _lines().items():
        found += _of_meaning(meaning, lines, slots, each, tails if meaning in services else [])
    return found


def heard() -> list[Told]:
    """Whole messages of `words/heard`, where an office adds a file of its own."""
    return [
        Told(text, meaning, text)
        for path in sorted((FOLDER / "heard").glob("*.yaml"))
        for meaning, texts in _read(f"heard/{path.name}").items()
        for text in texts
    ]


def named() -> list[Told]:
    """What the shipped catalogue calls its services; a package is several services."""
    catalogue = load()
    return [
        Told(text, code if code in catalogue.services else "multi", text)
        for code, texts in catalogue.words.items()
        for text in texts
    ]


def lessons(told: Sequence[Told], words: Words | None = None) -> list[Lesson]:
    """Without what its form alone tells: a model never sees that."""
    using = words or words_to_learn_with()
    return [(seen_by(each.text, using), each.meaning) for each in told if by_shape(each.text) is None]


def fingerprint() -> str:
    """Of every file that a model is made from, and of how it is made."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield from (FOLDER / name for name in ("spelling.yaml", "intents.yaml", "topics.yaml"))
    yield from (FOLDER / "sentences").glob("*.yaml")
    yield from (FOLDER / "heard").glob("*.yaml")
    yield FOLDER.parents[1] / "catalogue" / "words.yaml"
    yield from (FOLDER.parent / "understand" / f"{name}.py" for name in MADE_BY)


def _of_meaning(
    meaning: str,
    lines: Sequence[str],
    slots: Mapping[str, Sequence[str]],
    each: int,
    tails: Sequence[Sentence],
) -> list[Told]:
    """Lines with many readings more often than others, but not as much more as they have."""
    dice = Random(meaning)  # noqa: S311 - a sample, not a secret
    sentences: list[tuple[str, Sentence]] = [(line, parse(line, slots)) for line in lines]
    weights = [min(MOST_OF_ONE, log(1 + readings(sentence))) for _, sentence in sentences]
    wanted = min(each, sum(readings(sentence) for _, sentence in sentences))
    found: dict[str, Told] = {}
    for _ in range(each * 4):
        line, sentence = dice.choices(sentences, weights)[0]
        text = spoken(sentence, dice)
        if dice.random() < SLIPS:
            text = with_slip(text, dice)
        if tails and dice.random() < TOLD:
            text = f"{text} {spoken(dice.choice(tails), dice)}"
        found.setdefault(text, Told(text, meaning, line))
        if len(found) >= wanted:
            break
    return list(found.values())


@lru_cache(maxsize=1)
def _lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((FOLDER / "sentences").glob("*.yaml")):
        for meaning, lines in _read(f"sentences/{path.name}").get("sentences", {}).items():
            found.setdefault(meaning, []).extend(lines)
    return found


@lru_cache(maxsize=32)
def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
