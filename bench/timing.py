"""How long something takes, asked many times."""

import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, sorted; three rounds before them are not counted."""
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile of sorted times."""
    return times[int(len(times) * 0.95)]
