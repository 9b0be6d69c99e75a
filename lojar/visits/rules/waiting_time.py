"""How long somebody will still wait: the line is played through, counter by counter."""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PLANNED_COUNTS = 3  # as many services as the plan is worth beside those that were measured
LATEST = 20  # services that say how fast it goes now
LONGEST = timedelta(minutes=60)  # somebody who was forgotten at a counter says nothing about the others
STILL = 0.2  # of a service, for one that takes longer than usual already


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
    free = [(_free_at(counter, takes, now), n) for n, counter in enumerate(counters)]
    heapq.heapify(free)
    all_counters, waiting, waits = list(counters), list(line), {}
    while free and waiting:
        at, n = heapq.heappop(free)
        first = next((each for each in waiting if _may_call(all_counters[n], each)), None)
        if first is None:
            continue  # nobody of this line is for that counter
        waiting.remove(first)
        waits[first.key] = at - now
        heapq.heappush(free, (at + takes[first.purpose], n))
    return waits


def how_many_before(line: Sequence[InTurn], counters: Collection[OpenCounter]) -> dict[int, int]:
    """Key -> how many stand earlier for a counter that they wait for too."""
    serving = {each.key: {c.name for c in counters if _may_call(c, each)} for each in line}
    return {
        each.key: sum(bool(serving[each.key] & serving[other.key]) for other in line[:place])
        for place, each in enumerate(line)
    }


def in_minutes(wait: timedelta) -> int:
    """As it is told: to the minute when it is near, else in fives."""
    minutes = wait / timedelta(minutes=1)
    return max(0, round(minutes)) if minutes < 10 else 5 * round(minutes / 5)


def _free_at(counter: OpenCounter, takes: Mapping[str, timedelta], now: datetime) -> datetime:
    if counter.busy_since is None:
        return now
    usual = takes.get(counter.busy_with, max(takes.values(), default=timedelta()))
    return max(counter.busy_since + usual, now + usual * STILL)


def _may_call(counter: OpenCounter, each: InTurn) -> bool:
    if each.counter:
        return each.counter == counter.name
    return not counter.serves or each.purpose in counter.serves
