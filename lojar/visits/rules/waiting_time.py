"""How long somebody will still wait: the line is played through, counter by counter."""

import heapq
from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PLANNED_COUNTS = 3  # as many services as the plan is worth beside those that were measured
LATEST = 20  # services that say how fast it goes now
LONGEST = timedelta(minutes=60)  # somebody who was forgotten at a counter says nothing about the others
STILL = 0.2  # of a service, for one that takes longer than usual already

Kind = tuple[str, str]  # what for, and the only counter that may call, or ""


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """`serves` empty: everything; `busy_since` None: nobody is there."""

    name: str
    serves: frozenset[str] = frozenset()
    busy_since: datetime | None = None
    busy_with: str = ""


@dataclass(frozen=True, slots=True)
class InTurn:
    """One of the line, in its order. `counter`: the only one that may call it, or ""."""

    key: int
    purpose: str
    counter: str = ""


def service_time(planned: timedelta, measured: Iterable[timedelta]) -> timedelta:
    """Of one purpose; `measured`: the latest first. The plan counts as a few services, so that the first long one of a
    morning does not frighten everybody."""
    lately = [min(each, LONGEST) for each in measured][:LATEST]
    return (planned * PLANNED_COUNTS + sum(lately, timedelta())) / (PLANNED_COUNTS + len(lately))


def expected_waits(
    line: Sequence[InTurn], counters: Collection[OpenCounter], takes: Mapping[str, timedelta], now: datetime
) -> dict[int, timedelta]:
    """Key -> how long until they are called; whom no open counter serves is left out."""
    every, waits, lines = list(counters), dict[int, timedelta](), _by_kind(line)
    free = [(_free_at(counter, takes, now), n) for n, counter in enumerate(every)]
    heapq.heapify(free)
    while free:
        at, n = heapq.heappop(free)
        mine = [kind for kind, left in lines.items() if left and _may_call(every[n], kind)]
        if mine:  # else nobody of this line is for that counter any more
            place, key = lines[min(mine, key=lambda kind: lines[kind][0])].popleft()
            waits[key] = at - now
            heapq.heappush(free, (at + takes[line[place].purpose], n))
    return waits


def how_many_before(line: Sequence[InTurn], counters: Collection[OpenCounter]) -> dict[int, int]:
    """Key -> how many stand earlier for a counter that they wait for too."""
    serving = {kind: {each.name for each in counters if _may_call(each, kind)} for kind in map(_kind, line)}
    stood, before = Counter[Kind](), {}
    for each in line:
        kind = _kind(each)
        before[each.key] = sum(many for other, many in stood.items() if serving[other] & serving[kind])
        stood[kind] += 1
    return before


def _by_kind(line: Sequence[InTurn]) -> dict[Kind, deque[tuple[int, int]]]:
    """Kind -> (place in the line, key), the first one first: a line of hundreds has a handful of kinds."""
    lines: dict[Kind, deque[tuple[int, int]]] = {}
    for place, each in enumerate(line):
        lines.setdefault(_kind(each), deque()).append((place, each.key))
    return lines


def _kind(each: InTurn) -> Kind:
    return each.purpose, each.counter


def in_minutes(wait: timedelta) -> int:
    """As it is told: to the minute when it is near, else in fives."""
    minutes = wait / timedelta(minutes=1)
    return max(0, round(minutes)) if minutes < 10 else 5 * round(minutes / 5)


def _free_at(counter: OpenCounter, takes: Mapping[str, timedelta], now: datetime) -> datetime:
    if counter.busy_since is None:
        return now
    usual = takes.get(counter.busy_with, max(takes.values(), default=timedelta()))
    return max(counter.busy_since + usual, now + usual * STILL)


def _may_call(counter: OpenCounter, kind: Kind) -> bool:
    purpose, only = kind
    if only:
        return only == counter.name
    return not counter.serves or purpose in counter.serves
