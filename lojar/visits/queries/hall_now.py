"""The hall as everybody who looks at it sees it: read once for all of them, whenever something changed."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Max

from lojar.offices.models import Office

from ..models import Purpose, Room, Session, Ticket, TicketEvent
from ..rules.waiting_time import InTurn, OpenCounter, expected_waits, how_many_before, service_time
from .hall import DAY, counters_today, how_it_is_run, tickets_today
from .stock import midnight

State, Kind = Ticket.State, TicketEvent.Kind
CALLS = (Kind.CALLED, Kind.RECALLED)
CALLS_SHOWN = 6
OPEN_FOR = timedelta(minutes=30)  # after its last call a counter counts as open
USUAL = timedelta(minutes=10)  # of a service that nobody planned


@dataclass(frozen=True, slots=True)
class Call:
    event: int
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one ticket of today. `before`: how many are called earlier; `wait` None: no counter serves it now."""

    number: str
    state: str
    seat: str
    counter: str
    is_inside: bool
    before: int
    wait: timedelta | None


@dataclass(frozen=True, slots=True)
class HallNow:
    """`calls`: the latest of every number first; `standings`: by the token of the pass; `taken`: names of chairs."""

    office: Office
    calls: tuple[Call, ...]
    standings: dict[str, Standing]
    room: Room | None
    distance_cm: int
    taken: frozenset[str]


_shelf: dict[int, tuple[tuple[object, ...], HallNow]] = {}
_reading = threading.Lock()


def hall_now(office_id: int, now: datetime) -> HallNow | None:
    """One small question to the database; the rest only where something changed since, or a minute has gone. While one
    of all who ask reads it, the others are told what was known a moment ago. None: no such office."""
    known = _shelf.get(office_id)
    version = _version(office_id, known[1].office if known else None, now)
    if known is not None and known[0] == version:
        return known[1]
    if not _reading.acquire(blocking=known is None):
        return known[1] if known else None
    try:
        known = _shelf.get(office_id)
        if known is not None and known[0] == version:
            return known[1]
        office = Office.objects.filter(pk=office_id).first()
        if office is None:
            return None
        _shelf[office_id] = (version, _read(office, now))
        return _shelf[office_id][1]
    finally:
        _reading.release()


def _version(office_id: int, office: Office | None, now: datetime) -> tuple[object, ...]:
    """Counted as well as numbered: an event with a smaller number can be committed later."""
    since = midnight(office, now) if office else now - timedelta(days=1)
    seen = TicketEvent.objects.filter(office=office_id, at__gte=since).aggregate(
        n=Count("pk"), last=Max("pk")
    )
    return seen["n"], seen["last"], now.replace(second=0, microsecond=0), office is None


def _read(office: Office, now: datetime) -> HallNow:
    run, today = how_it_is_run(office, now), _rows_of_today(office, now)
    room = _room_shown(today) or run.first_room
    inside = [row for row in today if row.entered_at and not row.finished_at]
    return HallNow(
        office=office,
        calls=_calls(office, now),
        standings=_standings(office, today, now),
        room=room,
        distance_cm=run.distance_cm,
        taken=frozenset(name for row in inside if room and row.room_id == room.pk for name in row.chairs),
    )


class _Row(NamedTuple):
    """Of a ticket and its visit what is shown: whole rows of hundreds cost their making, and their sealed names."""

    pk: int
    number: str
    state: str
    seat: str
    chairs: list[str]
    room_id: int | None
    counter: str
    stands_at: datetime
    entered_at: datetime | None
    called_at: datetime | None
    finished_at: datetime | None
    purpose: str
    token: str


def _rows_of_today(office: Office, now: datetime) -> list[_Row]:
    rows = tickets_today(office, now).filter(visit__isnull=False)
    named = rows.annotate(purpose=F("visit__purpose"), token=F("visit__pass_token"))
    return [_Row(*row) for row in named.values_list(*_Row._fields)]


def _calls(office: Office, now: datetime) -> tuple[Call, ...]:
    """Of each number its latest call."""
    events = TicketEvent.objects.filter(office=office, at__gte=midnight(office, now), kind__in=CALLS)
    found: dict[str, Call] = {}
    for event in events.select_related("ticket").order_by("-id")[: 4 * CALLS_SHOWN]:
        call = Call(event.pk, event.ticket.number, event.counter)
        found.setdefault(call.number, call)
    return tuple(found.values())[:CALLS_SHOWN]


def _room_shown(today: list[_Row]) -> Room | None:
    """The one most people sit in."""
    seats = [row.room_id for row in today if row.room_id and not row.finished_at]
    return Room.objects.filter(pk=max(set(seats), key=seats.count)).first() if seats else None


def _standings(office: Office, today: list[_Row], now: datetime) -> dict[str, Standing]:
    rows = [row for row in today if row.state == State.WAITING]
    rows.sort(key=lambda row: (row.entered_at is None, row.stands_at, row.pk))
    line = [InTurn(row.pk, row.purpose, row.counter) for row in rows]
    counters = _open_counters(office, today, now)
    waits = expected_waits(line, counters, _takes(office, today, now), now)
    before = how_many_before(line, counters)
    return {
        row.token: Standing(
            row.number, row.state, row.seat, row.counter, row.entered_at is not None, before.get(row.pk, 0),
            waits.get(row.pk),
        )
        for row in today
    }  # fmt: skip


def _open_counters(office: Office, today: list[_Row], now: datetime) -> list[OpenCounter]:
    """Which called lately; for what none of these serves, those that are planned."""
    counters = counters_today(office, now)
    busy = {row.counter: row for row in today if row.state == State.CALLED}
    lately = {row.counter for row in today if row.called_at and row.called_at > now - OPEN_FOR} | set(busy)
    served = {purpose for name in lately & set(counters) for purpose in counters[name]}
    return [
        _open(name, frozenset(serves), busy.get(name))
        for name, serves in counters.items()
        if name in lately or not serves <= served
    ]


def _open(name: str, serves: frozenset[str], there: _Row | None) -> OpenCounter:
    return OpenCounter(name, serves, there.called_at, there.purpose) if there else OpenCounter(name, serves)


def _takes(office: Office, today: list[_Row], now: datetime) -> dict[str, timedelta]:
    """Purpose -> how long a service takes now."""
    start = midnight(office, now)
    sessions = Session.objects.filter(office=office, starts_at__gte=start, starts_at__lt=start + DAY)
    planned = dict(sessions.values_list("purpose", "service_minutes"))
    return {
        purpose: service_time(
            timedelta(minutes=planned[purpose]) if purpose in planned else USUAL, _measured(today, purpose)
        )
        for purpose in Purpose.values
    }


def _measured(today: list[_Row], purpose: str) -> list[timedelta]:
    """From the call to the end, the latest first."""
    served = [row for row in today if row.state == State.FINISHED and row.purpose == purpose]
    spans = [(row.called_at, row.finished_at) for row in served if row.called_at and row.finished_at]
    return [end - start for start, end in sorted(spans, key=lambda span: span[1], reverse=True)]
