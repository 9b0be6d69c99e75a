"""Rooms with chairs: drawn, drawn again, and taken away."""

from django.db import transaction

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Office

from ..models import Room
from ..rules.room_plan import RoomPlan

LONGEST_NAME = 80
MOST_ROOMS = 40  # of one office


@transaction.atomic
def draw_room(office: Office, name: str, plan: RoomPlan) -> Room:
    """The room of that name with this plan: drawn again, it is the same room. NotAllowed: no_name, too_many_rooms."""
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called:
        raise NotAllowed("no_name")
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)  # counted and made by one at a time
    known = Room.objects.filter(office=office)
    if not known.filter(name=called).exists() and known.count() >= MOST_ROOMS:
        raise NotAllowed("too_many_rooms", most=MOST_ROOMS)
    room, _ = Room.objects.update_or_create(office=office, name=called, defaults={"plan": plan.to_json()})
    return room


def take_away_room(room: Room) -> None:
    """Its sessions stay, without a room."""
    room.delete()
