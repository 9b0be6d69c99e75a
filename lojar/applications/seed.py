"""Made-up applications in numbers, for the demo, for training and for measuring: no real person is in them.

Written in bulk, past the verbs: what they would have recorded is recorded here, already announced, so that nobody is
told anything. NIKs are of a district that does not exist, telephone numbers begin with 62800.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lojar.catalogue.actions import version_of
from lojar.catalogue.models import ServiceVersion
from lojar.catalogue.queries import service_of
from lojar.catalogue.shapes import Field, Service
from lojar.channels.models import Contact, Identity
from lojar.evidence.models import Photo
from lojar.lib import clock, reference
from lojar.lib.sealed_fields import keyring
from lojar.offices.models import Office
from lojar.offices.queries import the_office

from .models import Application, CaseEvent, Paper, PaperPage
from .name_marks import marks_of
from .rules.events import Kind
from .rules.lifecycle import CLOSED, PaperState, Status
from .rules.person import whom_it_is_about
from .seed_copy import copied
from .seed_photos import sample_photos

BATCH = 2000
PER_DAY = 2000  # far fewer than there are numbers in a day (23 ** 3)
MOST_TRIES = 2000  # for a number that is free; beyond that a day is full
# How an office's book looks: most is done, a few hundred wait.
SHARES = {
    Status.HANDED_OVER: 45, Status.DELIVERED: 33, Status.REJECTED: 4, Status.WITHDRAWN: 3, Status.EXPIRED: 3,
    Status.DRAFT: 3, Status.SUBMITTED: 3, Status.RETURNED: 2, Status.ACCEPTED: 2, Status.READY: 2,
}  # fmt: skip
ASKED_FOR = {
    "akta-lahir": 22, "kk-hilang-rusak": 12, "ktp-hilang": 16, "ktp-rusak": 10, "akta-mati": 8, "kk-ubah": 10,
    "kia-baru": 10, "pindah-keluar": 6, "akta-kutipan-kedua": 4, "konsolidasi-nik": 2,
}  # fmt: skip
FIRST = (
    "Siti", "Budi", "Tini", "Slamet", "Rahma", "Joko", "Wati", "Agus", "Dewi", "Eko", "Fitri", "Hasan", "Indah",
    "Karno", "Lestari", "Made", "Nanang", "Putri", "Rudi", "Sari",
)  # fmt: skip
OF_KIND = {
    "time": "08.15", "datetime": "2026-11-16 08.15", "text": "Contoh", "integer": "2", "decimal": "3,2",
    "district": "Genteng", "village": "Kembiritan", "email": "contoh@contoh.id", "address": "Dusun Contoh RT 02 RW 01",
}  # fmt: skip
LAST_STEP = {
    Status.RETURNED: Kind.CORRECTION_ASKED, Status.ACCEPTED: Kind.ACCEPTED, Status.READY: Kind.READY,
    Status.HANDED_OVER: Kind.HANDED_OVER, Status.DELIVERED: Kind.DELIVERED, Status.REJECTED: Kind.REJECTED,
    Status.WITHDRAWN: Kind.WITHDRAWN, Status.EXPIRED: Kind.EXPIRED,
}  # fmt: skip
BY_CITIZEN = {Kind.STARTED, Kind.SUBMITTED, Kind.DELIVERED, Kind.WITHDRAWN}
NEVER_SENT = {Status.DRAFT, Status.EXPIRED}


@dataclass
class _Book:
    """What all seeded rows share."""

    office: Office
    now: datetime
    chance: random.Random
    offered: list[tuple[ServiceVersion, Service]]
    contacts: Sequence[Contact]
    photos: Sequence[Photo]
    numbers: set[str] = field(default_factory=set)


def seed_applications(
    n: int, *, office: Office | None = None, now: datetime | None = None, seed: int = 1
) -> int:
    """Adds `n` applications of the last months; the same seed tells the same stories. Returns how many there are."""
    office, now = office or the_office(), now or clock.now()
    chance = random.Random(seed)  # noqa: S311 - stories, no secrets
    book = _Book(
        office=office,
        now=now,
        chance=chance,
        offered=[
            (version, service_of(version)) for version in (version_of(office, code) for code in ASKED_FOR)
        ],
        contacts=_people(office, max(1, min(n // 3, 20_000)), now=now, chance=chance),
        photos=sample_photos(office, now=now),
        numbers=set(Application.objects.values_list("number", flat=True)),
    )
    for start in range(0, n, BATCH):
        _write(book, min(BATCH, n - start), of=n)
    return Application.objects.filter(office=office).count()


def _people(office: Office, n: int, *, now: datetime, chance: random.Random) -> list[Contact]:
    taken = set(Identity.objects.filter(office=office).values_list("value", flat=True))
    phones: set[str] = set()
    while len(phones) < n:
        phone = f"62800{chance.randrange(10**8):08d}"
        if phone not in taken:
            phones.add(phone)
    since = now - timedelta(days=400)
    people = Contact.objects.bulk_create(
        (Contact(office=office, name=_name(chance), first_heard_at=since) for _ in phones), batch_size=BATCH
    )
    Identity.objects.bulk_create(
        (
            Identity(contact=contact, office=office, kind=Identity.Kind.PHONE, value=phone, valid_from=since)
            for contact, phone in zip(people, sorted(phones), strict=True)
        ),
        batch_size=BATCH,
    )
    return people


@transaction.atomic
def _write(book: _Book, n: int, *, of: int) -> None:
    made = [_application(book, of=of) for _ in range(n)]
    rows = copied([row for row, _ in made])
    papers = copied([p for row, service in made for p in _papers(book, row, service)])
    copied(list(_pages(book, papers)))
    copied([event for row in rows for event in _events(row)])


def _application(book: _Book, *, of: int) -> tuple[Application, Service]:
    chance = book.chance
    status = chance.choices(list(SHARES), list(SHARES.values()))[0]
    version, service = chance.choices(book.offered, list(ASKED_FOR.values()))[0]
    created_at = _moment(book, status, of=of)
    answers = {q.key: q.choices[0].key for q in service.questions}
    values = {f.key: _value(f, chance) for f in service.fields if f.asked}
    person = whom_it_is_about(service.filled({**values, **answers}))
    row = Application(
        number=_number(book, created_at),
        office=book.office,
        contact=chance.choice(book.contacts),
        service_code=version.code,
        service_version=version,
        status=status.value,
        values=values,
        answers=answers,
        person_name=person.name,
        name_marks=marks_of(book.office.pk, person.name, person.village),
        nik_digest=keyring().digest(person.nik),
        kk_digest=keyring().digest(person.kk_number),
        created_at=created_at,
        **_times(status, created_at, book.now),
    )
    return row, service


def _moment(book: _Book, status: Status, *, of: int) -> datetime:
    """What still waits came lately; the rest as long ago as its number needs."""
    return book.now - timedelta(minutes=book.chance.randrange(60, days_back(status, of) * 24 * 60))


def days_back(status: Status, of: int) -> int:
    """So many that no day has more cases than numbers."""
    share = sum(part for each, part in SHARES.items() if (each in CLOSED) == (status in CLOSED))
    least = 120 if status in CLOSED else 9
    return max(least, of * share // sum(SHARES.values()) // PER_DAY * (4 if status in CLOSED else 1))


def _times(status: Status, at: datetime, now: datetime) -> dict[str, Any]:
    """Each step an hour after the one before, and none later than now."""
    sent, looked, done = (min(now, at + timedelta(hours=h)) for h in (1, 20, 44))
    times: dict[str, Any] = {"touched_at": min(now, at + timedelta(minutes=40))}
    if status not in NEVER_SENT:
        times["submitted_at"] = sent
    if status == Status.RETURNED:
        times |= {"returned_at": looked, "touched_at": looked}
    if status in (Status.ACCEPTED, Status.READY, Status.HANDED_OVER, Status.DELIVERED):
        times |= {"accepted_at": looked, "promised_at": looked + timedelta(days=1)}
    if status in (Status.READY, Status.HANDED_OVER, Status.DELIVERED):
        times["ready_at"] = done
    if status in CLOSED:
        times["closed_at"] = done
    return times


def _papers(book: _Book, row: Application, service: Service) -> Iterator[Paper]:
    for position, requirement in enumerate(service.papers({**row.values, **row.answers})):
        yield Paper(
            application=row,
            key=requirement.key,
            document=requirement.document,
            position=position,
            needed=requirement.required != "optional",
            **_state(book, row, position=position, needed=requirement.required != "optional"),
        )


def _state(book: _Book, row: Application, *, position: int, needed: bool) -> dict[str, Any]:
    status = Status(row.status)
    if not needed or (status in NEVER_SENT and book.chance.random() < 0.5):
        return {"state": PaperState.MISSING.value}
    if status == Status.RETURNED and position == 0:
        return {"state": PaperState.RETURNED.value, "note": "Mohon difoto ulang di tempat terang."}
    if row.accepted_at:
        return {"state": PaperState.ACCEPTED.value}
    return {"state": PaperState.RECEIVED.value}


def _pages(book: _Book, papers: Sequence[Paper]) -> Iterator[PaperPage]:
    """Only where somebody may still look: photos of closed cases are gone by their date anyway."""
    for paper in papers:
        row = paper.application
        if paper.state != PaperState.MISSING and row.status not in CLOSED:
            photo = book.chance.choice(book.photos)
            yield PaperPage(paper=paper, photo=photo, position=0, laid_at=row.touched_at)


def _events(row: Application) -> Iterator[CaseEvent]:
    yield _event(row, Kind.STARTED, row.created_at, service=row.service_code)
    if row.submitted_at:
        yield _event(row, Kind.SUBMITTED, row.submitted_at)
    last = LAST_STEP.get(Status(row.status))
    if row.accepted_at and row.promised_at and last != Kind.ACCEPTED:
        yield _event(row, Kind.ACCEPTED, row.accepted_at, promised_at=row.promised_at.isoformat())
    if last:
        promised = {"promised_at": row.promised_at.isoformat()} if row.promised_at else {}
        yield _event(
            row, last, row.closed_at or row.ready_at or row.accepted_at or row.touched_at, **promised
        )


def _event(row: Application, kind: Kind, at: datetime, **data: str) -> CaseEvent:
    by = CaseEvent.By.CITIZEN if kind in BY_CITIZEN else CaseEvent.By.PROGRAM
    return CaseEvent(application=row, kind=kind.value, at=at, by=by, data=data, announced_at=at)


def _number(book: _Book, at: datetime) -> str:
    """RuntimeError: no number of that day is free."""
    for _ in range(MOST_TRIES):
        number = reference.new(book.office.prefix, at.date())
        if number not in book.numbers:
            book.numbers.add(number)
            return number
    raise RuntimeError(f"{at:%Y-%m-%d} has no number left")


def _value(field: Field, chance: random.Random) -> str:
    if field.choices:
        return field.choices[0].key
    if field.kind in ("nik", "niks", "kk"):
        return _nik(chance)
    if field.kind == "name":
        return _name(chance)
    if field.kind == "date":
        return f"{chance.randrange(1950, 2026)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    return OF_KIND.get(field.kind, "Contoh")


def _nik(chance: random.Random) -> str:
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(100)
    return f"351099{day:02d}{month:02d}{year:02d}{chance.randrange(1, 10_000):04d}"


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(FIRST)} Contoh"
