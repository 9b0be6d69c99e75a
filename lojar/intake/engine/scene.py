"""What the engine sees: one frozen look at the office, the catalogue and the contact's applications."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lojar.applications.rules.lifecycle import OPEN, WITH_CITIZEN, PaperState, Status
from lojar.catalogue.contents import Catalogue
from lojar.catalogue.shapes import Field, Question, Requirement, Service, Text
from lojar.evidence.rules.reading.said import PaperSeen

from ..understand import Places, Words
from .coming import Hall
from .phrases import Phrases


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What a citizen may ask about the office, in words."""

    name: str
    short_name: str
    number: str  # the official WhatsApp number, as it is published
    address: str
    regency: str = ""
    map_url: str = ""
    phone: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)  # language -> words
    reads_at: datetime | None = None  # when an officer reads next; None: the office is open now
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))


@dataclass(frozen=True, slots=True)
class LaidPhoto:
    """A photo on a paper; a PDF has several pages."""

    id: int
    pages: int = 1
    fault: str = ""  # why nobody can read it, in the words of evidence.rules.legibility


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist of one application."""

    key: str
    document: str = ""
    state: PaperState = PaperState.MISSING
    needed: bool = True
    photos: tuple[LaidPhoto, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""

    @property
    def pages(self) -> int:
        return sum(photo.pages for photo in self.photos)

    @property
    def is_wanted(self) -> bool:
        """It has to come (again) before the application can be sent."""
        return self.state == PaperState.RETURNED or (self.needed and self.state == PaperState.MISSING)


@dataclass(frozen=True, slots=True)
class PdfQuestion:
    """What opens the PDF: a question that only the applicant can answer."""

    label: Text
    asks: str = "name"  # name | date | last_digits: how to word it
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What opens the applications of before a change of number or id; they are not in the scene until then."""

    since: str
    case: str  # number of the one that is asked about
    key: str = ""
    label: Text | None = None  # None: nothing is known that could be asked
    asks: str = "name"
    is_open: bool = True  # one of them still goes on


@dataclass(frozen=True, slots=True)
class Case:
    """One application of the contact, as far as a conversation about it needs."""

    number: str
    code: str  # of a service or of a package
    service: Service
    status: Status = Status.DRAFT
    answers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    note: str = ""  # the officer's words when it was sent back
    person: str = ""
    touched_at: datetime | None = None
    submitted_at: datetime | None = None
    promised_at: datetime | None = None
    bundle: int | None = None
    collect_code: str = ""
    collect_place: str = ""
    pdf: PdfQuestion | None = None
    ground: str = ""

    @property
    def given(self) -> dict[str, str]:
        return {**self.values, **self.answers}

    @property
    def with_citizen(self) -> bool:
        return self.status in WITH_CITIZEN

    @property
    def is_open(self) -> bool:
        return self.status in OPEN or self.status == Status.DRAFT

    def paper(self, key: str) -> Paper | None:
        return next((p for p in self.papers if p.key == key), None)

    def requirement(self, key: str) -> Requirement | None:
        return self.service.requirement(key)

    def wanted(self) -> tuple[Paper, ...]:
        """Papers that still have to come, in order."""
        return tuple(p for p in self.papers if p.is_wanted)

    def may_come(self) -> tuple[Paper, ...]:
        """Optional papers without a photo."""
        return tuple(p for p in self.papers if not p.needed and p.state == PaperState.MISSING)

    def open_papers(self) -> tuple[Paper, ...]:
        """Papers that a photo may still be laid on."""
        return tuple(p for p in self.papers if p.state != PaperState.ACCEPTED)

    def to_ask(self) -> tuple[Field, ...]:
        """Of a returned case, an optional field left empty is not asked for again."""
        fields = self.service.to_ask(self.given)
        return fields if self.status == Status.DRAFT else tuple(f for f in fields if not f.optional)

    def to_choose(self) -> tuple[Question, ...]:
        return self.service.to_choose(self.given)

    @property
    def is_complete(self) -> bool:
        return not (self.wanted() or self.to_ask() or self.to_choose())

    def photo_ids(self) -> frozenset[int]:
        return frozenset(photo.id for paper in self.papers for photo in paper.photos)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one turn of the conversation is decided on."""

    office: OfficeFacts
    catalogue: Catalogue
    words: Words
    answers: Mapping[str, Mapping[str, tuple[str, ...]]]  # labels, synonyms, papers; as in words/answers.yaml
    phrases: Mapping[str, Phrases]
    now: datetime
    language: str = "id"
    phone: str = ""  # the contact's own number, where it is known
    cases: tuple[Case, ...] = ()  # newest first: open ones, and those closed lately
    places: Places = field(default_factory=Places)
    with_officer: bool = False
    stopped: bool = False
    proof: Proof | None = None
    seen: Mapping[int, PaperSeen] = field(default_factory=dict)  # photo -> what a program read on it
    hall: Hall = field(default_factory=Hall)

    def case(self, number: str) -> Case | None:
        return next((c for c in self.cases if c.number == number), None)

    def where(self, fits: Callable[[Case], bool]) -> tuple[Case, ...]:
        return tuple(c for c in self.cases if fits(c))

    @property
    def with_citizen(self) -> tuple[Case, ...]:
        return self.where(lambda case: case.with_citizen)

    @property
    def open_cases(self) -> tuple[Case, ...]:
        return self.where(lambda case: case.is_open)

    def with_case(self, case: Case) -> "Scene":
        """The case in place of the one with its number, or as the newest."""
        if self.case(case.number) is None:
            return replace(self, cases=(case, *self.cases))
        return replace(self, cases=tuple(case if c.number == case.number else c for c in self.cases))

    def names(self, texts: Iterable[Text]) -> list[str]:
        return [text.said_in(self.language) for text in texts]
