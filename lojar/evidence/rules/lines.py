"""A line of text on a straightened paper, as it was read, with its doubt."""

from dataclasses import dataclass
from statistics import fmean

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LineBox:
    """Corners in pixels of the straightened paper: upper left, upper right, lower right, lower left."""

    corners: tuple[Point, ...]

    @property
    def left(self) -> float:
        return min(x for x, _ in self.corners)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.corners)

    @property
    def top(self) -> float:
        return min(y for _, y in self.corners)

    @property
    def bottom(self) -> float:
        return max(y for _, y in self.corners)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        """Of the line itself, also where it lies askew."""
        (x0, y0), (x3, y3) = self.corners[0], self.corners[3]
        return float(((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5)

    @property
    def middle(self) -> Point:
        return fmean(x for x, _ in self.corners), fmean(y for _, y in self.corners)


@dataclass(frozen=True, slots=True)
class Line:
    """`sure`: 0-1 for each sign of `text`."""

    text: str
    sure: tuple[float, ...]
    box: LineBox

    @property
    def confidence(self) -> float:
        return fmean(self.sure) if self.sure else 0.0
