"""Where on the straightened paper the values stand that were read there."""

from collections.abc import Sequence
from dataclasses import dataclass

from lojar.catalogue.shapes import Text

from .reviewing import Page, Review

MARGIN = 4  # pixels of paper around the writing


@dataclass(frozen=True)
class Mark:
    label: Text
    points: str  # as SVG writes a polygon
    is_wanted: bool  # the one that the officer asked to see


def marks_on(review: Review, page: Page | None, wanted: str) -> list[Mark]:
    """None where the page was not straightened: the places are counted on the straightened paper."""
    if page is None or not all(page.flat):
        return []
    return [
        Mark(field.label, _polygon(read.said.place), field.key == wanted)
        for field in review.service.fields
        if (read := review.read.get(field.key)) is not None
        and read.page == page.pk
        and len(read.said.place) == 4
    ]


def _polygon(place: Sequence[tuple[float, float]]) -> str:
    """A little larger than the writing, so that no letter lies under the line."""
    middle = [sum(values) / len(place) for values in zip(*place, strict=True)]
    away = [(x + _sign(x - middle[0]) * MARGIN, y + _sign(y - middle[1]) * MARGIN) for x, y in place]
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in away)


def _sign(number: float) -> int:
    return 1 if number > 0 else -1
