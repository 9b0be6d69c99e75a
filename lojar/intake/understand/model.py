"""A linear model over features: how likely each meaning is. Only weights and sums; `learning` makes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

Seen = Sequence[tuple[str, float]]
"""Features of a message, each with how much it weighs in it."""
SCALE = 100  # weights are written as whole hundredths


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` per feature: position of the meaning, weight. `heat` divides the scores, so that chances are true."""

    meanings: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    bias: tuple[float, ...]
    heat: float = 1.0

    def scores(self, seen: Seen) -> list[float]:
        sums = list(self.bias)
        weights = self.weights
        for name, value in seen:
            for at, weight in weights.get(name, ()):
                sums[at] += weight * value
        return sums

    def ranked(self, seen: Seen) -> list[tuple[str, float]]:
        """Every meaning with its probability, likeliest first."""
        chances = softmax(self.scores(seen), self.heat)
        return sorted(zip(self.meanings, chances, strict=True), key=lambda each: -each[1])

    def lines(self, made_from: str) -> Iterator[str]:
        """As text: the fingerprint of the sentences it was made from, heat, meanings, bias, then a feature a line."""
        yield made_from
        yield f"{self.heat:.4f}"
        yield " ".join(self.meanings)
        yield " ".join(str(round(each * SCALE)) for each in self.bias)
        for name in sorted(self.weights):
            row = [(at, round(weight * SCALE)) for at, weight in self.weights[name]]
            told = " ".join(f"{at}:{weight}" for at, weight in row if weight)
            if told:
                yield f"{name}\t{told}"


def softmax(scores: list[float], heat: float = 1.0) -> list[float]:
    top = max(scores)
    raised = [exp((score - top) / heat) for score in scores]
    total = sum(raised)
    return [each / total for each in raised]


def read_model(lines: Iterable[str]) -> tuple[Model, str]:
    """The model and the fingerprint of what it was made from."""
    told = iter(lines)
    made_from, heat, meanings, bias = (next(told).rstrip("\n") for _ in range(4))
    weights = {}
    for line in told:
        name, _, row = line.rstrip("\n").partition("\t")
        weights[name] = tuple(
            (int(at), int(w) / SCALE) for at, _, w in (each.partition(":") for each in row.split())
        )
    return Model(
        tuple(meanings.split()), weights, tuple(int(each) / SCALE for each in bias.split()), float(heat)
    ), made_from
