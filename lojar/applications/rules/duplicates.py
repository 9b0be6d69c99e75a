"""Whether two applications may be the same matter: told to the officer, never a reason to refuse."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SAME_PHOTOS = 2  # one shared photo is a family's card; two are a file sent twice


class Why(StrEnum):
    SAME_PERSON = "same_person"
    SAME_PHOTOS = "same_photos"


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What is compared. `bundle` 0: stands alone."""

    id: int
    service: str
    person: bytes | None
    person_name: str
    photos: frozenset[bytes]  # hashes of the contents
    bundle: int = 0


def duplicates(of: CaseFact, among: Iterable[CaseFact]) -> list[tuple[int, Why]]:
    """(id, why) of those that look like the same matter; members of one package share photos by intent."""
    found = []
    for other in among:
        if other.id == of.id or (of.bundle and of.bundle == other.bundle):
            continue
        why = _why(of, other)
        if why is not None:
            found.append((other.id, why))
    return found


def _why(one: CaseFact, other: CaseFact) -> Why | None:
    if one.service != other.service:
        return None
    if one.person and one.person == other.person and _same_name(one.person_name, other.person_name):
        return Why.SAME_PERSON
    shared = len(one.photos & other.photos)
    if shared and shared >= min(SAME_PHOTOS, len(one.photos)):
        return Why.SAME_PHOTOS
    return None


def _same_name(one: str, other: str) -> bool:
    """A mother reports two children under her own NIK: then the names differ. An empty name says nothing."""
    return not one or not other or _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())
