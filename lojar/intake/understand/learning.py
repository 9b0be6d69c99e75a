"""Makes a model from sentences that say what they mean: softmax regression by plain gradient steps, in pure Python.

Whoever teaches it again from the same sentences gets the same model, to the digit.
"""

from collections import Counter
from collections.abc import Sequence
from math import log
from random import Random

from .model import Model, Seen, softmax

ROUNDS = 6
PACE, PACE_LEFT = 2.2, 0.12  # of the first and of the last round
DECAY = 0.00006  # of all weights, a step
NEGLIGIBLE = 0.03  # a gradient that moves nothing
SEEN_AT_LEAST = 2  # sentences that a feature must occur in
FAINTEST = 0.1  # weights below change no decision (docs/decisions/0013)
SURE_ENOUGH = 0.9  # a sentence taught later is known by then
MOST_REPEATS = 40
BIAS_PACE = 0.02  # a meaning is not likelier because more was written of it

Lesson = tuple[Seen, str]
Row = dict[int, float]
Prepared = tuple[list[tuple[Row, float]], int]
"""The rows of the features of a sentence, which all sentences share, with how much each weighs; and the meaning."""


def teach(lessons: Sequence[Lesson], *, rounds: int = ROUNDS, seed: int = 7) -> Model:
    """`lessons` are features with the meaning they have."""
    meanings = tuple(sorted({meaning for _, meaning in lessons}))
    met = Counter(name for seen, _ in lessons for name, _ in seen)
    weights: dict[str, Row] = {name: {} for name, times in met.items() if times >= SEEN_AT_LEAST}
    bias = [0.0] * len(meanings)
    todo = _prepared(lessons, weights, {meaning: at for at, meaning in enumerate(meanings)})
    dice = Random(seed)  # noqa: S311 - an order of lessons, not a secret
    for at in range(rounds):
        pace = PACE * (PACE_LEFT / PACE) ** (at / max(1, rounds - 1))
        dice.shuffle(todo)
        for rows, meant in todo:
            _step(rows, meant, bias, pace)
        _fade(weights, (1 - DECAY * pace) ** len(todo))
    return Model(meanings, _compact(weights), tuple(bias))


def calibrated(model: Model, lessons: Sequence[Lesson]) -> Model:
    """With the heat at which the probabilities fit best what is true on sentences that were not learnt."""
    place = {meaning: at for at, meaning in enumerate(model.meanings)}
    told = [(model.scores(seen), place[meaning]) for seen, meaning in lessons if meaning in place]
    heats = [0.4 + 0.05 * step for step in range(60)]
    best = min(heats, key=lambda heat: -sum(log(max(1e-9, softmax(s, heat)[at])) for s, at in told))
    return Model(model.meanings, model.weights, model.bias, best)


def taught(model: Model, lessons: Sequence[Lesson], *, pace: float = 0.6) -> Model:
    """The model with some more sentences, such as an office's own: small steps until each is known, and no further.
    Meanings may be new."""
    meanings = (*model.meanings, *sorted({m for _, m in lessons}.difference(model.meanings)))
    place = {meaning: at for at, meaning in enumerate(meanings)}
    bias = [*model.bias, *(0.0 for _ in meanings[len(model.bias) :])]
    weights = {name: dict(model.weights.get(name, ())) for seen, _ in lessons for name, _ in seen}
    todo = _prepared(lessons, weights, place)
    for _ in range(MOST_REPEATS):
        missed = [each for each in todo if softmax(_sums(each[0], bias), model.heat)[each[1]] < SURE_ENOUGH]
        for rows, meant in missed:
            _step(rows, meant, bias, pace)
        if not missed:
            break
    changed = {name: tuple(sorted(row.items())) for name, row in weights.items() if row}
    return Model(meanings, {**model.weights, **changed}, tuple(bias), model.heat)


def _prepared(lessons: Sequence[Lesson], weights: dict[str, Row], place: dict[str, int]) -> list[Prepared]:
    return [([(weights[n], v) for n, v in seen if n in weights], place[meaning]) for seen, meaning in lessons]


def _sums(rows: list[tuple[Row, float]], bias: list[float]) -> list[float]:
    sums = list(bias)
    for row, value in rows:
        for at, weight in row.items():
            sums[at] += weight * value
    return sums


def _step(rows: list[tuple[Row, float]], meant: int, bias: list[float], pace: float) -> None:
    """Along the gradient of the likelihood of what was meant."""
    steps = [(at, (at == meant) - chance) for at, chance in enumerate(softmax(_sums(rows, bias)))]
    moving = [(at, pace * step) for at, step in steps if abs(step) > NEGLIGIBLE]
    for at, step in moving:
        bias[at] += BIAS_PACE * step
    for row, value in rows:
        for at, step in moving:
            row[at] = row.get(at, 0.0) + step * value


def _fade(weights: dict[str, Row], factor: float) -> None:
    for row in weights.values():
        for at in row:
            row[at] *= factor


def _compact(weights: dict[str, Row]) -> dict[str, tuple[tuple[int, float], ...]]:
    kept = {
        name: tuple((at, weight) for at, weight in sorted(row.items()) if abs(weight) >= FAINTEST)
        for name, row in weights.items()
    }
    return {name: row for name, row in kept.items() if row}
