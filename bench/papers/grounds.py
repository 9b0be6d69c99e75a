"""What papers lie on: tables, cloth, tiles, floors, beds; made from noise, and from photos where some are at hand."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

PHOTO_FOLDERS: list[
    Path
] = []  # any folder of .jpg or .png without papers in them; see bench/papers/__main__.py


def make_ground(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    """float32, 0-1, height x width x 3; `scale`: pixels for one pixel of a photo of 1600."""
    kinds = [_plain, _wood, _cloth, _tile, _marble, _flowers, _stripes, _photo, _clutter]
    weights = [0.22, 0.13, 0.12, 0.1, 0.12, 0.06, 0.06, 0.11, 0.08]
    made = kinds[rng.choice(len(kinds), p=weights)](rng, height, width, scale)
    return np.clip(made, 0, 1).astype(np.float32)


def noise(rng: Generator, height: int, width: int, cell: float) -> np.ndarray:
    """Smooth, about 0 +- 1, with lumps of `cell` pixels."""
    small = rng.normal(size=(max(2, int(height / cell) + 2), max(2, int(width / cell) + 2))).astype(
        np.float32
    )
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def _colour(rng: Generator) -> np.ndarray:
    """Tables are white, grey, brown or black more often than green."""
    # White paper on a white table is what is hardest to see, and common.
    grey = rng.uniform(0.85, 1.0) if rng.random() < 0.3 else rng.uniform(0.05, 0.97)
    return np.clip(grey + rng.normal(0, rng.choice([0.015, 0.05, 0.2]), 3), 0, 1).astype(np.float32)


def _plain(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    made = np.ones((height, width, 3), np.float32) * _colour(rng)
    made *= 1 + rng.uniform(0, 0.12) * noise(rng, height, width, rng.uniform(60, 500) * scale)[..., None]
    return made + rng.uniform(0, 0.05) * noise(rng, height, width, max(1, 3 * scale))[..., None]


def _wood(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    base = np.array([0.55, 0.36, 0.2], np.float32) * rng.uniform(0.4, 1.7) + rng.normal(0, 0.04, 3)
    grain = cv2.resize(
        rng.normal(size=(max(2, int(height / (4 * scale))), 6)).astype(np.float32), (width, height)
    )
    rings = np.sin(noise(rng, height, width, 400 * scale) * 6 + np.arange(height)[:, None] / (14 * scale))
    made = base * (1 + 0.1 * grain + rng.uniform(0, 0.15) * rings)[..., None]
    return np.ascontiguousarray(np.rot90(made)) if rng.random() < 0.5 and height == width else made


def _cloth(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    one, two = _colour(rng), _colour(rng)
    period = rng.uniform(30, 200) * scale
    x = (np.arange(width) / period % 1 < rng.uniform(0.2, 0.6))[None, :]
    y = (np.arange(height) / period % 1 < rng.uniform(0.2, 0.6))[:, None]
    mix = (x.astype(np.float32) + y.astype(np.float32)) / 2 * rng.uniform(0.3, 1)
    made = one * (1 - mix[..., None]) + two * mix[..., None]
    made = made * (1 + 0.25 * rng.random() * noise(rng, height, width, 150 * scale)[..., None])
    return made + 0.06 * noise(rng, height, width, max(1, 2 * scale))[..., None]


def _tile(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    made = _marble(rng, height, width, scale) if rng.random() < 0.5 else _plain(rng, height, width, scale)
    period, thick = rng.uniform(200, 800) * scale, rng.uniform(2, 10) * scale
    grid = np.minimum(np.arange(width)[None, :] % period, (np.arange(height)[:, None] + period / 3) % period)
    return np.where((grid < thick)[..., None], made * rng.uniform(0.3, 0.9), made)


def _marble(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    made = np.zeros((height, width), np.float32)
    for cell in (500, 200, 90, 40, 15):
        made += noise(rng, height, width, max(1, cell * scale)) * cell**0.5 / 40
    return _colour(rng) * (1 + rng.uniform(0.1, 0.5) * made[..., None])


def _flowers(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    made = _plain(rng, height, width, scale)
    for _ in range(rng.integers(10, 60)):
        at = rng.uniform(0, 1, 2) * (width, height)
        colour = _colour(rng) * rng.uniform(0.5, 1.2, 3)
        size = rng.uniform(10, 45) * scale
        for turn in np.arange(0, 2 * np.pi, 2 * np.pi / rng.integers(3, 8)):
            petal = at + size * np.array([np.cos(turn), np.sin(turn)])
            cv2.circle(
                made, [int(p) for p in petal], max(1, int(size * 0.5)), colour.tolist(), -1, cv2.LINE_AA
            )
    return made


def _stripes(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    turn, period = rng.uniform(0, np.pi), rng.uniform(6, 150) * scale
    y, x = np.mgrid[:height, :width].astype(np.float32)
    wave = np.sin((x * np.cos(turn) + y * np.sin(turn)) * 2 * np.pi / period) * rng.uniform(0.5, 6)
    mix = (np.clip(wave, -1, 1) / 2 + 0.5)[..., None]
    return _colour(rng) * mix + _colour(rng) * (1 - mix)


def _photo(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    if not photos():
        return _marble(rng, height, width, scale)
    whole = photos()[rng.integers(len(photos()))]
    part = rng.uniform(0.4, 1)
    h, w = int(whole.shape[0] * part), int(whole.shape[1] * part)
    y, x = rng.integers(0, whole.shape[0] - h + 1), rng.integers(0, whole.shape[1] - w + 1)
    made = cv2.resize(whole[y : y + h, x : x + w], (width, height), interpolation=cv2.INTER_AREA)
    return made.astype(np.float32) / 255


def _clutter(rng: Generator, height: int, width: int, scale: float) -> np.ndarray:
    """A table with other things on it: other sheets, pens, books."""
    made = _plain(rng, height, width, scale)
    for _ in range(rng.integers(1, 7)):
        centre = rng.uniform(0, 1, 2) * (width, height)
        size = rng.uniform(20, 700, 2) * scale
        box = cv2.boxPoints(((centre[0], centre[1]), (size[0], size[1]), rng.uniform(0, 180)))
        cv2.fillConvexPoly(made, box.astype(np.int32), _colour(rng).tolist(), cv2.LINE_AA)
    return made


@cache
def photos() -> tuple[np.ndarray, ...]:
    paths = sorted(
        path for folder in PHOTO_FOLDERS for path in folder.rglob("*") if path.suffix in (".jpg", ".png")
    )
    read = (cv2.imread(str(path)) for path in paths)
    return tuple(
        cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        for picture in read
        if picture is not None and min(picture.shape[:2]) >= 200
    )
