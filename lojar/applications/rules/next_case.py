"""Which case an officer is handed next, and why that one.

The line is ordered by the day the case is promised for, what is urgent first within a day, then by age. All of it hangs
on the first sending, which no correction moves: whoever writes again never falls back. Every third case goes to the
service that has waited longest for its turn, so that one flooded service does not keep the others waiting for days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

A_TURN_IN = 3  # two of three cases go by promise alone
NEVER = datetime.min.replace(tzinfo=UTC)
# What an officer had in hand lately and left again, they are handed last: they had a reason to leave it.
LEFT_LATELY = timedelta(hours=4)


class Why(StrEnum):
    LATE = "late"  # promised, and past
    OVERDUE = "overdue"  # nobody has looked at it for longer than the whole service takes
    TURN = "turn"
    CORRECTED = "corrected"
    MOURNING = "mourning"
    OFFICER_WANTED = "officer_wanted"
    TODAY = "today"
    NEAREST = "nearest"
    LEFT_BEFORE = "left_before"  # nothing else is free


class Urgency(StrEnum):
    NONE = ""
    MOURNING = "mourning"
    OFFICER_WANTED = "officer_wanted"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`due_at`: what was promised; before that, what would have been if it had been accepted as it came."""

    pk: int
    service: str
    since: datetime
    due_at: datetime
    promised: bool = False
    corrected: bool = False
    urgency: Urgency = Urgency.NONE
    left_before: bool = False


@dataclass(frozen=True, slots=True)
class Turns:
    """How many cases the office was handed so far, and when each service last was."""

    handed: int = 0
    last: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def is_due(self) -> bool:
        return self.handed % A_TURN_IN == A_TURN_IN - 1


@dataclass(frozen=True, slots=True)
class Next:
    pk: int
    why: Why


def in_line(waiting: Iterable[Waiting], turns: Turns, *, now: datetime, zone: tzinfo) -> list[Next]:
    """All of them, the one to take first."""
    line = sorted(waiting, key=lambda case: _place(case, zone))
    first = _whose_turn_it_is(line, turns) if turns.is_due else None
    # Where the turn falls on what comes first anyway, the better reason is told.
    ahead = [] if first is None or first is line[0] else [Next(first.pk, Why.TURN)]
    return ahead + [Next(case.pk, _why(case, now, zone)) for case in line if not ahead or case is not first]


def _place(case: Waiting, zone: tzinfo) -> tuple[object, ...]:
    due_on = case.due_at.astimezone(zone).date()
    return (case.left_before, due_on, case.urgency == Urgency.NONE, case.since, case.pk)


def _whose_turn_it_is(line: list[Waiting], turns: Turns) -> Waiting | None:
    """The first of its service; of services that never had a turn, the one whose case stands first in line."""
    fresh = [case for case in line if not case.left_before]
    return min(fresh, key=lambda case: turns.last.get(case.service, NEVER), default=None)


def _why(case: Waiting, now: datetime, zone: tzinfo) -> Why:
    if case.left_before:
        return Why.LEFT_BEFORE
    if case.due_at < now:
        return Why.LATE if case.promised else Why.OVERDUE
    if case.corrected:
        return Why.CORRECTED
    if case.urgency != Urgency.NONE:
        return Why(case.urgency.value)
    is_today = case.due_at.astimezone(zone).date() == now.astimezone(zone).date()
    return Why.TODAY if is_today else Why.NEAREST
