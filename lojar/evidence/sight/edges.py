"""Corners made exact: the map of the paper is coarse, the step from table to paper in the frame itself is not."""

from typing import Any

import cv2
import numpy as np

from .paper import SIDES, meeting
from .pictures import Picture, Points

REACH = 11  # pixels of a picture of about a thousand, to either side of where the edge should be
PROBES = 60  # along each side
AGREEING = 0.45  # of the probes must lie on one line for it to be believed


def sharpen_corners(picture: Picture, corners: Points) -> Points:
    """`corners` in pixels of `picture`, and so the answer. A side whose edge is not seen stays as it is."""
    soft = cv2.GaussianBlur(picture, (0, 0), 1.0)
    at = corners
    lines = [_edge(soft, at[n], at[(n + 1) % SIDES]) for n in range(SIDES)]
    moved = [meeting(lines[n - 1], lines[n]) for n in range(SIDES)]
    limit = 3.0 * REACH
    kept = [
        at[n] if corner is None or float(np.hypot(*(corner - at[n]))) > limit else corner
        for n, corner in enumerate(moved)
    ]
    return np.asarray(np.array(kept), np.float64)


def _edge(soft: Any, start: Any, end: Any) -> tuple[Any, Any]:
    length = float(np.hypot(*(end - start)))
    along = (end - start) / max(length, 1e-6)
    across = np.array([-along[1], along[0]])
    places = start + np.linspace(0.05, 0.95, PROBES)[:, None] * (end - start)
    offsets = np.arange(-REACH, REACH + 1)
    grid = places[:, None] + offsets[None, :, None] * across
    height, width = soft.shape[:2]
    inside = ((grid >= 2) & (grid <= np.array([width - 3, height - 3]))).all((1, 2))
    if length < 3 * REACH or inside.sum() < PROBES / 4:
        return start, along
    values = cv2.remap(
        soft, grid[..., 0].astype(np.float32), grid[..., 1].astype(np.float32), cv2.INTER_LINEAR
    )
    values = values.astype(np.float32)
    step = np.abs(values[:, 2:] - values[:, :-2]).sum(2)
    prior = np.exp(-((offsets[1:-1] / (0.6 * REACH)) ** 2))
    return _line_through(step * prior, places, offsets[1:-1], inside, start, along, across)


def _line_through(
    step: Any, places: Any, offsets: Any, inside: Any, start: Any, along: Any, across: Any
) -> tuple[Any, Any]:
    """Of all straight edges, the one that most of the light's steps lie on."""
    t = (places - start) @ along
    t = t / max(t.max(), 1e-6)
    strength = np.minimum(step, np.percentile(step[inside], 90) + 1e-3) * inside[:, None]
    rows = np.arange(len(t))
    # Every pair of where the line begins and ends: left x right x probes.
    tried = offsets[:, None, None] + (offsets[None, :, None] - offsets[:, None, None]) * t
    scores = strength[rows, np.round(tried).astype(int) - offsets[0]].sum(-1)
    left, right = np.unravel_index(int(scores.argmax()), scores.shape)
    where = float(offsets[left]), float(offsets[right])
    at = where[0] + (where[1] - where[0]) * t
    own = strength[rows, np.round(at).astype(int) - offsets[0]]
    if (own[inside] > 0.5 * strength[inside].max(1)).mean() < AGREEING or own[inside].mean() < 4.0:
        return start, along
    first, last = places[0] + where[0] * across, places[-1] + where[1] * across
    return first, (last - first) / max(float(np.hypot(*(last - first))), 1e-6)
