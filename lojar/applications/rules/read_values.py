"""Values that the photos of an application say, by the fields that ask for them. Nobody's word yet: offered to the
citizen where they are sure, shown to the officer beside what was typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from lojar.catalogue.shapes import Answers, Document, Field, Service
from lojar.evidence.rules.reading.said import SEX_IN_WORDS, PaperSeen, Said

from .cautions import read_date

NAME = "nama"  # ends the key of the field for a person's name: ayah_nama stands beside ayah_nik
NEAR = 90.0  # of 100
Laid = Mapping[str, Sequence[tuple[int, PaperSeen]]]  # key of a paper -> its photos and what they say


# What a source says of a person, after whose it is: "father.nik", "husband_birth_date", "name".
OF_A_PERSON = re.compile(r"(?:nik|name|birth_place|birth_date|sex)$")


@dataclass(frozen=True, slots=True)
class ReadValue:
    """`name`: of the person it is said of, as it stands on the same paper; "" where none does."""

    said: Said
    photo: int
    page: int | None  # id of the page it stands on
    name: str = ""


def fits(document: Document | None, seen: PaperSeen) -> bool:
    """Whether it is the paper that the line of the checklist asks for."""
    return document is not None and seen.likely in document.recognised_as


def values_read(service: Service, given: Answers, laid: Laid) -> dict[str, ReadValue]:
    """The surest reading of each field; of two that are alike, the one of the source that the catalogue names first.
    All that is read of one person is read of the same person, whatever papers lie there."""
    found = {
        field.key: [value for source in _sources(field, service, given) for value in _read(source, laid)]
        for field in service.fields
    }
    read: dict[str, ReadValue] = {}
    for key, values in found.items():
        named = f"{key.partition('_')[0]}_{NAME}"
        name = "" if key == named else given.get(named) or _name(found.get(named, ()))
        if theirs := [value for value in values if _is_the_same(value, name)]:
            read[key] = _surest(theirs)
    return read


def _surest(values: Sequence[ReadValue]) -> ReadValue:
    return max(values, key=lambda value: value.said.is_sure)


def _name(values: Sequence[ReadValue]) -> str:
    return _surest(values).said.value if values else ""


def _is_the_same(value: ReadValue, name: str) -> bool:
    """Where either is without a name nothing speaks against it."""
    return not name or not value.name or fuzz.ratio(_plain(value.name), _plain(name)) >= NEAR


def agrees(field: Field, typed: str, said: Said) -> bool:
    """Whether both say the same, whatever their spelling: capitals, blanks, points and the way to write a day apart."""
    if field.kind == "date":
        on = read_date(typed)
        return on is not None and on.isoformat() == said.value
    if choice := field.choice(typed):
        return choice.label.id == in_words(said)
    return _plain(typed) == _plain(said.value)


def is_near(typed: str, said: Said) -> bool:
    """Of names and places: a letter that may have been misread."""
    return fuzz.ratio(_plain(typed), _plain(said.value)) >= NEAR


def in_words(said: Said) -> str:
    return SEX_IN_WORDS.get(said.value, said.value)


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _sources(field: Field, service: Service, given: Answers) -> Iterator[str]:
    """Its own, and those of a field that takes its value: a reporter who is the father stands on the card as the
    father."""
    yield from field.read_from
    for other in service.fields:
        for same in other.same_as:
            if same.takes == field.key and given.get(same.field) in same.values:
                yield from other.read_from


def _read(source: str, laid: Laid) -> Iterator[ReadValue]:
    paper, _, name = source.partition(".")
    for photo, seen in laid.get(paper, ()):
        if name in seen.said:
            whose = seen.said.get(OF_A_PERSON.sub("name", name)) if OF_A_PERSON.search(name) else None
            yield ReadValue(seen.said[name], photo, seen.on_page.get(name), whose.value if whose else "")
