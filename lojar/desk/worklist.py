"""The rows of the worklist: everything one line shows, read in a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Q

from lojar.applications.models import Application, Paper
from lojar.applications.rules.lifecycle import PaperState, Status
from lojar.catalogue import queries as catalogue
from lojar.catalogue.contents import Catalogue
from lojar.channels.models import Contact
from lojar.offices.models import Officer

from .ages import lateness

PAGE = 50


@dataclass(frozen=True)
class Section:
    """A tab of the worklist."""

    key: str
    statuses: tuple[Status, ...]
    digit: str
    mine: bool = False


SECTIONS = (
    Section("masuk", (Status.SUBMITTED,), "1"),
    Section("dikembalikan", (Status.RETURNED,), "2"),
    Section("disetujui", (Status.ACCEPTED,), "3"),
    Section("siap", (Status.READY,), "4"),
    Section("saya", (Status.SUBMITTED, Status.ACCEPTED, Status.READY), "5", mine=True),
)


@dataclass(frozen=True)
class Row:
    """One line: what, whom, how far, since when, who holds it."""

    number: str
    status: str
    person: str
    service: object  # catalogue Text
    group: str
    quiet: bool  # a death: no cheer anywhere near it
    checked: int
    papers: int
    returned: int
    submitted_at: datetime | None
    returned_at: datetime | None
    ready_at: datetime | None
    promised_at: datetime | None
    lateness: str
    holder: str
    mine: bool
    wants_officer: bool = False
    calls_me: bool = False  # a note that this officer has not opened
    place: str = ""  # where it lies, on the list of what waits to be collected


def section(key: str) -> Section:
    return next((each for each in SECTIONS if each.key == key), SECTIONS[0])


def rows_of(
    found: Iterable[Application], officer: Officer, *, calling: Collection[int] = (), now: datetime
) -> list[Row]:
    """`calling`: applications whose notes call this officer."""
    applications, office = list(found), officer.office
    if office is None:
        return []
    papers, talking = _papers_of(applications), _talking(applications)
    offered = catalogue.for_office(office)
    rows = [_row(each, offered, papers.get(each.pk, {}), officer=officer, now=now) for each in applications]
    return [
        replace(row, wants_officer=each.contact_id in talking, calls_me=each.pk in calling)
        for row, each in zip(rows, applications, strict=True)
    ]


def _row(
    each: Application, offered: Catalogue, papers: dict[str, int], *, officer: Officer, now: datetime
) -> Row:
    service = offered.find(each.service_code)
    held = each.claimed_by_id is not None and each.claimed_until is not None and each.claimed_until > now
    return Row(
        number=each.number,
        status=each.status,
        person=each.person_name,
        service=service.short if service else each.service_code,
        group=service.group if service else "",
        quiet=bool(service and service.tone),
        checked=papers.get("checked", 0),
        papers=papers.get("all", 0),
        returned=papers.get("returned", 0),
        submitted_at=each.submitted_at,
        returned_at=each.returned_at,
        ready_at=each.ready_at,
        promised_at=each.promised_at,
        lateness=lateness(each.promised_at, now) if each.status == Status.ACCEPTED else "",
        holder=str(each.claimed_by) if held else "",
        mine=held and each.claimed_by_id == officer.pk,
    )


def _talking(applications: list[Application]) -> set[int]:
    """Contacts for whom the program keeps still."""
    people = Contact.objects.filter(pk__in={each.contact_id for each in applications})
    return set(people.exclude(with_officer_since=None).values_list("pk", flat=True))


def _papers_of(applications: list[Application]) -> dict[int, dict[str, int]]:
    counted = (
        Paper.objects.filter(application__in=[each.pk for each in applications])
        .exclude(needed=False, state=PaperState.MISSING)
        .values("application_id")
        .annotate(
            all=Count("id"),
            checked=Count("id", filter=Q(state__in=[PaperState.ACCEPTED, PaperState.RETURNED])),
            returned=Count("id", filter=Q(state=PaperState.RETURNED)),
        )
        .order_by()
    )
    return {
        row["application_id"]: {key: row[key] for key in ("all", "checked", "returned")} for row in counted
    }


def cursor_of(application: Application) -> str:
    at = application.submitted_at
    return f"{at.isoformat()}~{application.pk}" if at else ""


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """None where the text is no cursor: the list then begins at its beginning."""
    moment, _, pk = text.partition("~")
    try:
        return datetime.fromisoformat(moment), int(pk)
    except ValueError:
        return None
