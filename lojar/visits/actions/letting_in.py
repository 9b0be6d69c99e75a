"""Chairs for those who wait outside, in their order."""

from datetime import datetime, timedelta

from django.db import transaction

from lojar.offices.models import Office

from ..models import Room, Ticket
from ..queries.hall import HallRun, how_it_is_run, inside_now, room_now
from ..rules.door import may_come_in
from ..rules.room_plan import CM, plan_from_json
from ..rules.seat_map import numbers_of, seated, told
from ..rules.seats_for import seats_for
from .ticket_row import Kind, lock_office, write_ticket_event

ONE_DAY = timedelta(days=1)


def let_in_everywhere(*, now: datetime) -> int:
    """Where more people may be inside than a moment ago, and nobody came or went since: the protocol was changed. Gives
    how many came in."""
    outside = Ticket.objects.filter(state=Ticket.State.WAITING, entered_at=None, issued_at__gt=now - ONE_DAY)
    return sum(_let_in_at(office, now) for office in sorted(set(outside.values_list("office_id", flat=True))))


@transaction.atomic
def _let_in_at(office_id: int, now: datetime) -> int:
    return len(let_in_who_waits(lock_office(office_id), now))


def let_in_who_waits(office: Office, now: datetime) -> list[Ticket]:
    """Only under the office's lock. Strictly in order: a household for which there is no room yet is not passed by
    everybody who comes alone."""
    run, let_in = how_it_is_run(office, now), []
    inside = list(inside_now(office, now))
    outside = Ticket.objects.filter(
        office=office, on=run.today, state=Ticket.State.WAITING, entered_at=None
    ).select_related("visit__session__room")
    for ticket in outside.order_by("stands_at", "pk"):
        if not _take_a_seat(ticket, inside, run):
            break
        ticket.entered_at = now
        ticket.save(update_fields=["entered_at", "room", "chairs", "seat"])
        write_ticket_event(ticket, Kind.LET_IN, now=now)
        inside.append(ticket)
        let_in.append(ticket)
    return let_in


def _take_a_seat(ticket: Ticket, inside: list[Ticket], run: HallRun) -> bool:
    if not may_come_in(ticket.people, inside=sum(each.people for each in inside), limit=run.limit):
        return False
    room = room_now(ticket, run)
    if room is None:
        return True  # nobody drew a room: people are counted, chairs are not
    chairs = _chairs_for(ticket, room, [each for each in inside if each.room_id == room.pk], run)
    ticket.room, ticket.chairs, ticket.seat = room, [*chairs], _told(room, chairs, run)
    return bool(chairs) or not inside


def _chairs_for(ticket: Ticket, room: Room, others: list[Ticket], run: HallRun) -> tuple[str, ...]:
    plan = plan_from_json(room.plan)
    distance = run.distance_cm or plan.distance
    chosen = seated(plan, distance).chosen
    found = seats_for(
        plan.chairs,
        {chair.id for chair in chosen},
        occupied={name for each in others for name in each.chairs},
        people=ticket.people,
        distance=distance / CM,
        # A room without such a place shall keep nobody outside.
        wheelchair="wheelchair" in ticket.marks and any(chair.wheelchair for chair in chosen),
    )
    taken = {chair.id for chair in found}
    return tuple(chair.id for chair in plan.chairs if chair.id in taken)


def _told(room: Room, chairs: tuple[str, ...], run: HallRun) -> str:
    plan = plan_from_json(room.plan)
    return told(chairs, numbers_of(seated(plan, run.distance_cm or plan.distance)))
