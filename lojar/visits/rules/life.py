"""What may happen to a visit, as one table that the actions obey."""

from datetime import datetime, timedelta
from enum import StrEnum

from lojar.applications.rules.lifecycle import NotAllowed

HOLD_LASTS = timedelta(minutes=10)
OFFER_LASTS = timedelta(minutes=30)  # to a person who does not sit before the choice


class State(StrEnum):
    HELD = "held"
    BOOKED = "booked"
    ARRIVED = "arrived"
    SERVED = "served"
    CANCELLED = "cancelled"
    MISSED = "missed"
    DISPLACED = "displaced"  # the session lost the place; the person still has a claim to another
    LAPSED = "lapsed"  # held, and not booked in time; or waited in vain
    WAITING = "waiting"  # in line for a day that is full


class Step(StrEnum):
    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    OFFER = "offer"
    ARRIVE = "arrive"
    SERVE = "serve"
    LEAVE = "leave"
    COME_BACK = "come_back"


TABLE: dict[Step, frozenset[State]] = {
    Step.BOOK: frozenset({State.HELD}),
    Step.OFFER: frozenset({State.WAITING}),
    Step.CHANGE: frozenset({State.BOOKED, State.DISPLACED}),
    Step.CANCEL: frozenset({State.WAITING, State.HELD, State.BOOKED, State.DISPLACED}),
    Step.ARRIVE: frozenset({State.BOOKED}),
    Step.SERVE: frozenset({State.ARRIVED}),
    Step.LEAVE: frozenset({State.ARRIVED}),
    Step.COME_BACK: frozenset({State.MISSED}),
}
# One person has at most one of these for a purpose.
OPEN = frozenset({State.WAITING, State.HELD, State.BOOKED, State.DISPLACED, State.ARRIVED})
# Besides these a place is taken by whoever holds it, as long as the hold lasts.
TAKES_A_PLACE = frozenset({State.BOOKED, State.ARRIVED, State.SERVED})
HAS_COME = frozenset({State.ARRIVED, State.SERVED})


def must_allow(state: str, step: Step) -> None:
    """NotAllowed("wrong_status", status=, step=)."""
    if state not in TABLE[step]:
        raise NotAllowed("wrong_status", status=str(state), step=str(step))


def is_held(state: str, held_until: datetime | None, now: datetime) -> bool:
    """In its last moment a hold is over: the place is somebody else's from then on."""
    return state == State.HELD and held_until is not None and now < held_until


def must_be_held(state: str, held_until: datetime | None, now: datetime) -> None:
    """NotAllowed("hold_expired"), also after it was swept up; wrong_status where it is no hold."""
    if state == State.LAPSED or (state == State.HELD and not is_held(state, held_until, now)):
        raise NotAllowed("hold_expired", until=held_until)
    must_allow(state, Step.BOOK)


def is_booked_already(state: str, booked_at: datetime | None) -> bool:
    """Said again, a booking is the same booking, whatever the day has brought since; a cancelled one is none."""
    return booked_at is not None and state != State.CANCELLED
