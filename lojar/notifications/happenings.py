"""Gathers from the tables what a text about an event may tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lojar.applications.models import Application, CaseEvent, PaperPage
from lojar.applications.queries import service_of
from lojar.applications.rules.events import Kind
from lojar.applications.rules.lifecycle import Status
from lojar.catalogue import queries as catalogue
from lojar.catalogue.shapes import Document
from lojar.evidence.models import Photo
from lojar.handover.queries import hand_over_of, pdfs_of, what_to_bring
from lojar.handover.rules.passes import shown_code
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours
from lojar.offices.rules.dates_in_words import day_in_words, moment_in_words

from .qr_pass import pass_picture
from .rules import phrases
from .rules.what_to_say import Case, Happening, Issued, ReturnedPage

ONE_DAY_OR_MORE = frozenset({"working_days"})


def happening(events: list[CaseEvent], language: str, *, now: datetime) -> Happening:
    """Of one event, or of several that are told together; all of one contact, one kind and one moment."""
    first = events[0]
    kind = Kind(first.kind)
    told = _Telling(first, language, now)
    more = MORE[kind](told) if kind in MORE else _More()
    return Happening(
        kind=kind,
        cases=tuple(_case(event.application, language) for event in events),
        words={**told.of_the_office(), **more.words},
        facts=more.facts,
        pages=more.pages,
        documents=more.documents,
        pass_key=more.pass_key,
    )


@dataclass(frozen=True, slots=True)
class _More:
    """What one kind of event adds to what every text may tell."""

    words: Mapping[str, str] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    pages: tuple[ReturnedPage, ...] = ()
    documents: tuple[Issued, ...] = ()
    pass_key: str = ""


class _Telling:
    """One event with what nearly every text needs of it."""

    def __init__(self, event: CaseEvent, language: str, now: datetime) -> None:
        self.event, self.language, self.now = event, language, now
        self.application: Application = event.application
        self.office: Office = event.application.office
        self.service = service_of(event.application)
        self.hours = opening_hours(self.office)
        self.zone = ZoneInfo(self.office.time_zone)

    def of_the_office(self) -> dict[str, str]:
        return {
            "office": self.office.name,
            "address": " ".join(self.office.address.split()),
            "counter_phone": self.office.counter_phone,
            "hours": self.hours.in_words(self.language),
        }

    def day(self, at: datetime) -> str:
        return day_in_words(at.astimezone(self.zone).date(), self.language)

    def when_read(self) -> str:
        return phrases.when_read(self.hours, self.now, self.language)


def _submitted(told: _Telling) -> _More:
    promise = told.service.promise.text.said_in(told.language).rstrip(".")
    queue = phrases.queue(_before(told.application), told.language)
    return _More({"when_read": told.when_read(), "queue": queue, "promise": promise})


def _before(application: Application) -> int:
    """How many wait before it, counted no further than anybody would want to know."""
    waiting = Application.objects.filter(
        office=application.office_id, status=Status.SUBMITTED.value, submitted_at__lt=application.submitted_at
    )
    return waiting.order_by()[: phrases.MANY + 1].count()


def _resubmitted(told: _Telling) -> _More:
    return _More({"when_read": told.when_read()})


def _correction(told: _Telling) -> _More:
    documents = catalogue.for_office(told.office).documents
    pages = [
        page for paper in told.event.data.get("papers", []) for page in _returned(told, paper, documents)
    ]
    return _More({"note": told.event.data.get("note", "")}, pages=tuple(pages))


def _returned(
    told: _Telling, paper: Mapping[str, Any], documents: Mapping[str, Document]
) -> list[ReturnedPage]:
    """Every page that lay on the paper, with the place marked where the program saw one; one without a picture where
    nothing can be shown."""
    why = _why(paper, documents.get(str(paper["document"])), told.language)
    requirement = told.service.requirement(str(paper["key"]))
    name = requirement.label.said_in(told.language) if requirement else str(paper["key"])
    laid = PaperPage.objects.filter(paper__application=told.application, paper__key=paper["key"])
    pages = laid.filter(withdrawn_at=None, laid_at__lte=told.event.at, photo__state=Photo.State.KEPT)
    first = [page for each in pages.select_related("photo") for page in each.photo.pages.all()[:1]]
    keys = [page.marked_key or page.display_key for page in first]
    return [ReturnedPage(key, name, why) for key in keys or [""]]


def _why(paper: Mapping[str, Any], document: Document | None, language: str) -> str:
    sentences = {r.code: r.sentence.said_in(language) for r in document.return_reasons} if document else {}
    codes = paper.get("reasons") or []
    told = [sentences[code] for code in codes if code in sentences]
    note = str(paper.get("note") or "").strip()
    return " ".join([*told, note]).strip()


def _accepted(told: _Telling) -> _More:
    promised_at = datetime.fromisoformat(told.event.data["promised_at"])
    if told.service.promise.unit in ONE_DAY_OR_MORE:
        return _More({"promised": told.day(promised_at)})
    return _More({"promised": moment_in_words(promised_at, zone=told.zone, language=told.language)})


def _rejected(told: _Telling) -> _More:
    return _More({"ground": told.event.data.get("ground", "")})


def _ready(told: _Telling) -> _More:
    data = told.event.data
    facts = frozenset(name for name in ("by_hand", "by_pdf") if data.get(name))
    waiting = hand_over_of(told.application)
    if waiting is None or "by_hand" not in facts:
        return _More(facts=facts)
    originals = [(b.label.said_in(told.language), b.surrender) for b in what_to_bring(told.application)]
    words = {"code": shown_code(waiting.code), "bring": phrases.to_bring(originals, told.language)}
    return _More(words, facts, pass_key=pass_picture(waiting.pass_token))


def _handed_over(told: _Telling) -> _More:
    return _More({"collector": told.event.data.get("collector_name", "")})


def _delivered(told: _Telling) -> _More:
    """The documents that the event names; where it names none, what was registered is the news itself."""
    wanted = set(told.event.data.get("documents", []))
    documents = [
        Issued(d.name, d.number, d.object_key, d.filename, d.link)
        for d in pdfs_of(told.application)
        if d.pk in wanted
    ]
    results = [
        f"{d.name}: {d.number}" if d.number else d.name for d in told.application.documents.order_by("id")
    ]
    return _More({"results": phrases.as_list(results)}, documents=tuple(documents))


def _expiring(told: _Telling) -> _More:
    ends_at = datetime.fromisoformat(told.event.data["expires_at"])
    is_draft = told.application.submitted_at is None
    return _More({"closes_on": told.day(ends_at)}, frozenset({"draft"} if is_draft else ()))


def _question_failed(told: _Telling) -> _More:
    return _More(facts=frozenset({"locked"} if told.event.data.get("locked") else ()))


MORE: Mapping[Kind, Callable[[_Telling], _More]] = {
    Kind.SUBMITTED: _submitted,
    Kind.RESUBMITTED: _resubmitted,
    Kind.CORRECTION_ASKED: _correction,
    Kind.ACCEPTED: _accepted,
    Kind.REJECTED: _rejected,
    Kind.READY: _ready,
    Kind.HANDED_OVER: _handed_over,
    Kind.DELIVERED: _delivered,
    Kind.EXPIRING: _expiring,
    Kind.PDF_QUESTION_FAILED: _question_failed,
}


def _case(application: Application, language: str) -> Case:
    service = service_of(application)
    return Case(application.number, service.name.said_in(language), service.tone)
