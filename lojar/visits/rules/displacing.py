"""Who keeps their place when there are fewer than were given: whoever came already, then the oldest bookings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .slots import Protocol, Span, places_in
from .urgency import Mode


@dataclass(frozen=True, slots=True)
class Booking:
    """A place that is taken in one session."""

    key: int
    booked_at: datetime
    has_come: bool = False
    is_held: bool = False  # still choosing: nothing was promised
    must_come: bool = True  # has an urgent reason, or cannot be served from afar


def displaced(bookings: Iterable[Booking], *, places: int, mode: Mode = Mode.NORMAL) -> tuple[int, ...]:
    """Keys of those that lose their place when the session has `places` under `mode`; the oldest first, which is the
    order in which they are offered another. Nobody who came is sent away, also where that is one too many."""
    in_order = sorted(bookings, key=_rank)
    staying = [booking.key for booking in in_order if booking.has_come]
    others = [booking for booking in in_order if not booking.has_come]
    allowed = [booking.key for booking in others if _may_stay(booking, mode)]
    staying += allowed[: max(0, places - len(staying))]
    return tuple(booking.key for booking in in_order if booking.key not in staying)


def claims(slots: Sequence[tuple[Mode, Iterable[Booking]]]) -> tuple[int, ...]:
    """For slots.share: the number of its slot for every booking that may stay, whoever came first, then by age."""
    staying = [
        (not booking.has_come, *_rank(booking), number)
        for number, (mode, bookings) in enumerate(slots)
        for booking in bookings
        if booking.has_come or _may_stay(booking, mode)
    ]
    return tuple(number for *_, number in sorted(staying))


def places_when_shortened(
    places: int, shorter: Span, *, service_minutes: int, protocols: tuple[Protocol, ...] = ()
) -> int:
    """Never more than before: a session that lost places for another reason does not win them back."""
    return min(places, places_in(shorter, service_minutes, protocols))


def _may_stay(booking: Booking, mode: Mode) -> bool:
    return mode == Mode.NORMAL or (mode == Mode.LIMITED and booking.must_come)


def _rank(booking: Booking) -> tuple[bool, datetime, int]:
    return booking.is_held, booking.booked_at, booking.key
