"""Four sides for a paper out of the straight edges of a frame: the map of the paper says about where, edges say
exactly, and of all ways to choose two pairs of them the one is taken that both agree on best."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cv2
import numpy as np

from .pictures import Maps, Picture, Points
from .straighten import shrunk_to

LONGEST = 420  # pixels of the frame's longer side while looking for edges
SHORTEST_SEGMENT = 0.05  # of the longer side
SAME_LINE = (4.0, 6.0)  # degrees and pixels within which two segments are one line
MOST = 11  # lines in each of the two directions
PROBES = 160  # along a line from one end of the frame to the other
BORDER_SUPPORT = 0.35  # what the frame's own edge counts where the paper goes on beyond it
FINALISTS = 80
WEIGHT_OF_MAP = 1.3


@dataclass(frozen=True, slots=True)
class _Line:
    """Point, direction, and how much edge is along it up to each probe, in pixels; `border`: it is the frame's own."""

    at: Any
    along: Any
    reach: float
    summed: Any
    border: bool = False


def corners_by_edges(picture: Picture, maps: Maps, rough: Points | None) -> Points | None:
    """Corners in pixels of the picture, where edges and map agree best; None without enough edges. `rough`: what the
    map alone says, one choice among the others."""
    small, by = shrunk_to(picture, LONGEST)
    lines = _lines(small, None if rough is None else rough * by)
    level, upright = _two_directions(lines, small.shape)
    if len(level) < 2 or len(upright) < 2:
        return None
    quads, scores = _quads(level, upright, small.shape)
    if not len(quads):
        return None
    best = np.argsort(-scores)[:FINALISTS]
    # The map is coarse, and so may be the picture of its agreement.
    soft = cv2.resize(maps.paper, (small.shape[1] // 3, small.shape[0] // 3), interpolation=cv2.INTER_LINEAR)
    judged = [float(scores[n]) + WEIGHT_OF_MAP * _alike(soft, quads[n] / 3) for n in best]
    return np.asarray(quads[best[int(np.argmax(judged))]] / by, np.float64)


def _lines(small: Picture, rough: Any) -> list[_Line]:
    soft = cv2.GaussianBlur(small, (0, 0), 0.8)
    lab = cv2.cvtColor(soft, cv2.COLOR_RGB2LAB)
    finder = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    segments = [s for layer in (lab[..., 0], lab[..., 2]) for s in _segments(finder, layer, max(small.shape))]
    strength = _edges(lab)
    segments.sort(key=lambda s: -float(np.hypot(s[2] - s[0], s[3] - s[1])))
    if rough is not None:
        segments += [np.concatenate([rough[n], rough[(n + 1) % 4]]) for n in range(4)]
    kept: list[_Line] = []
    for segment in segments[:120]:
        line = _line(segment, strength)
        if not any(_same(line, other) for other in kept):
            kept.append(line)
    return kept


def _segments(finder: Any, layer: Any, longest: int) -> list[Any]:
    found = finder.detect(layer)[0]
    if found is None:
        return []
    flat = found.reshape(-1, 4)
    length = np.hypot(flat[:, 2] - flat[:, 0], flat[:, 3] - flat[:, 1])
    return list(flat[length > SHORTEST_SEGMENT * longest])


def _edges(lab: Any) -> tuple[Any, Any]:
    """Steps of light and colour to the right and downwards."""
    layers = lab.astype(np.float32)
    right = cv2.Sobel(layers, cv2.CV_32F, 1, 0, ksize=3, scale=0.25)
    down = cv2.Sobel(layers, cv2.CV_32F, 0, 1, ksize=3, scale=0.25)
    most = np.abs(right) + np.abs(down)
    strongest = most.argmax(2)[..., None]
    return np.take_along_axis(right, strongest, 2)[..., 0], np.take_along_axis(down, strongest, 2)[..., 0]


def _line(segment: Any, strength: tuple[Any, Any]) -> _Line:
    start, end = segment[:2].astype(np.float64), segment[2:].astype(np.float64)
    along = (end - start) / max(float(np.hypot(*(end - start))), 1e-6)
    across = np.array([-along[1], along[0]])
    middle = (start + end) / 2
    reach = float(np.hypot(*strength[0].shape))
    places = middle + np.linspace(-reach, reach, PROBES)[:, None] * along
    # The step may lie a pixel to either side; one that is as wide as a stroke of noise counts little.
    steps = np.max(
        [np.abs(_across(strength, places + shift * across, across)) for shift in (-1.5, 0.0, 1.5)], axis=0
    )
    share = steps / (steps + 3.0)
    share[steps < 1.2] = 0
    return _Line(middle, along, reach, np.cumsum(share) * (2 * reach / (PROBES - 1)))


def _across(strength: tuple[Any, Any], places: Any, across: Any) -> Any:
    x, y = places[:, 0].astype(np.float32)[None], places[:, 1].astype(np.float32)[None]
    right, down = (
        cv2.remap(layer, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)[0]
        for layer in strength
    )
    return right * across[0] + down * across[1]


def _same(one: _Line, other: _Line) -> bool:
    turn = abs(one.along[0] * other.along[1] - one.along[1] * other.along[0])
    if turn > np.sin(np.deg2rad(SAME_LINE[0])):
        return False
    apart = (one.at - other.at) @ np.array([-other.along[1], other.along[0]])
    return bool(abs(apart) < SAME_LINE[1])


def _two_directions(lines: list[_Line], shape: Any) -> tuple[list[_Line], list[_Line]]:
    """Those along the sheet and those across it: the longest edges say how it is turned."""
    if not lines:
        return [], []
    weights = np.array([line.summed[-1] for line in lines])
    angles = np.array([np.arctan2(line.along[1], line.along[0]) for line in lines])
    # Four times the angle: a right angle between two edges is none.
    turn = np.angle((weights * np.exp(4j * angles)).sum()) / 4
    aside = np.abs(np.sin(angles - turn))
    level = [line for line, far in zip(lines, aside, strict=True) if far < 0.6]
    upright = [line for line, far in zip(lines, aside, strict=True) if far > 0.8]
    return tuple(_with_borders(group, shape, turn, n) for n, group in enumerate((level, upright)))  # type: ignore[return-value]


def _with_borders(group: list[_Line], shape: Any, turn: float, number: int) -> list[_Line]:
    height, width = shape[:2]
    group = sorted(group, key=lambda line: -line.summed[-1])[:MOST]
    flat = abs(np.sin(turn + number * np.pi / 2)) < 0.7
    reach = float(np.hypot(height, width))
    even = np.linspace(0, 2 * reach * BORDER_SUPPORT, PROBES)
    along = np.array([1.0, 0.0]) if flat else np.array([0.0, 1.0])
    ends = (
        [(width / 2, 0.0), (width / 2, height - 1.0)]
        if flat
        else [(0.0, height / 2), (width - 1.0, height / 2)]
    )
    return group + [_Line(np.array(end), along, reach, even, border=True) for end in ends]


def _quads(level: list[_Line], upright: list[_Line], shape: Any) -> tuple[Any, Any]:
    """All that could be a sheet: count x 4 x 2, and how much of their sides is an edge, 0-1."""
    top, bottom = (side.ravel() for side in np.array(list(combinations(range(len(level)), 2))).T[:, :, None])
    left, right = (
        side.ravel() for side in np.array(list(combinations(range(len(upright)), 2))).T[:, :, None]
    )
    rows, columns = np.repeat(np.arange(len(top)), len(left)), np.tile(np.arange(len(left)), len(top))
    top, bottom, left, right = top[rows], bottom[rows], left[columns], right[columns]
    at = _crossings(level, upright)
    quads = np.stack([at[top, left], at[top, right], at[bottom, right], at[bottom, left]], 1)
    kept = _are_sheets(quads, shape)
    quads, top, bottom, left, right = quads[kept], top[kept], bottom[kept], left[kept], right[kept]
    support = [
        _support(lines, which, quads[:, a], quads[:, b])
        for lines, which, a, b in (
            (level, top, 0, 1),
            (upright, right, 1, 2),
            (level, bottom, 2, 3),
            (upright, left, 3, 0),
        )
    ]
    lengths = np.hypot(*np.moveaxis(np.roll(quads, -1, 1) - quads, 2, 0))
    mean = (lengths * np.stack(support, 1)).sum(1) / lengths.sum(1)
    return quads, 0.6 * mean + 0.4 * np.min(support, 0)


def _crossings(level: list[_Line], upright: list[_Line]) -> Any:
    p, u = (np.array([getattr(line, name) for line in level])[:, None] for name in ("at", "along"))
    q, v = (np.array([getattr(line, name) for line in upright])[None] for name in ("at", "along"))
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    d = q - p
    along = (d[..., 0] * v[..., 1] - d[..., 1] * v[..., 0]) / np.where(np.abs(cross) < 0.15, np.nan, cross)
    return p + u * along[..., None]


def _support(lines: list[_Line], which: Any, one: Any, other: Any) -> Any:
    """Share of the way from one point to the other, both on a line, that is an edge."""
    at, along, summed = (
        np.array([getattr(line, name) for line in lines]) for name in ("at", "along", "summed")
    )
    reach = np.array([line.reach for line in lines])[which]
    ends = np.sort([((p - at[which]) * along[which]).sum(1) for p in (one, other)], axis=0)
    steps = np.clip(np.round((ends + reach) / (2 * reach) * (PROBES - 1)), 0, PROBES - 1).astype(int)
    covered = summed[which, steps[1]] - summed[which, steps[0]]
    return np.minimum(1.0, covered / np.maximum(ends[1] - ends[0], 1.0))


def _are_sheets(quads: Any, shape: Any) -> Any:
    """Convex, not too small, not too long, with sides that perspective could have made unequal, mostly in the frame."""
    height, width = shape[:2]
    sides = np.roll(quads, -1, 1) - quads
    following = np.roll(sides, -1, 1)
    turns = sides[..., 0] * following[..., 1] - sides[..., 1] * following[..., 0]
    lengths = np.hypot(sides[..., 0], sides[..., 1])
    x, y = quads[..., 0], quads[..., 1]
    area = np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(1)) / 2
    opposite = lengths / np.roll(lengths, 2, 1)
    with np.errstate(invalid="ignore"):
        fair = (turns > 0).all(1) | (turns < 0).all(1)
        fair &= (area > 0.02 * width * height) & (opposite.min(1) > 0.55)
        fair &= lengths.min(1) > 0.25 * lengths.max(1)
        fair &= (x > -0.25 * width).all(1) & (x < 1.25 * width).all(1)
        return fair & (y > -0.25 * height).all(1) & (y < 1.25 * height).all(1)


def _alike(soft: Any, quad: Any) -> float:
    """Overlap of a quad with the soft map: shared over joint."""
    inside = np.zeros(soft.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(quad).astype(np.int32), 1)
    shared = float(cv2.mean(soft, inside)[0]) * (count := cv2.countNonZero(inside))
    return shared / max(count + float(cv2.sumElems(soft)[0]) - shared, 1.0)
