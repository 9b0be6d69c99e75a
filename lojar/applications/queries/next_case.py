"""The heads of the lines that an officer may be handed a case from: the same few stretches of an index, however many
thousands wait behind them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from lojar.catalogue import queries as catalogue
from lojar.catalogue.contents import Catalogue
from lojar.offices.models import Office, Officer
from lojar.offices.queries import opening_hours
from lojar.offices.rules.opening_hours import OpeningHours

from ..models import Application, CaseEvent, Paper, ServiceTurn
from ..rules.deciding import HEAD
from ..rules.events import Kind
from ..rules.lifecycle import PaperState, Status
from ..rules.next_case import LEFT_LATELY, Next, Turns, Urgency, Waiting, in_line
from ..rules.promised_date import promised_date

HEADS = 25  # of each service: more than officers who press at the same moment
FIELDS = (
    "pk", "status", "service_code", "submitted_at", "touched_at", "promised_at", "returned_at",
    "contact__with_officer_since",
)  # fmt: skip


def next_in_line(officer: Officer, office: Office, *, now: datetime) -> list[Next]:
    """The first of every service that nobody holds, the one to take first. A fixed number of queries."""
    offered, hours = catalogue.for_office(office), opening_hours(office)
    rows = _heads(office, offered, is_head=officer.role == HEAD, now=now)
    left = _left_lately(officer, rows, now)
    waiting = [_waiting(row, offered, hours, left_before=row["pk"] in left) for row in rows]
    return in_line(waiting, _turns(office), now=now, zone=hours.zone)


def free_at(now: datetime) -> Q:
    """Nobody holds it: nobody ever did, or the lease has run out."""
    return Q(claimed_by=None) | Q(claimed_until=None) | Q(claimed_until__lte=now)


def _heads(office: Office, offered: Catalogue, *, is_head: bool, now: datetime) -> list[dict[str, Any]]:
    """Of every service, of all together (a service may have left the catalogue), and what is promised for today."""
    new = Application.objects.filter(free_at(now), office=office, status=Status.SUBMITTED.value)
    for_head = [] if is_head else [code for code, service in offered.services.items() if service.needs_head]
    unread = Exists(Paper.objects.filter(application=OuterRef("pk"), state=PaperState.RECEIVED))
    # What is read to the end and waits for the head is no work for anybody else.
    fit = new.filter(~Q(service_code__in=for_head) | unread) if for_head else new
    lines = [
        (fit if code in for_head else new).filter(service_code=code).order_by("submitted_at", "id")
        for code in offered.services
    ]
    heads = [_head(line) for line in (*lines, fit.order_by("submitted_at", "id"))]
    return list(_head(_promised_for_today(office, now)).union(*heads))


def _head(line: QuerySet[Application]) -> Any:
    return line.values(*FIELDS)[:HEADS]


def _promised_for_today(office: Office, now: datetime) -> QuerySet[Application]:
    """Approved, and put down before the document was made. Earlier than that, whoever approved it comes back to it."""
    tomorrow = now.astimezone(ZoneInfo(office.time_zone)).replace(hour=0, minute=0, second=0) + timedelta(
        days=1
    )
    approved = Application.objects.filter(free_at(now), office=office, status=Status.ACCEPTED.value)
    return approved.filter(promised_at__lt=tomorrow).order_by("promised_at", "id")


def _left_lately(officer: Officer, rows: Iterable[dict[str, Any]], now: datetime) -> set[int]:
    """Since the citizen last wrote: what was corrected is new work, also for who asked for the correction."""
    touched = {row["pk"]: row["touched_at"] for row in rows}
    events = CaseEvent.objects.filter(
        application__in=list(touched), officer=officer, at__gt=now - LEFT_LATELY
    )
    had = events.filter(kind__in=[Kind.CLAIMED, Kind.RELEASED]).values_list("application_id", "at")
    return {pk for pk, at in had if at > touched[pk]}


def _turns(office: Office) -> Turns:
    rows = list(ServiceTurn.objects.filter(office=office))
    return Turns(sum(row.handed for row in rows), {row.service_code: row.handed_at for row in rows})


def _waiting(row: dict[str, Any], offered: Catalogue, hours: OpeningHours, *, left_before: bool) -> Waiting:
    service = offered.find(row["service_code"])
    is_new = row["status"] == Status.SUBMITTED
    asked = Urgency.OFFICER_WANTED if row["contact__with_officer_since"] else Urgency.NONE
    would_be = promised_date(service.promise, row["submitted_at"], hours) if service else row["submitted_at"]
    return Waiting(
        row["pk"],
        row["service_code"],
        since=row["submitted_at"],
        due_at=would_be if is_new else row["promised_at"],
        promised=not is_new,
        corrected=is_new and row["returned_at"] is not None,
        urgency=Urgency.MOURNING if service and service.tone else asked,
        left_before=left_before,
    )
