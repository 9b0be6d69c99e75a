"""The originals to bring: those the law has taken in, and those only looked at."""

from collections.abc import Collection
from dataclasses import dataclass

from lojar.catalogue.shapes import Answers, Service, Text


@dataclass(frozen=True, slots=True)
class ToBring:
    """`surrender`: it stays at the office; otherwise it is only shown."""

    key: str
    label: Text
    surrender: bool


def what_to_bring(
    service: Service, given: Answers, *, sent: Collection[str] | None = None
) -> tuple[ToBring, ...]:
    """`sent`: keys of the papers that came; an optional paper that never came is not asked for now."""
    return tuple(
        ToBring(paper.key, paper.label, paper.surrender)
        for paper in service.to_bring(given)
        if sent is None or paper.required != "optional" or paper.key in sent
    )
