"""Which chairs may be sat on: as many as possible, each at least the distance from every other.

It is a largest independent set. Chairs that are all too near to each other (a clique) hold one person: with one
constraint a clique instead of one a pair, the integer program is so tight that it is mostly solved at its root.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .plan import Chair, KeptFree, conflicts, usable

TIME_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Seating:
    """`chosen` in reading order. `at_most`: no choice can have more chairs. `proven`: this is the largest number."""

    chosen: tuple[Chair, ...]
    at_most: int

    @property
    def proven(self) -> bool:
        return len(self.chosen) >= self.at_most


def choose_seats(
    chairs: Iterable[Chair],
    *,
    distance: float,
    kept_free: Iterable[KeptFree] = (),
    households: Iterable[Collection[str]] = (),
    in_seconds: float = TIME_LIMIT_S,
) -> Seating:
    """The largest choice found in the time, never smaller than the greedy one; of several as large, one with the
    most wheelchair places. `distance` in metres; `households`: groups of chairs that may be taken side by side."""
    left = usable(chairs, kept_free)
    near = conflicts(left, distance, households)
    cliques = cover(near)
    by_hand = _greedy(near)
    solved, at_most = _solve(left, cliques, in_seconds) if in_seconds > 0 else (set[int](), len(left))
    best = solved if _worth(left, solved) >= _worth(left, by_hand) else by_hand
    return Seating(tuple(left[i] for i in sorted(best)), at_most)


def choose_greedily(
    chairs: Iterable[Chair],
    *,
    distance: float,
    kept_free: Iterable[KeptFree] = (),
    households: Iterable[Collection[str]] = (),
) -> Seating:
    """As a person with a measuring rod would: from the front, every chair that is far enough. Nothing is proven."""
    left = usable(chairs, kept_free)
    chosen = _greedy(conflicts(left, distance, households))
    return Seating(tuple(left[i] for i in sorted(chosen)), len(left))


def people_inside(seating: Seating, limit: int | None = None) -> int:
    """Nobody stands: as many people as chairs, or fewer where the protocol says so."""
    return len(seating.chosen) if limit is None else min(limit, len(seating.chosen))


def cover(near: Sequence[set[int]]) -> list[list[int]]:
    """Cliques that no chair can be added to, so that every pair too near stands in one of them at least."""
    covered: set[tuple[int, int]] = set()
    found = []
    for i, others in enumerate(near):
        for j in sorted(others):
            if i < j and (i, j) not in covered:
                clique = _grown(near, i, j)
                covered.update((a, b) for a in clique for b in clique if a < b)
                found.append(clique)
    return found


def _grown(near: Sequence[set[int]], i: int, j: int) -> list[int]:
    """Taking at each step the chair that leaves the most candidates."""
    clique, candidates = [i, j], near[i] & near[j]
    while candidates:
        best = max(sorted(candidates), key=lambda k: len(candidates & near[k]))
        clique.append(best)
        candidates &= near[best]
    return sorted(clique)


def _greedy(near: Sequence[set[int]]) -> set[int]:
    chosen: set[int] = set()
    for i, others in enumerate(near):
        if not others & chosen:
            chosen.add(i)
    return chosen


def _worth(chairs: Sequence[Chair], chosen: Collection[int]) -> tuple[int, int]:
    return len(chosen), sum(chairs[i].wheelchair for i in chosen)


def _solve(chairs: Sequence[Chair], cliques: Sequence[list[int]], in_seconds: float) -> tuple[set[int], int]:
    """Places of the chosen chairs (none where the time was too short), and how many there can be at most."""
    if not chairs:
        return set(), 0
    solver = _program(chairs, cliques, in_seconds)
    solver.run()
    info = solver.getInfo()
    # One wheelchair place less than one chair: worth n + 2 against n + 1 for any other.
    reached = math.floor(info.mip_dual_bound / (len(chairs) + 1) + 1e-6) if _is_known(info) else len(chairs)
    values = list(solver.getSolution().col_value)
    chosen = {i for i, value in enumerate(values) if value > 0.5}
    is_sound = info.primal_solution_status == 2 and all(len(chosen & set(clique)) <= 1 for clique in cliques)
    return (chosen if is_sound else set()), min(reached, len(chairs))


def _is_known(info: Any) -> bool:
    return math.isfinite(info.mip_dual_bound) and info.mip_dual_bound >= 0


def _program(chairs: Sequence[Chair], cliques: Sequence[list[int]], in_seconds: float) -> Any:
    """One thread, one seed, no gap: the same hall gets the same chairs on every machine that has the time."""
    import highspy  # and numpy with it: only who chooses seats pays for them

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    wanted = {
        "output_flag": False, "threads": 1, "random_seed": 0, "time_limit": float(in_seconds), "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.5,
    }  # fmt: skip
    for name, value in wanted.items():
        solver.setOptionValue(name, value)
    for i, chair in enumerate(chairs):
        solver.addVar(0.0, 1.0)
        solver.changeColIntegrality(i, highspy.HighsVarType.kInteger)
        solver.changeColCost(i, float(len(chairs) + 1 + chair.wheelchair))
    for clique in cliques:
        solver.addRow(-highspy.kHighsInf, 1.0, len(clique), clique, [1.0] * len(clique))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver
