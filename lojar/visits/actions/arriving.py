"""Through the door: by a pass, by a name of today's list, or without either."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from lojar.offices.models import Office, Officer

from ..models import Purpose, Ticket, Visit
from ..queries.hall import how_it_is_run, ticket_of
from ..queries.stock import day_in
from ..rules.door import MOST_PEOPLE, known_marks, must_be_answered, must_open, ticket_number
from ..rules.life import Step, must_allow
from ..rules.queue_order import lifts, place_in_line
from ..rules.urgency import must_be_urgent
from .errand import Errand
from .letting_in import let_in_who_waits
from .row import lock_visit, must_work_at
from .ticket_row import Kind, lock_office, write_ticket_event

State = Visit.State


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """`people` 0: as was booked; `marks`: who comes first, and who needs a wheelchair place; `answers`: question of the
    protocol -> whether it was so."""

    people: int = 0
    marks: Collection[str] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)


@transaction.atomic
def arrive(visit: Visit, door: AtTheDoor, *, officer: Officer, now: datetime) -> Ticket:
    """Shown again, the same pass is the same ticket. Who finds no seat waits outside, with the ticket. NotAllowed:
    other_office, visit_cancelled, visit_served, visit_missed, visit_displaced, visit_in_line, visit_not_booked,
    other_day, hall_closed, protocol_unanswered, protocol_unmet, no_party."""
    office = lock_office(visit.office_id)
    row, _ = lock_visit(visit)
    must_work_at(row.office_id, officer)
    known = ticket_of(office, row)
    if known is not None and row.state == State.ARRIVED and known.on == day_in(office, now):
        return known
    run = how_it_is_run(office, now)
    on = day_in(office, row.session.starts_at) if row.session else None
    must_open(row.state, on=on, today=run.today, mode=run.mode)
    must_allow(row.state, Step.ARRIVE)
    answers = must_be_answered(run.asked, door.answers)
    row.state, row.arrived_at = State.ARRIVED, now
    row.save(update_fields=["state", "arrived_at"])
    return _issue(office, row, door, answers, officer, now)


@transaction.atomic
def arrive_unbooked(
    office: Office,
    purpose: str,
    errand: Errand,
    door: AtTheDoor,
    *,
    key: str,
    officer: Officer,
    now: datetime,
) -> Ticket:
    """Somebody without a booking, and perhaps without a telephone: the guard says who and why. `key` is the form's
    own: sent twice, it is one visit. NotAllowed: other_office, hall_closed, not_urgent, note_needed, no_name,
    no_party, unknown_purpose, protocol_unanswered, protocol_unmet, unknown_visit."""
    lock_office(office.pk)
    must_work_at(office.pk, officer)
    known = Visit.objects.filter(pass_token=key).first()
    if known is not None:
        return _the_same(office, known)
    run = how_it_is_run(office, now)
    _must_be_a_reason(purpose, errand, run.mode)
    answers = must_be_answered(run.asked, door.answers)
    visit = Visit.objects.create(
        office=office, purpose=purpose, reason=errand.reason, reason_note=errand.note.strip(),
        person_name=errand.person_name.strip(), state=State.ARRIVED, party=_people(door, errand.party), pass_token=key,
        admitted_by=officer, created_at=now, arrived_at=now,
    )  # fmt: skip
    return _issue(office, visit, door, answers, officer, now)


def _issue(
    office: Office, visit: Visit, door: AtTheDoor, answers: dict[str, bool], officer: Officer, now: datetime
) -> Ticket:
    marks, due_at = known_marks(door.marks), visit.session.starts_at if visit.session else None
    lifted_by = lifts(due_at=due_at, is_urgent=bool(visit.reason), marks=marks)
    ticket = Ticket.objects.create(
        office=office, visit=visit, on=day_in(office, now), number=_next_number(office, visit, now), answers=answers,
        people=_people(door, visit.party), marks=marks, issued_at=now,
        stands_at=place_in_line(now, due_at=due_at, lifted_by=lifted_by),
    )  # fmt: skip
    write_ticket_event(ticket, Kind.ISSUED, officer=officer, now=now)
    let_in_who_waits(office, now)
    ticket.refresh_from_db()
    return ticket


def _next_number(office: Office, visit: Visit, now: datetime) -> str:
    """Under the office's lock; tickets are never deleted, so counting them is numbering them."""
    issued = Ticket.objects.filter(
        office=office, on=day_in(office, now), visit__purpose=visit.purpose
    ).count()
    return ticket_number(visit.purpose, issued)


def _people(door: AtTheDoor, booked: int) -> int:
    people = door.people or booked
    if not 1 <= people <= MOST_PEOPLE:
        raise NotAllowed("no_party", most=MOST_PEOPLE)
    return people


def _must_be_a_reason(purpose: str, errand: Errand, mode: str) -> None:
    if purpose not in Purpose.values:
        raise NotAllowed("unknown_purpose")
    if not errand.person_name.strip():
        raise NotAllowed("no_name")
    must_be_urgent(catalogue().urgent, errand.reason, by_officer=True, note=errand.note, mode=mode)


def _the_same(office: Office, known: Visit) -> Ticket:
    ticket = ticket_of(office, known)
    if ticket is None:
        raise NotAllowed("unknown_visit")
    return ticket
