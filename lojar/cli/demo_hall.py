"""The made-up hall of the demo: a room, and counters for the days ahead."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from lojar.offices.models import Office
    from lojar.visits.models import Room

DAYS = 10
COUNTERS = (("Loket 1", "urgent", 15), ("Loket 2", "in_person", 20), ("Meja pengambilan", "pick_up", 5))
OPENS, CLOSES, PAUSE = time(8), time(15), (time(12), time(13))


def open_hall(code: str) -> Iterator[str]:
    """Safe to repeat: what is planned stays. Sessions of the office's own next days, the days off passed over."""
    from lojar.lib import clock
    from lojar.offices.models import Office
    from lojar.visits.actions.rooms import draw_room
    from lojar.visits.models import Room
    from lojar.visits.rules.room_plan import RoomPlan

    office = Office.objects.get(code=code)
    room = Room.objects.filter(office=office).first() or draw_room(office, "Ruang tunggu", RoomPlan())
    zone = ZoneInfo(office.time_zone)
    today = clock.now().astimezone(zone).date()
    planned = sum(_plan(office, room, today + timedelta(days=ahead), zone) for ahead in range(DAYS))
    yield f"{planned} sessions are planned at the counters."


def _plan(office: "Office", room: "Room", on: date, zone: ZoneInfo) -> int:
    from lojar.applications.rules.lifecycle import NotAllowed
    from lojar.visits.actions import plan_sessions
    from lojar.visits.rules.slots import Shift

    def at(clock_time: time) -> datetime:
        return datetime.combine(on, clock_time, tzinfo=zone)

    shift = Shift(at(OPENS), at(CLOSES), ((at(PAUSE[0]), at(PAUSE[1])),))
    try:
        made = [
            plan_sessions(office, counter, purpose, shift, service_minutes=minutes, room=room)
            for counter, purpose, minutes in COUNTERS
        ]
    except NotAllowed:  # a day off
        return 0
    return sum(map(len, made))
