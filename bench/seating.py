"""How many chairs a hall has for people who keep their distance: measured by hand (greedy) and by the best choice.

    python -m bench.seating [--rounds N]

Printed for halls of several sizes are the chairs of both, whether the best is proven, the seconds (median) and the
ratios. The allowance is 0.2 s for 60 chairs and 5 s for 300.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable

from lojar.visits.rules.plan import Chair, Circle, grid
from lojar.visits.rules.seating import Seating, choose_greedily, choose_seats

DOOR = (Circle(0.0, 0.0, 1.2),)
ALLOWED_S = {60: 0.2, 300: 5.0}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=3)
    rounds = asked.parse_args().rounds
    return max([_measure(name, chairs, distance, rounds) for name, chairs, distance in _halls()])


def _halls() -> list[tuple[str, tuple[Chair, ...], float]]:
    return [
        ("60 in rows, 1.0 m", grid(6, 10, spacing=0.55, row_spacing=0.9), 1.0),
        ("60 anywhere, 1.0 m", _anywhere(60, 6.0), 1.0),
        ("300 in rows, 1.0 m", grid(15, 20, spacing=0.55, row_spacing=0.9), 1.0),
        ("300 in rows, 1.5 m", grid(15, 20, spacing=0.55, row_spacing=0.9), 1.5),
        ("300 anywhere, 1.0 m", _anywhere(300, 14.0), 1.0),
    ]


def _anywhere(number: int, side: float) -> tuple[Chair, ...]:
    """Chairs as people leave them behind; the same ones in every run."""
    drawn = random.Random(number)
    return tuple(Chair(f"{i}", drawn.uniform(0, side), drawn.uniform(0, side)) for i in range(number))


def _measure(name: str, chairs: tuple[Chair, ...], distance: float, rounds: int) -> int:
    by_hand, hand_s = _timed(lambda: choose_greedily(chairs, distance=distance, kept_free=DOOR), rounds)
    best, best_s = _timed(lambda: choose_seats(chairs, distance=distance, kept_free=DOOR), rounds)
    more = len(best.chosen) / len(by_hand.chosen)
    proof = "proven" if best.proven else f"at most {best.at_most}"
    print(
        f"{name:22} greedy {len(by_hand.chosen):3} in {hand_s:.4f} s   best {len(best.chosen):3} ({proof}) in "
        f"{best_s:.3f} s   chairs x{more:.2f}   time x{best_s / hand_s:.0f}"
    )
    return int(best_s > ALLOWED_S[len(chairs)])


def _timed(choose: Callable[[], Seating], rounds: int) -> tuple[Seating, float]:
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        seating = choose()
        took.append(time.perf_counter() - begun)
    return seating, statistics.median(took)


if __name__ == "__main__":
    sys.exit(main())
