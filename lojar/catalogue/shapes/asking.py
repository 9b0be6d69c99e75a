"""What a citizen is asked: questions that decide on papers, and fields to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .words import Text

Kind = Literal[
    "nik", "niks", "kk", "name", "date", "time", "datetime", "choice", "text", "integer", "decimal",
    "district", "village", "phone", "email", "address",
]  # fmt: skip
"""`niks` is one NIK or more, parted by commas, spaces or lines. `district` and `village` are chosen from
`Catalogue.districts` and `Catalogue.villages`; where an office has no list of villages, any text is taken."""
Answers = Mapping[str, str]
"""The key of a question or of a field -> the key of the choice, or the value given ("" was skipped)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or a row. `goes_to` and `stops` exclude each other; the first choice always goes on."""

    key: str
    label: Text  # <= 20 letters (24 where a list is needed, from 4 choices on)
    requires: tuple[str, ...] = ()  # keys of the conditional requirements this answer makes necessary
    waives: tuple[str, ...] = ()  # keys of requirements this answer makes needless
    goes_to: str = ""  # code of the service that is the right one: offer it
    stops: bool = False  # cannot go on by chat: say `says`, offer a visit or an officer
    drops: tuple[str, ...] = ()  # packages only: codes of the services that fall away
    says: Text | None = None  # said once after this answer


@dataclass(frozen=True, slots=True)
class Question:
    """Asked before any photo, to know which papers are needed or whether this service is the right one."""

    key: str
    text: Text  # <= 200 letters
    choices: tuple[Choice, ...]  # 2 or more; over 3 needs a list instead of buttons
    used_by: tuple[str, ...] = ()  # packages only: the members it is asked for

    def choice(self, key: str) -> Choice | None:
        return next((c for c in self.choices if c.key == key), None)


@dataclass(frozen=True, slots=True)
class SameAs:
    """Not asked when `field` was answered with one of `values`: take the value of the field `takes`."""

    field: str
    values: tuple[str, ...]
    takes: str


@dataclass(frozen=True, slots=True)
class Caution:
    """A soft rule: warns the officer, never stops the citizen."""

    rule: Literal["fewer_words_than", "longer_than", "older_than_days", "younger_than_days"]
    limit: int
    text: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to know. Hard rules come from `kind` alone (16 digits, a date, a choice); all else warns."""

    key: str
    kind: Kind
    label: Text  # for summaries and the desk, <= 40 letters
    question: Text  # what the chat asks, with an example where one helps, <= 300 letters
    group: str = ""  # key of a FieldGroup of the same service, or ""
    choices: tuple[Choice, ...] = ()
    optional: bool = False  # may be skipped ("lewati")
    example: str = ""  # a filled-in answer: "27-11-2026"
    hint: Text | None = None  # said when the answer could not be read
    default: str = ""  # taken without asking, shown in the summary, can be changed
    asked: bool = True  # False: known, defaulted, or only kept when the citizen gives it unasked
    known_from: str = ""  # "whatsapp": the sender's own number
    same_as: tuple[SameAs, ...] = ()
    cautions: tuple[Caution, ...] = ()
    read_from: tuple[str, ...] = ()  # "kk.kk_number": a Reading of that paper may propose the value
    used_by: tuple[str, ...] = ()  # packages only: the members that need it

    @property
    def decides_on_papers(self) -> bool:
        """Its answer makes a paper necessary (a power of attorney): ask it before the photos."""
        return any(c.requires or c.waives for c in self.choices)

    def choice(self, key: str) -> Choice | None:
        return next((c for c in self.choices if c.key == key), None)

    def borrowed(self, answers: Answers) -> str | None:
        """The value that earlier answers already give, or None: then it has to be asked."""
        for same in self.same_as:
            if answers.get(same.field) in same.values and answers.get(same.takes):
                return answers[same.takes]
        return None


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields asked together in one message, one line each: `question`, then the label and example of each
    field that still has to be asked."""

    key: str
    label: Text  # <= 24 letters
    question: Text
    fields: tuple[str, ...]
