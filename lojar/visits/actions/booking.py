"""From a hold to a booking, to another time, and back."""

from datetime import datetime

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Officer

from ..models import Session, Visit
from ..rules.life import Step, is_booked_already, must_allow, must_be_held
from .errand import errand_of, must_be_let_in
from .line import must_not_pass_the_line, tell_the_line
from .row import Kind, lock_visit, must_be_ahead, must_have_room, must_work_at, write_event

State = Visit.State


@transaction.atomic
def book(token: str, *, person_name: str = "", now: datetime) -> Visit:
    """The hold with this token becomes a booking; the same token again is the same visit. `person_name` is taken where
    the hold has none: afterwards it cannot be changed. NotAllowed: unknown_visit, hold_expired, wrong_status,
    hall_closed, not_urgent."""
    known = Visit.objects.only("contact").filter(pass_token=token).first()
    if known is None:
        raise NotAllowed("unknown_visit")
    row, _ = lock_visit(known)
    if is_booked_already(row.state, row.booked_at):
        return row
    must_be_held(row.state, row.held_until, now)
    must_be_let_in(_session_of(row), errand_of(row))
    row.person_name = row.person_name or person_name.strip()
    row.state, row.booked_at, row.held_until = State.BOOKED, now, None
    row.save(update_fields=["person_name", "state", "booked_at", "held_until"])
    write_event(row, Kind.BOOKED, now=now)
    return row


@transaction.atomic
def change(visit: Visit, session: Session, *, officer: Officer | None = None, now: datetime) -> Visit:
    """To another session of the same purpose; the old place is free with the same commit. Whoever was displaced keeps
    the age of their booking. NotAllowed: full, wrong_status, other_purpose, other_office, session_begun, session_over,
    hall_closed, not_urgent, unknown_session."""
    row, sessions = lock_visit(visit, toward=session)
    target, left = sessions[session.pk], _session_of(row)
    must_work_at(row.office_id, officer)
    must_allow(row.state, Step.CHANGE)
    if row.state == State.BOOKED and target.pk == left.pk:
        return row
    _must_be_changeable(row, left, target, now)
    if row.state == State.BOOKED:
        # Whoever was displaced goes before the line.
        must_not_pass_the_line(target)
        row.booked_at = now
    must_have_room(target, now)
    row.session, row.state = target, State.BOOKED
    row.save(update_fields=["session", "state", "booked_at"])
    write_event(row, Kind.CHANGED, session=left, officer=officer, now=now)
    tell_the_line(left)
    return row


@transaction.atomic
def cancel(visit: Visit, *, officer: Officer | None = None, now: datetime) -> Visit:
    """The place is free at once. Said again, nothing happens. NotAllowed: wrong_status, other_office."""
    row, _ = lock_visit(visit)
    must_work_at(row.office_id, officer)
    if row.state == State.CANCELLED:
        return row
    must_allow(row.state, Step.CANCEL)
    row.state, row.held_until = State.CANCELLED, None
    row.save(update_fields=["state", "held_until"])
    if row.booked_at is not None:
        write_event(row, Kind.CANCELLED, officer=officer, now=now)
    tell_the_line(row.session)
    return row


def _must_be_changeable(row: Visit, left: Session, target: Session, now: datetime) -> None:
    if target.office_id != row.office_id:
        raise NotAllowed("other_office")
    if target.purpose != row.purpose:
        raise NotAllowed("other_purpose", purpose=target.purpose)
    if row.state == State.BOOKED and left.ends_at <= now:
        raise NotAllowed("session_over", since=left.ends_at)
    must_be_ahead(target, now)
    must_be_let_in(target, errand_of(row))


def _session_of(row: Visit) -> Session:
    if row.session is None:
        raise NotAllowed("unknown_session")
    return row.session
