"""Today's list at the door: by time, names masked, who has come with their number."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from lojar.offices.models import Office
from lojar.visits import queries
from lojar.visits.models import Ticket, Visit
from lojar.visits.rules.masked_name import masked_name

from .words import PURPOSES


@dataclass(frozen=True, slots=True)
class Expected:
    pk: int
    name: str
    purpose: Any
    party: int
    number: str  # "" who has not come


def expected_by_time(office: Office, now: datetime) -> list[tuple[datetime, list[Expected]]]:
    visits = queries.expected_today(office, now)
    numbers = dict(Ticket.objects.filter(visit__in=visits).values_list("visit_id", "number"))
    by_time = groupby(visits, key=lambda visit: visit.session.starts_at if visit.session else now)
    return [(at, [_row(visit, numbers.get(visit.pk, "")) for visit in group]) for at, group in by_time]


def _row(visit: Visit, number: str) -> Expected:
    name = visit.person_name or (visit.contact.name if visit.contact else "")
    return Expected(visit.pk, masked_name(name), PURPOSES[visit.purpose], visit.party, number)
