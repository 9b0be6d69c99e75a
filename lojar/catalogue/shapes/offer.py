"""A service, whole, and the packages made of several."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .asking import Answers, Choice, Field, FieldGroup, Question
from .papers import Requirement
from .reference import Confidence
from .words import Text

Delivery = Literal["pdf", "card", "pickup", "message", "none"]
Remote = Literal["full", "partial", "none"]
Unit = Literal["working_days", "working_hours", "hours"]


@dataclass(frozen=True, slots=True)
class Output:
    """One document the citizen gets, and how."""

    name: Text
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Promise:
    """How long it takes from "complete and correct"; the clock stops while we wait for the citizen."""

    norm: str
    amount: int
    unit: Unit
    text: Text  # "1 hari kerja setelah berkas lengkap dan benar"
    note: str = ""  # for the office: what makes it longer, what other offices promise


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the citizen should have reported. Never a reason to refuse: late only changes who approves."""

    text: Text
    days: int | None = None
    counted_from: str = ""  # key of a date field
    late_service: str = ""  # the service it becomes when late


@dataclass(frozen=True, slots=True)
class Service:
    """One service, whole: enough to talk a citizen through it and to review what came."""

    code: str
    name: Text  # full name
    short: Text  # <= 24 letters: the title of a list row
    description: Text  # <= 72 letters: the description of a list row
    group: str
    who: Text | None
    remote: Remote
    remote_note: Text | None
    tone: Literal["", "berempati"]  # berempati: no emoji, no cheer, condolence first
    requirements: tuple[Requirement, ...]
    questions: tuple[Question, ...]
    fields: tuple[Field, ...]  # in the order to ask
    groups: tuple[FieldGroup, ...]
    outputs: tuple[Output, ...]
    promise: Promise
    deadline: Deadline | None
    tell_citizen: tuple[Text, ...]  # said before the first photo
    office_note: str
    needs_head: bool  # the head of the office decides (late births)
    form: str
    legal: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    offered: bool = True  # an office may switch a service off
    confirmed: bool = False  # the office has confirmed this entry as its own standard
    members: tuple[str, ...] = ()  # packages only: the services it is made of

    def requirement(self, key: str) -> Requirement | None:
        return next((r for r in self.requirements if r.key == key), None)

    def field(self, key: str) -> Field | None:
        return next((f for f in self.fields if f.key == key), None)

    def question(self, key: str) -> Question | None:
        return next((q for q in self.questions if q.key == key), None)

    def chosen(self, answers: Answers) -> Iterator[Choice]:
        """The choices the answers so far stand for."""
        found = [q.choice(answers.get(q.key, "")) for q in self.questions]
        found += [f.choice(answers.get(f.key, "")) for f in self.fields]
        return (choice for choice in found if choice is not None)

    def remaining(self, answers: Answers) -> frozenset[str]:
        """Packages only: the members that the answers leave in."""
        return frozenset(self.members).difference(*(c.drops for c in self.chosen(answers)))

    def papers(self, answers: Answers) -> tuple[Requirement, ...]:
        """The papers to ask a photo of: always, chosen and optional ones, in order, without the forms our
        own questions replace."""
        members = self.remaining(answers)
        needed = {key for choice in self.chosen(answers) for key in choice.requires}
        waived = {key for choice in self.chosen(answers) for key in choice.waives}
        return tuple(
            r
            for r in self.requirements
            if not r.replaced_by_fields
            and r.key not in waived
            and (not r.used_by or members.intersection(r.used_by))
            and (r.required != "conditional" or r.key in needed)
        )

    def must_send(self, answers: Answers) -> tuple[Requirement, ...]:
        """Without these the application cannot be sent."""
        return tuple(r for r in self.papers(answers) if r.required != "optional")

    def to_bring(self, answers: Answers) -> tuple[Requirement, ...]:
        """Originals to bring when collecting: those handed in, and those only shown."""
        return tuple(r for r in self.papers(answers) if r.surrender or r.bring)

    def to_ask(self, answers: Answers) -> tuple[Field, ...]:
        """The fields still without a value that have to be asked, in order ("" counts as skipped)."""
        members = self.remaining(answers)
        return tuple(
            f
            for f in self.fields
            if f.asked
            and f.key not in answers
            and f.borrowed(answers) is None
            and (not f.used_by or members.intersection(f.used_by))
        )

    def to_choose(self, answers: Answers) -> tuple[Question, ...]:
        """The questions not answered yet, in order; ask them before the photos."""
        members = self.remaining(answers)
        return tuple(
            q
            for q in self.questions
            if q.key not in answers and (not q.used_by or members.intersection(q.used_by))
        )

    def filled(self, answers: Answers) -> dict[str, str]:
        """Every field that has a value: given, borrowed from another answer, or by default."""
        found = {f.key: self._value(f, answers) for f in self.fields}
        return {key: value for key, value in found.items() if value}

    def _value(self, field: Field, answers: Answers) -> str:
        given = answers.get(field.key, "")
        if field.choices and field.choice(given) is None:
            given = ""  # a package's answer may be no choice of this part
        return given or field.borrowed(answers) or field.default

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(dict.fromkeys(o.delivery for o in self.outputs))


@dataclass(frozen=True, slots=True)
class Package:
    """Several services in one go. The chat runs `whole`, which asks for each paper and field once; each member
    that remains becomes an application made under its entry in `parts`: the service without what another
    member makes (the akta that the KIA needs). Keys are the same in `whole` and `parts`, so the same answers
    and the same photos, by requirement key, serve all of them."""

    code: str
    name: Text
    short: Text
    description: Text
    services: tuple[str, ...]
    whole: Service
    parts: Mapping[str, Service]
    sources: tuple[str, ...]
    confidence: Confidence

    def members(self, answers: Answers) -> tuple[str, ...]:
        """The services that remain after the answers, in order."""
        remaining = self.whole.remaining(answers)
        return tuple(code for code in self.services if code in remaining)
