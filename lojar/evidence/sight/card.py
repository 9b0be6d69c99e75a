"""An identity card has one shape (ISO/IEC 7810, ID-1: 85.60 mm by 53.98 mm). What was found in another is a part of
one: the rest is outside of the photo, or was not told from the table."""

import numpy as np

from .pictures import Points
from .straighten import side_lengths

SHAPE = 85.60 / 53.98
SLANT = 1.15  # by which the shape may seem to differ in a photo taken from aside


def whole_card(corners: Points, width: int, height: int) -> Points | None:
    """Corners of the card to which the found ones belong, perhaps outside of the frame; None where they are all of it.
    It goes on where the frame's edge is nearer: there a card is cut, and there it is least seen."""
    across, along = side_lengths(corners)
    is_wide = across >= along
    ratio = max(across, along) / max(min(across, along), 1.0)
    if SHAPE / SLANT <= ratio <= SHAPE * SLANT:
        return None
    # Too long for its height: it goes on across; too short: along.
    grows_along = is_wide == (ratio > SHAPE)
    by = ratio / SHAPE if ratio > SHAPE else SHAPE / ratio
    a, b, c, d = corners
    first, second = ((a, b), (d, c)) if grows_along else ((a, d), (b, c))
    if _room(second, width, height) > _room(first, width, height):
        first, second = second, first
    near = [start + (end - start) * by for start, end in zip(first, second, strict=True)]
    return _in_order(first, near, corners, second)


def _room(side: tuple[Points, Points], width: int, height: int) -> float:
    """Pixels from the middle of a side to the nearest edge of the frame."""
    x, y = (side[0] + side[1]) / 2
    return float(min(x, y, width - x, height - y))


def _in_order(
    kept: tuple[Points, Points], moved: list[Points], corners: Points, old: tuple[Points, Points]
) -> Points:
    """The corners as they were, those of the moved side in their new places."""
    places = {tuple(was): now for was, now in zip(old, moved, strict=True)}
    return np.array([places.get(tuple(corner), corner) for corner in corners])
