"""Who is called next at a counter, and why.

Everybody gets a place in line once, when they come: a moment. Whoever stands earlier is called earlier. What lifts a
person is a fixed stretch of time, so waiting lifts as much as being old does, and nobody starves: who came later by
more than all of it is called later.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD = {
    "first": timedelta(minutes=30),  # elderly, pregnant, disabled, with an infant
    "appointment": timedelta(minutes=15),
    "urgent": timedelta(minutes=15),
}
MOST_AHEAD = sum(AHEAD.values(), timedelta())
BACK = 3  # places, for who is called and not there
MOST_SKIPPED = 3
MISTAKEN = timedelta(minutes=5)
A_BLINK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class InLine:
    """One number that waits. `counter`: the only one that may call it, or ""."""

    key: int
    stands_at: datetime
    purpose: str = ""
    counter: str = ""
    lifted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """`reason`: transferred, first, appointment, urgent or longest: what put this one before the others."""

    key: int
    reason: str


def place_in_line(
    arrived_at: datetime, *, due_at: datetime | None = None, lifted_by: Iterable[str] = ()
) -> datetime:
    """Who comes before their time waits for it, who comes late has lost it."""
    since = max(arrived_at, due_at) if due_at else arrived_at
    return since - sum((AHEAD[reason] for reason in lifted_by), timedelta())


def lifts(*, due_at: datetime | None, is_urgent: bool, marks: Collection[str]) -> tuple[str, ...]:
    """The weightiest first."""
    found = {"first": bool(marks), "appointment": due_at is not None, "urgent": is_urgent}
    return tuple(reason for reason in AHEAD if found[reason])


def call_order(line: Iterable[InLine], *, counter: str, purposes: Collection[str] = ()) -> list[Next]:
    """Whom this counter may call, in order. `purposes`: what it serves, none named is everything; who was sent to
    this counter is served whatever they came for, and before the others."""
    mine = [each for each in line if _is_for(each, counter, purposes)]
    ordered = sorted(mine, key=lambda each: (each.counter != counter, each.stands_at, each.key))
    return [Next(each.key, _reason(each, ordered, counter)) for each in ordered]


def place_after_skip(others: Sequence[datetime], stood_at: datetime) -> datetime:
    """Behind the next few who wait; `others`: where they stand."""
    behind = sorted(each for each in others if each >= stood_at)[:BACK]
    return (behind[-1] if behind else stood_at) + A_BLINK


def place_when_back(stood_at: datetime, *, gone_at: datetime, now: datetime) -> datetime:
    """Taken off by mistake they stand where they stood; else they come as anybody comes now."""
    return stood_at if now - gone_at <= MISTAKEN else max(stood_at, now)


def is_given_up(skipped: int) -> bool:
    return skipped >= MOST_SKIPPED


def _is_for(each: InLine, counter: str, purposes: Collection[str]) -> bool:
    if each.counter:
        return each.counter == counter
    return not purposes or each.purpose in purposes


def _reason(each: InLine, line: Sequence[InLine], counter: str) -> str:
    """What lifted them, where without it another would be before them; else they have waited longest."""
    if each.counter == counter:
        return "transferred"
    passed = (other for other in line if (_came(other), other.key) < (_came(each), each.key))
    is_lifted = any(other.stands_at > each.stands_at for other in passed)
    return each.lifted_by[0] if each.lifted_by and is_lifted else "longest"


def _came(each: InLine) -> datetime:
    return each.stands_at + sum((AHEAD[reason] for reason in each.lifted_by), timedelta())
