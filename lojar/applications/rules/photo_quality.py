"""How well photos are judged: what the program said of each beside what an officer decided. Pure counting."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Officer(StrEnum):
    """What became of a photo at the desk."""

    READ = "read"  # its paper was accepted
    COULD_NOT = "could_not"  # its paper was sent back for a reason that is about the photo
    OTHER = "other"  # sent back for the paper itself, or replaced: it says nothing about the photo
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class JudgedPhoto:
    """`asked`: document of the line it lies on; `seen`: what the program took it for, "" where it did not read."""

    on: date
    asked: str
    seen: str
    usable: bool
    reasons: tuple[str, ...]
    officer: Officer


@dataclass(slots=True)
class PhotoQuality:
    judged: int = 0
    good: int = 0
    by_reason: Counter[str] = field(default_factory=Counter)  # first reason -> photos
    agreed: int = 0
    false_alarms: int = 0  # judged bad, and an officer read them
    missed: int = 0  # judged good, and an officer could not read them

    @property
    def compared(self) -> int:
        return self.agreed + self.false_alarms + self.missed

    @property
    def good_share(self) -> float:
        return self.good / self.judged if self.judged else 0.0


def decided(
    *, paper_state: str, reasons: Collection[str], about_photos: Collection[str], withdrawn: bool
) -> Officer:
    if withdrawn:
        return Officer.OTHER
    if paper_state == "accepted":
        return Officer.READ
    if paper_state != "returned":
        return Officer.NOT_YET
    return Officer.COULD_NOT if set(reasons) & set(about_photos) else Officer.OTHER


def quality_of(photos: Iterable[JudgedPhoto]) -> PhotoQuality:
    found = PhotoQuality()
    for photo in photos:
        found.judged += 1
        found.good += photo.usable
        if photo.reasons and not photo.usable:
            found.by_reason[photo.reasons[0]] += 1
        _compare(photo, found)
    return found


def _compare(photo: JudgedPhoto, found: PhotoQuality) -> None:
    if photo.officer not in (Officer.READ, Officer.COULD_NOT):
        return
    read = photo.officer is Officer.READ
    found.agreed += read == photo.usable
    found.false_alarms += read and not photo.usable
    found.missed += not read and photo.usable
