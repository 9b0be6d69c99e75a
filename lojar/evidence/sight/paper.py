"""Where the paper is: from a soft map of it to four corners, also where a hand or the frame's edge hides one."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .pictures import Maps, Points

FINER = 8  # times the map's cells; a soft edge is found between cells
SMALLEST = 0.004  # of the frame: less is a speck, not a paper that could be read
EDGE = 0.35  # cells: nearer than this, an edge is the frame's and not the paper's
ON_EDGE = 0.004  # of the frame's longer side
SIDES = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """`corners`: clockwise from the upper left as it lies in the frame, in pixels of the frame, also outside it.
    `share`: of the frame."""

    corners: Points
    share: float


def find_papers(maps: Maps, *, most: int = 3) -> list[Paper]:
    """The largest first. Two papers that touch are one to this map."""
    whole = cv2.resize(maps.paper, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_CUBIC)
    hidden = cv2.resize(maps.hand, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_LINEAR) > 0.5
    sure = (whole > 0.5).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(sure)
    order = sorted(range(1, count), key=lambda n: -stats[n, cv2.CC_STAT_AREA])
    found: list[Paper] = []
    for n in order:
        share = float(stats[n, cv2.CC_STAT_AREA]) / whole.size
        if share < SMALLEST or len(found) == most or (found and share < 0.2 * found[0].share):
            break
        paper = _one_paper((labels == n).astype(np.uint8), hidden, maps, share)
        if paper is not None:
            found.append(paper)
    return found


def _one_paper(mask: Any, hidden: Any, maps: Maps, share: float) -> Paper | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    if len(hull) < SIDES or cv2.contourArea(hull) < 30:
        return None
    rough = _rough_corners(hull)
    points = hull_points(outline, hull)
    on_frame = _near_frame(points, *(FINER * side for side in maps.size))
    free = ~on_frame & ~_under(points, hidden)
    corners = _by_sides(points, free, rough)
    # A cell's value stands for its middle.
    return Paper(clockwise((corners + 0.5) / (maps.by * FINER)), share)


def hull_points(outline: Any, hull: Any) -> npt.NDArray[np.float64]:
    """Points of the outline that lie on its hull: dents are fingers or shadows, not sides."""
    points = outline[:, 0].astype(np.float64)
    far = np.array([abs(cv2.pointPolygonTest(hull, (float(x), float(y)), True)) for x, y in points])
    return np.asarray(points[far < 0.6 * FINER])


def _rough_corners(hull: Any) -> npt.NDArray[np.float64]:
    four = cv2.approxPolyN(hull, SIDES, ensure_convex=True)
    return np.asarray(four, np.float64).reshape(-1, 2)


def _near_frame(points: Any, width: float, height: float) -> Any:
    x, y, near = points[:, 0], points[:, 1], EDGE * FINER
    return (x < near) | (y < near) | (x > width - 1 - near) | (y > height - 1 - near)


def _under(points: Any, hidden: Any) -> Any:
    wide = cv2.dilate(hidden.astype(np.uint8), np.ones((2 * FINER + 1,) * 2, np.uint8))
    return wide[points[:, 1].astype(int), points[:, 0].astype(int)] > 0


def _by_sides(points: Any, free: Any, rough: Any) -> npt.NDArray[np.float64]:
    """Each side as a line through the points near it; the corners are where the lines meet."""
    lines = [_side(points[free], rough[n], rough[(n + 1) % SIDES]) for n in range(SIDES)]
    corners = [meeting(lines[n - 1], lines[n]) for n in range(SIDES)]
    limit = 0.6 * float(np.hypot(*(rough.max(0) - rough.min(0))))
    return np.array([
        rough[n] if corner is None or np.hypot(*(corner - rough[n])) > limit else corner
        for n, corner in enumerate(corners)
    ])  # fmt: skip


def _side(points: Any, start: Any, end: Any) -> Any:
    """Point and direction; that of the rough side where too little of it is seen."""
    along = (end - start) / max(float(np.hypot(*(end - start))), 1e-6)
    length = float(np.hypot(*(end - start)))
    there = (points - start) @ along
    beside = np.abs((points - start) @ np.array([-along[1], along[0]]))
    near = points[
        (beside < max(1.0 * FINER, 0.03 * length)) & (there > 0.04 * length) & (there < 0.96 * length)
    ]
    if len(near) < max(8, 0.12 * length):
        return start, along
    vx, vy, x, y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    return np.array([x, y]), np.array([vx, vy])


def meeting(one: Any, other: Any) -> Any:
    (p, u), (q, v) = one, other
    cross = u[0] * v[1] - u[1] * v[0]
    if abs(cross) < 0.15:  # less than nine degrees between two neighbouring sides is no corner
        return None
    d = q - p
    return p + u * ((d[0] * v[1] - d[1] * v[0]) / cross)


def on_the_frames_edge(corners: Points, width: float, height: float) -> tuple[bool, ...]:
    """Of the sides 0-1, 1-2, 2-3, 3-0: whether it lies on the frame's own edge or beyond, so that the paper
    goes on there."""
    near = ON_EDGE * max(width, height)
    cut = []
    for n in range(SIDES):
        (x0, y0), (x1, y1) = corners[n], corners[(n + 1) % SIDES]
        cut.append(
            max(x0, x1) < near
            or min(x0, x1) > width - near
            or max(y0, y1) < near
            or min(y0, y1) > height - near
        )
    return tuple(cut)


def clockwise(corners: Any) -> Points:
    """From the one that is nearest the frame's upper left."""
    centre = corners.mean(0)
    order = np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))
    turned = corners[order]
    return np.asarray(np.roll(turned, -int(np.argmin(turned.sum(1))), axis=0), np.float64)
