"""The paper as if it lay under a scanner."""

from typing import Any

import cv2
import numpy as np

from .pictures import Picture, Points

LONGEST = 1800  # pixels; a sheet of A4 has then more than 150 dots an inch
SHORTEST = 24


def shrunk_to(picture: Picture, longest: int) -> tuple[Picture, float]:
    """Never larger; and by how much it shrank."""
    by = min(1.0, longest / max(picture.shape[:2]))
    if by == 1.0:
        return picture, 1.0
    size = (max(1, round(picture.shape[1] * by)), max(1, round(picture.shape[0] * by)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), by


def side_lengths(corners: Points) -> tuple[float, float]:
    """Width and height in pixels, each the mean of two sides."""
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return float(sides[0] + sides[2]) / 2, float(sides[1] + sides[3]) / 2


def flat_size(corners: Points) -> tuple[int, int]:
    width, height = side_lengths(corners)
    by = min(1.0, LONGEST / max(width, height, 1.0))
    return max(SHORTEST, round(width * by)), max(SHORTEST, round(height * by))


def flatten(picture: Picture, corners: Points) -> tuple[Picture, Any]:
    """The straightened paper in its own size in the frame, never larger, and the 3 x 3 matrix from frame to paper."""
    width, height = flat_size(corners)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    how = cv2.INTER_LINEAR if max(side_lengths(corners)) < 1.5 * max(width, height) else cv2.INTER_AREA
    flat = cv2.warpPerspective(
        picture,
        matrix,
        (width, height),
        flags=how,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(127, 127, 127),
    )
    return np.asarray(flat, np.uint8), matrix


def turned(flat: Picture, quarters: int) -> Picture:
    """Turned clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(flat, -quarters))


def turned_corners(corners: Points, quarters: int) -> Points:
    """Upper left, upper right, lower right, lower left in reading direction, after such a turn."""
    return np.roll(corners, quarters, axis=0)


def to_frame(points: Any, matrix: Any) -> Points:
    """Places on the straightened paper, as places in the frame; `matrix` from frame to paper."""
    back = np.linalg.inv(matrix)
    shaped = np.asarray(points, np.float64).reshape(-1, 1, 2)
    return np.asarray(cv2.perspectiveTransform(shaped, back)[:, 0], np.float64)
