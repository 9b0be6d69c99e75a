"""Reads the database into the frozen scene that the engine decides on."""

import time
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from lojar.applications import queries as applications
from lojar.applications.models import Application, PaperPage
from lojar.applications.models import Paper as PaperRow
from lojar.applications.rules.events import Kind
from lojar.applications.rules.lifecycle import PaperState, Status
from lojar.catalogue import for_office
from lojar.catalogue.contents import Catalogue
from lojar.catalogue.regions import districts, region_name, villages
from lojar.catalogue.sayings import taught_of
from lojar.channels.models import Contact, Identity
from lojar.channels.queries import is_withheld, living_identities
from lojar.evidence.first_look import fault_of
from lojar.evidence.queries import papers_seen
from lojar.handover.queries import hand_over_of, ways_of
from lojar.handover.rules.pdf_question import asks
from lojar.lib.phone import display
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours

from .engine import Case, LaidPhoto, OfficeFacts, Paper, PdfQuestion, Scene
from .phrasebook import LANGUAGES, phrasebook
from .proving import question_before
from .the_hall import hall_for
from .understand import Places, Words
from .wordlist import read_answers, teach_words, words_for

CASES = 10  # the newest: a village helper has more, an officer helps with older ones
LOOKS_AGAIN = 20.0  # seconds, for what an office taught meanwhile
Taught = tuple[tuple[str, str], ...]
_words: dict[tuple[int, str, Taught], tuple[Catalogue, Words]] = {}
_taught: dict[int, tuple[float, Taught]] = {}


def see(contact: Contact, *, photos: Iterable[int] = (), now: datetime) -> Scene:
    """Everything one turn with this contact is decided on, as it stands in the caller's transaction. `photos`: those
    that came now, or wait to be named."""
    office = contact.office
    rows = applications.recent_of(contact, limit=CASES)
    withheld = [row for row in rows if is_withheld(contact, row.created_at)]
    catalogue = for_office(office)
    cases = tuple(_case(row) for row in rows if row not in withheld)
    laid = (photo for case in cases if case.with_citizen for photo in case.photo_ids())
    return Scene(
        office=_facts(office, now),
        catalogue=catalogue,
        words=words_of(office, catalogue),
        answers=read_answers(),
        phrases=phrasebook(),
        now=now,
        language=contact.language,
        phone=_phone(contact),
        cases=cases,
        places=Places(districts(office.regency_code), villages),
        with_officer=contact.with_officer_since is not None,
        stopped=contact.stopped_at is not None,
        proof=question_before(contact, withheld),
        seen=papers_seen({*photos, *laid}),
        hall=hall_for(contact, now),
    )


def read_ahead() -> None:
    """What a turn reads once and keeps, so that the first citizen after a start does not wait for it."""
    phrasebook()
    read_answers()
    for office in Office.objects.all():
        words_of(office)


def _facts(office: Office, now: datetime) -> OfficeFacts:
    hours = opening_hours(office)
    return OfficeFacts(
        name=office.name,
        short_name=office.short_name,
        number=display(office.whatsapp_display),
        address=office.address,
        regency=region_name(office.regency_code) or "",
        map_url=office.map_url,
        phone=office.counter_phone,
        hours={language: hours.in_words(language) for language in LANGUAGES},
        reads_at=None if hours.is_open(now) else hours.next_opening(now),
        zone=ZoneInfo(office.time_zone),
    )


def words_of(office: Office, catalogue: Catalogue | None = None) -> Words:
    """Made once for a catalogue and what was taught: the catalogue is kept beside its words, so that its identity is
    not given to another."""
    catalogue = catalogue or for_office(office)
    taught = _taught_of(office)
    key = (id(catalogue), office.regency_code, taught)
    if key not in _words:
        names = [district.name for district in districts(office.regency_code)]
        home = region_name(office.regency_code) or ""
        words = words_for(catalogue, districts=names, home=home)
        _words[key] = (catalogue, teach_words(words, taught))
    return _words[key][1]


def forget_words() -> None:
    """The next turn looks at once what was taught."""
    _taught.clear()


def _taught_of(office: Office) -> Taught:
    """Looked up now and then, not for every message: a crowd of them is read in one go."""
    looked_at, taught = _taught.get(office.pk, (-LOOKS_AGAIN, ()))
    if time.monotonic() - looked_at >= LOOKS_AGAIN:
        taught = tuple((saying.text, saying.meaning) for saying in taught_of(office))
        _taught[office.pk] = (time.monotonic(), taught)
    return taught


def _phone(contact: Contact) -> str:
    phones = (i.value for i in living_identities(contact) if i.kind == Identity.Kind.PHONE)
    return next(phones, "")


def _case(row: Application) -> Case:
    code, question = _waiting(row)
    return Case(
        number=row.number,
        code=row.service_code,
        service=applications.service_of(row),
        status=Status(row.status),
        answers=dict(row.answers),
        values=dict(row.values),
        papers=tuple(_paper(paper) for paper in row.papers.prefetch_related("pages__photo__pages__readings")),
        note=_note(row),
        person=row.person_name,
        touched_at=row.touched_at,
        submitted_at=row.submitted_at,
        promised_at=row.promised_at,
        bundle=row.bundle_id,
        ground=row.reject_ground,
        collect_code=code,
        pdf=question,
    )


def _paper(row: PaperRow) -> Paper:
    living = [page for page in row.pages.all() if page.withdrawn_at is None]
    return Paper(
        key=row.key,
        document=row.document,
        state=PaperState(row.state),
        needed=row.needed,
        photos=tuple(_laid(page) for page in living),
        reasons=tuple(row.reasons),
        note=row.note,
    )


def _laid(page: PaperPage) -> LaidPhoto:
    return LaidPhoto(page.photo_id, max(1, len(page.photo.pages.all())), fault_of(page.photo))


def _note(row: Application) -> str:
    if row.status != Status.RETURNED:
        return ""
    asked = row.events.filter(kind=Kind.CORRECTION_ASKED).order_by("-id").first()
    return str(asked.data.get("note", "")) if asked else ""


def _waiting(row: Application) -> tuple[str, PdfQuestion | None]:
    """The code of what lies ready, and the question before a PDF."""
    waiting = hand_over_of(row) if row.status in (Status.READY, Status.DELIVERED) else None
    if waiting is None:
        return "", None
    ways = ways_of(row)
    locked = waiting.locked_at is not None
    question = _question(row, waiting.question, locked=locked) if ways.by_pdf else None
    return (waiting.code if ways.by_hand else ""), question


def _question(row: Application, key: str, *, locked: bool) -> PdfQuestion | None:
    field = applications.service_of(row).field(key)
    return PdfQuestion(field.label, str(asks(key)), locked) if field else None
