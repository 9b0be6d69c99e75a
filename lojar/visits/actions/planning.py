"""Sessions for a counter, from a shift."""

from collections.abc import Iterable
from dataclasses import asdict
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours

from ..models import Room, Session
from ..queries.stock import protocols_of
from ..rules.slots import SESSION_MINUTES, Shift, Slot, sessions_of


@transaction.atomic
def plan_sessions(
    office: Office,
    counter: str,
    purpose: str,
    shift: Shift,
    *,
    service_minutes: int,
    session_minutes: int = SESSION_MINUTES,
    room: Room | None = None,
) -> list[Session]:
    """The counter's sessions of that shift, in order. Safe to repeat: a session that is there stays as it is, also
    where more or fewer places would be planned today. NotAllowed: office_closed, other_office, counter_taken;
    ValueError: a shift or a service that takes no time."""
    # One plan of an office at a time: what a limited hall has left is reckoned from what the others have.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    _must_be_open(office, shift, room)
    there = list(_sessions_during(office, shift))
    mine = {row.starts_at: row for row in there if row.counter == counter}
    slots = sessions_of(
        shift,
        service_minutes=service_minutes,
        session_minutes=session_minutes,
        protocols=protocols_of(office),
        taken=[slot_of(row) for row in there if row.counter != counter],
    )
    new = [slot for slot in slots if slot.starts_at not in mine]
    _must_be_free(new, mine.values(), purpose)
    made = Session.objects.bulk_create(
        Session(
            office=office, room=room, counter=counter, purpose=purpose, service_minutes=service_minutes, **at
        )
        for at in map(asdict, new)
    )
    return sorted([*mine.values(), *made], key=lambda row: row.starts_at)


def slot_of(session: Session) -> Slot:
    return Slot(session.starts_at, session.ends_at, session.places)


def _sessions_during(office: Office, shift: Shift) -> QuerySet[Session]:
    rows = Session.objects.filter(office=office, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
    return rows.order_by("starts_at", "pk")


def _must_be_open(office: Office, shift: Shift, room: Room | None) -> None:
    if room is not None and room.office_id != office.pk:
        raise NotAllowed("other_office")
    day = shift.starts_at.astimezone(ZoneInfo(office.time_zone)).date()
    if not opening_hours(office).is_working_day(day):
        raise NotAllowed("office_closed", on=day)


def _must_be_free(new: Iterable[Slot], mine: Iterable[Session], purpose: str) -> None:
    """One counter serves one thing at a time."""
    for row in mine:
        is_crossed = any(slot.starts_at < row.ends_at and row.starts_at < slot.ends_at for slot in new)
        if row.purpose != purpose or is_crossed:
            raise NotAllowed("counter_taken", session=row.pk)
