"""How many can be served, and when: a shift cut into sessions, each with its places. All moments are aware."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from .urgency import Mode

SESSION_MINUTES = 60
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Shift:
    """When a counter is staffed. `breaks` may overlap each other, touch the ends, or lie outside."""

    starts_at: datetime
    ends_at: datetime
    breaks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """How the hall is run from `starts_at` until the next one begins; before the first it is NORMAL."""

    starts_at: datetime
    mode: Mode
    capacity: int = 0  # parties inside at once; only LIMITED minds it


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time, UTC, with its number of places: one place is one service for one party."""

    starts_at: datetime
    ends_at: datetime
    places: int


def sessions_of(
    shift: Shift,
    *,
    service_minutes: int,
    protocols: Sequence[Protocol] = (),
    taken: Sequence[Slot] = (),
    session_minutes: int = SESSION_MINUTES,
) -> tuple[Slot, ...]:
    """The sessions of a shift that have a place, in order. `taken`: what other counters of the same hall have at that
    time already, which keeps its places. ValueError: a shift or a service that takes no time."""
    if service_minutes < 1 or session_minutes < 1 or shift.ends_at <= shift.starts_at:
        raise ValueError("a shift, a session and a service all take time")
    length = timedelta(minutes=max(session_minutes, service_minutes))
    pieces = (piece for stretch in _stretches(shift) for piece in _cut(stretch, length))
    wanted = [Slot(*span, places_in(span, service_minutes, protocols)) for span in pieces]
    return tuple(slot for slot in share(wanted, protocols, taken=taken) if slot.places)


def places_in(span: Span, service_minutes: int, protocols: Sequence[Protocol] = ()) -> int:
    """How many services fit into the time in which the hall is open, one after the other."""
    opened = (end - start for mode, _, start, end in _parts(span, protocols) if mode != Mode.CLOSED)
    return int(sum(opened, timedelta()) // timedelta(minutes=service_minutes))


def mode_of(span: Span, protocols: Sequence[Protocol] = ()) -> Mode:
    """The strictest way in which the hall is run while it is open; CLOSED where it opens at no time of the span."""
    modes = {mode for mode, *_ in _parts(span, protocols)}
    strictest = (mode for mode in (Mode.LIMITED, Mode.NORMAL) if mode in modes)
    return next(strictest, Mode.CLOSED)


def share(
    wanted: Sequence[Slot],
    protocols: Sequence[Protocol],
    *,
    taken: Sequence[Slot] = (),
    booked: Iterable[int] = (),
) -> tuple[Slot, ...]:
    """`wanted` with as many of its places as a limited hall has room for. First come the bookings (for each, oldest
    first, the number of its slot); the rest is dealt out one by one in turn, so that no counter goes empty while
    another has many."""
    slots = (*wanted, *taken)
    given = [0] * len(wanted) + [slot.places for slot in taken]
    has_room = _room_in(slots, given, [_capacity(slot, protocols) for slot in slots])
    for number in booked:
        given[number] += given[number] < wanted[number].places and has_room(number)
    growing = list(range(len(wanted)))
    while growing := [n for n in growing if given[n] < wanted[n].places and has_room(n)]:
        for number in growing:
            # Asked again: in this round another one may have got the last.
            given[number] += has_room(number)
    return tuple(replace(slot, places=places) for slot, places in zip(wanted, given, strict=False))


def _room_in(
    slots: Sequence[Slot], given: Sequence[int], capacities: Sequence[int | None]
) -> Callable[[int], bool]:
    """Whether a slot may have one more, looking at `given` as it is then. A hall is fullest when something begins."""
    moments = sorted({slot.starts_at for slot in slots})
    inside = {
        at: [n for n, slot in enumerate(slots) if slot.starts_at <= at < slot.ends_at] for at in moments
    }
    limits = {
        at: min((limit for n in there if (limit := capacities[n]) is not None), default=None)
        for at, there in inside.items()
    }

    def has_room(number: int) -> bool:
        meant = [(at, limits[at]) for at in moments if number in inside[at]]
        return all(limit is None or sum(given[n] for n in inside[at]) < limit for at, limit in meant)

    return has_room


def _capacity(slot: Slot, protocols: Sequence[Protocol]) -> int | None:
    """The smallest of the limits during the slot, or None."""
    parts = _parts((slot.starts_at, slot.ends_at), protocols)
    return min((capacity for mode, capacity, *_ in parts if mode == Mode.LIMITED), default=None)


def _parts(span: Span, protocols: Iterable[Protocol]) -> Iterator[tuple[Mode, int, datetime, datetime]]:
    """The span in pieces, (mode, capacity, start, end), each under one protocol."""
    start, end = _utc(span)
    before = Protocol(datetime.min.replace(tzinfo=UTC), Mode.NORMAL)
    after = Protocol(datetime.max.replace(tzinfo=UTC), Mode.NORMAL)
    ordered = [before, *sorted(protocols, key=lambda protocol: protocol.starts_at), after]
    for protocol, following in pairwise(ordered):
        begins, ends = max(start, protocol.starts_at), min(end, following.starts_at)
        if begins < ends:
            yield protocol.mode, protocol.capacity, begins.astimezone(UTC), ends.astimezone(UTC)


def _stretches(shift: Shift) -> Iterator[Span]:
    """What the breaks leave of the shift."""
    begins, closes = _utc((shift.starts_at, shift.ends_at))
    for pause, back in sorted(map(_utc, shift.breaks)):
        if begins < min(pause, closes):
            yield begins, min(pause, closes)
        begins = max(begins, back)
    if begins < closes:
        yield begins, closes


def _cut(stretch: Span, length: timedelta) -> Iterator[Span]:
    start, end = stretch
    while start < end:
        yield start, min(start + length, end)
        start += length


def _utc(span: Span) -> Span:
    """Between two moments of one zone Python counts by the wall clock, which can be changed in between."""
    start, end = span
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    return start.astimezone(UTC), end.astimezone(UTC)
