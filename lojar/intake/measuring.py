"""How well messages are understood: on what was held out, on a file of an office, and with some sentences more."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from . import lessons
from .understand import Understood, understand
from .understand.learning import teach
from .understand.words import Words
from .wordlist import FOLDER, MODEL, own_words

HELD_OUT = FOLDER / "held_out"
HIGH = 0.8  # from here the conversation takes a service for granted
FOLDS = 5
HEAT = 0.6
REPEATED = 3  # a message that was really written counts like so many that were drawn

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Missed:
    text: str
    meant: str
    understood: Understood


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of `count` messages. `right` is the intent or its service, `offered` within the likeliest three;
    `misled` another service than the one meant, with high confidence."""

    count: int
    right: float
    offered: float
    misled: float
    missed: tuple[Missed, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.count} messages: right {self.right:.2%}, within three {self.offered:.2%}, "
            f"another service with high confidence {self.misled:.2%}"
        )


def measured(rows: Sequence[Row], words: Words) -> Figures:
    heard = [(text, meant, understand(text, words)) for text, meant in rows]
    missed = tuple(Missed(t, m, u) for t, m, u in heard if m not in (u.intent, u.service))
    offered = sum(m in (*u.likely, u.service, u.intent) for _, m, u in heard)
    misled = sum(bool(each.understood.service) and each.understood.confidence >= HIGH for each in missed)
    total = max(1, len(rows))
    return Figures(len(rows), 1 - len(missed) / total, offered / total, misled / total, missed)


def told(file: Path | None, *, wrong: bool) -> Iterator[str]:
    """For people: the figures, and what was missed where they want to see it."""
    figures = measured(rows_of(file) if file else held_out(), own_words())
    yield str(figures)
    for each in figures.missed if wrong else ():
        yield f"{each.text}\t{each.meant}\t-> {each.understood.intent} ({each.understood.confidence:.2f})"


def rows_of(file: Path) -> list[Row]:
    """A CSV with the columns text and intent, or a YAML of intents with their messages."""
    with file.open(encoding="utf-8", newline="") as opened:
        if file.suffix == ".csv":
            return [(row["text"], row["intent"]) for row in csv.DictReader(opened)]
        tree = yaml.load(opened, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
    return [(text, intent) for intent, texts in tree.items() for text in texts]


def held_out() -> list[Row]:
    """Messages that no model is ever made from."""
    return [row for path in sorted(HELD_OUT.glob("*.yaml")) for row in rows_of(path)]


def learn() -> str:
    """Makes the model of `words/model.txt` from everything but what is held out. A model is too sure of what it learnt
    by heart, so its heat is the one that the folds of bench/words.py find."""
    every = [*lessons.drawn(), *lessons.named(), *lessons.heard() * REPEATED]
    model = replace(teach(lessons.lessons(every)), heat=HEAT)
    text = "\n".join(model.lines(lessons.fingerprint())) + "\n"
    (FOLDER / MODEL).write_text(text, encoding="utf-8")
    return f"{MODEL}: {len(every)} sentences, {len(model.meanings)} meanings, {len(model.weights)} features"


def folds(
    told_: Sequence[lessons.Told], count: int = FOLDS
) -> Iterator[tuple[list[lessons.Told], list[lessons.Told]]]:
    """(learnt, left out) pairs: every line of the files is left out once, with all that was drawn from it."""
    lines = sorted({(each.meaning, each.line) for each in told_})
    fold_of = {line: at % count for at, line in enumerate(lines)}
    for fold in range(count):
        yield (
            [each for each in told_ if fold_of[each.meaning, each.line] != fold],
            [each for each in told_ if fold_of[each.meaning, each.line] == fold],
        )
