"""Reads one answer for one field. Hard rules come from the field's kind alone; all else is an officer's eye."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lojar.catalogue.shapes import Field, Kind

from . import dates, numbers
from .choices import Synonyms, pick
from .misread import Misread, Read
from .places import Places, read_district, read_village
from .spelling import plain, tidy

LOOSE: frozenset[Kind] = frozenset({"name", "text", "address"})
LONGEST = 600  # letters of one answer; longer is cut, an officer reads the chat for the rest


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer is read against."""

    today: date
    places: Places = field(default_factory=Places)
    synonyms: Synonyms = field(default_factory=dict)
    skipping: frozenset[str] = frozenset({"", "lewati", "skip"})
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    def district_for(self, asked: Field) -> str:
        """The district answered before this village: the nearest district field above it in the form."""
        before = ""
        for each in self.fields:
            if each.key == asked.key:
                break
            if each.kind == "district":
                before = each.key
        return self.values.get(before, "")


def read(asked: Field, text: str, known: Known) -> Read:
    """The value as it is stored, or what was not understood. An optional field may be skipped: ""."""
    said = tidy(text)
    if asked.optional and (plain(said) in known.skipping or said in {"-", "–", "--"}):
        return ""
    if not said:
        return Misread("empty")
    return _READERS[asked.kind](asked, said, known)


def is_loose(asked: Field) -> bool:
    return asked.kind in LOOSE


def _choice(asked: Field, text: str, known: Known) -> Read:
    at = pick(text, [c.label.id for c in asked.choices], synonyms=known.synonyms)
    for names in ([c.label.en for c in asked.choices], [c.key for c in asked.choices]):
        if at is None:
            at = pick(text, names, synonyms=known.synonyms, numbered=False)
    return Misread("no_choice") if at is None else asked.choices[at].key


def _name(asked: Field, text: str, known: Known) -> Read:
    if not any(c.isalpha() for c in text):
        return Misread("no_name")
    return " ".join(text.split())[:LONGEST]


def _text(asked: Field, text: str, known: Known) -> Read:
    return text[:LONGEST]


def _plain_reader(reader: Callable[[str], Read]) -> "Reader":
    return lambda asked, text, known: reader(text)


def _dated_reader(reader: Callable[[str, date], Read]) -> "Reader":
    return lambda asked, text, known: reader(text, known.today)


Reader = Callable[[Field, str, Known], Read]
_READERS: Mapping[Kind, Reader] = {
    "nik": _plain_reader(numbers.sixteen_digits),
    "kk": _plain_reader(numbers.sixteen_digits),
    "niks": _plain_reader(numbers.many_niks),
    "name": _name,
    "date": _dated_reader(dates.read_date),
    "time": _plain_reader(dates.read_time),
    "datetime": _dated_reader(dates.read_datetime),
    "choice": _choice,
    "text": _text,
    "address": _text,
    "integer": _plain_reader(numbers.integer),
    "decimal": _plain_reader(numbers.decimal),
    "district": lambda asked, text, known: read_district(text, known.places),
    "village": lambda asked, text, known: read_village(text, known.places, known.district_for(asked)),
    "phone": _plain_reader(numbers.phone),
    "email": _plain_reader(numbers.email),
}
