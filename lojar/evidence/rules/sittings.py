"""Looks of one officer that follow each other closely are one sitting: what a reader of the record wants to know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TOGETHER = timedelta(minutes=10)  # between one look and the next


@dataclass(frozen=True, slots=True)
class Look:
    officer: int
    photo: int
    seen_as: str
    about: str
    at: datetime


@dataclass(slots=True)
class Sitting:
    """`photos`, `ways` and `about` in the order in which they were first met, each once."""

    officer: int
    first_at: datetime
    last_at: datetime
    count: int = 0
    photos: list[int] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


def sittings_of(looks: Iterable[Look]) -> list[Sitting]:
    """`looks` newest first, and so are the sittings, by their last look. Those of two officers may overlap."""
    sittings: list[Sitting] = []
    open_now: dict[int, Sitting] = {}
    for look in looks:
        sitting = open_now.get(look.officer)
        if sitting is None or sitting.first_at - look.at > TOGETHER:
            sitting = open_now[look.officer] = Sitting(look.officer, look.at, look.at)
            sittings.append(sitting)
        _add(sitting, look)
    return sittings


def _add(sitting: Sitting, look: Look) -> None:
    sitting.first_at = look.at
    sitting.count += 1
    if look.photo not in sitting.photos:
        sitting.photos.append(look.photo)
    for words, word in ((sitting.ways, look.seen_as), (sitting.about, look.about)):
        if word not in words:
            words.append(word)
