"""How far off is the wait that somebody is told when they come?

    python -m bench.hall_waits [--days N]

Played through are made-up days with three counters, sixty people who come by chance, services of uneven length
(log-normal), and a plan that is wrong by up to a third. Everybody is told what `visits.rules.waiting_time` says with
what could be known then; the minutes between that and how long it was are printed, beside those of the plan alone and
of the plainest guess: how many before me, times the plan, by the counters.
"""

import argparse
import heapq
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lojar.visits.rules.waiting_time import InTurn, OpenCounter, expected_waits, service_time

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLANNED, COUNTERS, PEOPLE = 10.0, 3, 60
Span = tuple[float, float]


@dataclass(frozen=True)
class Measured:
    """Minutes off, either way."""

    median: float
    nine_of_ten: float
    median_of_plan: float
    median_of_guess: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--days", type=int, default=400)
    seen = measured(asked.parse_args().days)
    print(
        f"off by            {seen.median:.1f} min (median)   {seen.nine_of_ten:.1f} (nine of ten are nearer)"
    )
    print(f"the plan alone    {seen.median_of_plan:.1f} min   ratio {seen.median / seen.median_of_plan:.2f}")
    print(
        f"the plain guess   {seen.median_of_guess:.1f} min   ratio {seen.median / seen.median_of_guess:.2f}"
    )


def measured(days: int) -> Measured:
    chance = random.Random(6)
    told = [each for _ in range(days) for each in _day(chance)]
    off = sorted(abs(mine - real) for mine, _, _, real in told)
    return Measured(
        statistics.median(off),
        off[int(len(off) * 0.9)],
        statistics.median(abs(plan - real) for _, plan, _, real in told),
        statistics.median(abs(guess - real) for _, _, guess, real in told),
    )


def _day(chance: random.Random) -> Iterator[tuple[float, float, float, float]]:
    """For each who came: told by the rule, by the plan alone, by the guess; and how long it was. First come, first
    served."""
    usual = PLANNED * chance.uniform(0.66, 1.33)
    free, spans, at = [0.0] * COUNTERS, list[Span](), 0.0
    for _ in range(PEOPLE):
        at += chance.expovariate(COUNTERS / usual)
        waiting = sum(start > at for start, _ in spans)
        measured_so_far = [(end - start) * MINUTE for start, end in reversed(spans) if end <= at]
        mine = _told(spans, at, service_time(PLANNED * MINUTE, measured_so_far))
        plan, guess = _told(spans, at, PLANNED * MINUTE), waiting * PLANNED / COUNTERS
        start = max(heapq.heappop(free), at)
        spans.append((start, start + chance.lognormvariate(0, 0.5) * usual / 1.13))
        heapq.heappush(free, spans[-1][1])
        yield mine, plan, guess, start - at


def _told(spans: list[Span], at: float, takes: timedelta) -> float:
    busy = [start for start, end in spans if start <= at < end]
    counters = [
        OpenCounter(str(n), busy_since=NOW + start * MINUTE, busy_with="x") for n, start in enumerate(busy)
    ]
    counters += [OpenCounter(f"free {n}") for n in range(COUNTERS - len(busy))]
    last = sum(start > at for start, _ in spans)
    line = [InTurn(n, "x") for n in range(last + 1)]
    return expected_waits(line, counters, {"x": takes}, NOW + at * MINUTE)[last] / MINUTE


if __name__ == "__main__":
    main()
