"""A sheet on a ground, in some light, seen by a phone: the frame, and the truth about every pixel of it.

Lengths of faults are given for a frame whose longer side is 1600 pixels and scaled to the one that is made, so that a
window of a big frame and a whole small frame look alike."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator

from . import faults
from .grounds import make_ground
from .sheets import Sheet

LIKE_THE_SHEET = (
    0.25  # of the tables: cream under cream, white under white; only an edge and the print tell them apart
)


@dataclass
class Scene:
    """`frame`: RGB, uint8. `paper`, `hidden` (by a hand), `glare`: 0-1, float32. `clean`: the grey sheet as an ideal
    camera    would see it, 0-255; `ink`: 0-1; `caps`: height of capitals in pixels of the frame, 0 where no text is.
    `quad`: the sheet's corners in the frame, TL TR BR BL in reading direction."""

    frame: np.ndarray
    paper: np.ndarray
    hidden: np.ndarray
    glare: np.ndarray
    clean: np.ndarray
    ink: np.ndarray
    caps: np.ndarray
    quad: np.ndarray
    faults: dict[str, float] = field(default_factory=dict)


def make_scene(
    rng: Generator,
    sheet: Sheet,
    *,
    quad: np.ndarray,
    size: tuple[int, int],
    scale: float = 1.0,
    chosen: dict[str, float] | None = None,
) -> Scene:
    """`quad` in pixels of a frame of `size` (height, width); `chosen`: fault -> strength 0-1."""
    chosen = faults.choose(rng) if chosen is None else chosen
    height, width = size
    paper, clean, ink, caps, seen = _lay(sheet, quad, size)
    ground = make_ground(rng, height, width, scale)
    if rng.random() < LIKE_THE_SHEET:
        alike, own = rng.uniform(0.7, 0.98), sheet.image.mean((0, 1)) / 255 * rng.uniform(0.9, 1.08, 3)
        ground = ground * (1 - alike) + own.astype(np.float32) * alike
    soft = cv2.GaussianBlur(paper, (0, 0), max(0.4, rng.uniform(0.5, 14) * scale))
    shift = np.float32([[1, 0, rng.uniform(-8, 8) * scale], [0, 1, rng.uniform(-8, 8) * scale]])
    ground = ground * (1 - rng.uniform(0, 0.6) * cv2.warpAffine(soft, shift, (width, height)))[..., None]
    picture = ground * (1 - paper[..., None]) + _folded(rng, seen, scale) * paper[..., None]
    nothing = np.zeros((2, *size), np.float32)
    scene = Scene(picture, paper, *nothing, clean, ink, caps, quad, chosen)
    for happen in (faults.light, faults.hand, faults.shine, faults.lens, faults.sensor, faults.messenger):
        happen(rng, scene, scale)
    scene.frame = np.clip(scene.frame * 255, 0, 255).astype(np.uint8)
    faults.recompress(rng, scene)
    return scene


def _lay(sheet: Sheet, quad: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, ...]:
    """The sheet in the frame: without stairs, for a warp that shrinks would skip pixels."""
    image, ink = sheet.image, sheet.ink
    grown = float(np.sqrt(cv2.contourArea(quad.astype(np.float32)) / (image.shape[0] * image.shape[1])))
    whole = np.float32([[0, 0], [image.shape[1], 0], [image.shape[1], image.shape[0]], [0, image.shape[0]]])
    flat = cv2.getPerspectiveTransform(whole, quad.astype(np.float32))
    caps = cv2.warpPerspective(sheet.caps, flat, (size[1], size[0]), flags=cv2.INTER_NEAREST) * np.float32(
        grown
    )
    while cv2.contourArea(quad.astype(np.float32)) < image.shape[0] * image.shape[1] / 3.2:
        half = (image.shape[1] // 2, image.shape[0] // 2)
        image, ink = (cv2.resize(picture, half, interpolation=cv2.INTER_AREA) for picture in (image, ink))
    height, width = image.shape[:2]
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = cv2.getPerspectiveTransform(corners, quad.astype(np.float32))
    to = (size[1], size[0])
    seen = cv2.warpPerspective(image, matrix, to, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    marks = cv2.warpPerspective(ink, matrix, to).astype(np.float32) / 255
    paper = np.zeros(size, np.uint8)
    cv2.fillConvexPoly(paper, np.round(quad * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    clean = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return paper.astype(np.float32) / 255, clean, marks, caps, seen.astype(np.float32) / 255


def _folded(rng: Generator, seen: np.ndarray, scale: float) -> np.ndarray:
    if rng.random() < 0.65:
        return seen
    height, width = seen.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    for _ in range(rng.integers(1, 4)):
        turn = rng.uniform(0, np.pi)
        far = (x - rng.uniform(0, width)) * np.cos(turn) + (y - rng.uniform(0, height)) * np.sin(turn)
        seen = (
            seen
            * (1 - rng.uniform(-0.2, 0.3) * np.exp(-np.abs(far) / (rng.uniform(2, 12) * scale)))[..., None]
        )
    return seen


def place(
    rng: Generator, sheet: Sheet, size: tuple[int, int], *, share: float, cut: float = 0.0
) -> np.ndarray:
    """Corners for a sheet whose area is about `share` of the frame; `cut`: part of it pushed over an edge."""
    height, width = size
    aspect = sheet.image.shape[1] / sheet.image.shape[0]
    turn = rng.normal(0, 8) + rng.choice([0, 90, 180, 270], p=[0.7, 0.11, 0.08, 0.11])
    area = share * height * width
    half = np.array([np.sqrt(area * aspect), np.sqrt(area / aspect)]) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners = corners * (1 + rng.normal(0, rng.choice([0.005, 0.03, 0.07]), (4, 2)))
    angle = np.deg2rad(turn)
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    low, high = corners.min(0), corners.max(0)
    fit = min(1.0, 0.97 * width / (high[0] - low[0]), 0.97 * height / (high[1] - low[1]))
    corners, low, high = corners * fit, low * fit, high * fit
    room = np.array([width, height]) - (high - low)
    quad = corners - low + rng.uniform(0.02, 0.98, 2) * room
    if cut:
        side, extent = rng.integers(4), high - low
        move = {0: (-1, 0), 1: (1, 0), 2: (0, -1), 3: (0, 1)}[int(side)]
        edge = np.where(np.array(move) < 0, -quad.min(0), np.array([width, height]) - quad.max(0))
        quad = quad + np.abs(np.array(move)) * edge + np.array(move) * cut * extent
    return quad
