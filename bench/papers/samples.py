"""What the two small networks learn from: whole frames made small, and windows of text in its own size."""

import cv2
import numpy as np
from numpy.random import Generator

from . import faults, screens, sheets
from .scenes import Scene, make_scene, place
from .sheets import Sheet

FRAME, FRAME_TRUTH = 160, 40
WINDOW, CELL = 256, 16
PHOTO, SCREEN, NOTHING = range(3)
CAUSES = ("focus", "motion", "dark", "over", "glare", "hand", "lowres", "compression")
# Narrow ones, too, or whatever is narrow is taken for a screenshot.
SIZES = [(384, 512), (512, 384), (288, 512), (512, 288), (512, 512), (512, 236), (236, 512)]


class Pile:
    """Drawing a sheet is slow; each is photographed many times, and some are thrown away for new ones."""

    def __init__(self, rng: Generator, kept: int = 120) -> None:
        self.rng, self.sheets = rng, [sheets.make_sheet(rng) for _ in range(kept)]

    def draw(self) -> Sheet:
        at = self.rng.integers(len(self.sheets))
        if self.rng.random() < 0.05:
            self.sheets[at] = sheets.make_sheet(self.rng)
        return self.sheets[at]


def frame_sample(rng: Generator, pile: Pile) -> tuple[np.ndarray, np.ndarray, int]:
    """Picture (160 x 160 x 3), truth (40 x 40 x 3: paper, hand, glare; uint8), kind."""
    chance = rng.random()
    if chance < 0.1:
        picture, quad = screens.make_screenshot(rng)
        return *_small(picture, _filled(picture, quad)), SCREEN
    if chance < 0.2:
        picture = screens.make_not_document(rng)
        return *_small(picture, np.zeros((*picture.shape[:2], 3), np.float32)), NOTHING
    scene = _whole_frame(rng, pile, chance)
    return *_small(scene.frame, np.dstack([scene.paper, scene.hidden, scene.glare * scene.paper])), PHOTO


def _whole_frame(rng: Generator, pile: Pile, chance: float) -> Scene:
    sheet = sheets.blank(rng) if chance < 0.26 else pile.draw()
    size = SIZES[rng.choice(len(SIZES), p=[0.27, 0.27, 0.12, 0.12, 0.06, 0.09, 0.07])]
    if chance > 0.94:  # a scan: the sheet is the frame
        size = (512, int(512 * sheet.image.shape[1] / sheet.image.shape[0]))
        size = (int(size[0] * 512 / max(size)), int(size[1] * 512 / max(size)))
        height, width = size
        quad = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
        quad += rng.normal(0, 2, (4, 2)) + np.array([[-3, -3], [3, -3], [3, 3], [-3, 3]])
        return make_scene(rng, sheet, quad=quad, size=size, scale=512 / 1600)
    share = rng.uniform(0.04, 0.2) if rng.random() < 0.15 else rng.uniform(0.2, 0.9)
    cut = rng.uniform(0.015, 0.4) if rng.random() < 0.28 else 0.0
    quad = place(rng, sheet, size, share=share, cut=cut)
    return make_scene(rng, sheet, quad=quad, size=size, scale=512 / 1600)


def _filled(picture: np.ndarray, quad: np.ndarray | None) -> np.ndarray:
    truth = np.zeros((*picture.shape[:2], 3), np.float32)
    if quad is not None:
        mask = np.zeros(picture.shape[:2], np.float32)
        cv2.fillConvexPoly(mask, quad.astype(np.int32), 1)
        truth[..., 0] = mask
    return truth


def _small(picture: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As `sight` makes a frame small: the longer side 160, at the upper left of a black square."""
    by = FRAME / max(picture.shape[:2])
    width, height = round(picture.shape[1] * by), round(picture.shape[0] * by)
    square = np.zeros((FRAME, FRAME, 3), np.uint8)
    square[:height, :width] = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    whole = np.zeros((FRAME, FRAME, 3), np.float32)
    whole[:height, :width] = cv2.resize(truth, (width, height), interpolation=cv2.INTER_AREA)
    soft = cv2.resize(whole, (FRAME_TRUTH, FRAME_TRUTH), interpolation=cv2.INTER_AREA)
    return square, (np.clip(soft, 0, 1) * 255).astype(np.uint8)


def window_sample(rng: Generator, pile: Pile) -> tuple[np.ndarray, np.ndarray]:
    """Grey window (256 x 256, uint8) and truth (16 x 16 x 12, float16): share of ink, legibility, log2 of the
    height of capitals, its weight, and the causes."""
    sheet = pile.draw()
    inked = np.argwhere(sheet.caps > 0)
    y, x = inked[rng.integers(len(inked))]
    cap = 2 ** rng.uniform(1.2, 5.6)
    grown = cap / sheet.caps[y, x]
    quad = _quad_around(rng, sheet, np.array([x, y], float), grown)
    chosen = _chosen(rng)
    scene = make_scene(rng, sheet, quad=quad, size=(WINDOW, WINDOW), chosen=chosen)
    return cv2.cvtColor(scene.frame, cv2.COLOR_RGB2GRAY), _truth(scene)


def _chosen(rng: Generator) -> dict[str, float]:
    how_many = rng.choice(3, p=[0.15, 0.65, 0.2])
    return {str(kind): float(rng.random()) for kind in rng.choice(faults.KINDS, how_many, replace=False)}


def _quad_around(rng: Generator, sheet: Sheet, at: np.ndarray, grown: float) -> np.ndarray:
    height, width = sheet.image.shape[:2]
    corners = (np.array([[0, 0], [width, 0], [width, height], [0, height]]) - at) * grown
    corners[:, 0] *= rng.uniform(0.85, 1.15)
    angle = np.deg2rad(rng.normal(0, 4) + rng.choice([0, 90, 180, 270], p=[0.75, 0.08, 0.1, 0.07]))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return corners @ turn + rng.uniform(0.2, 0.8, 2) * WINDOW


def _truth(scene: Scene) -> np.ndarray:
    caps = scene.caps
    grey = cv2.cvtColor(scene.frame, cv2.COLOR_RGB2GRAY).astype(np.float32)
    alike = correlation(grey, scene.clean)
    inked = (scene.ink > 0.25) & (scene.paper > 0.5)
    shares = [
        inked,
        inked * alike,
        inked * np.log2(np.maximum(caps, 1.0)),
        scene.glare > 0.45,
        scene.hidden > 0.5,
    ]
    ink, like, log_cap, glare, hidden = (_cells(np.asarray(share, np.float32)) for share in shares)
    some = np.maximum(ink, 1e-4)
    causes = [_cause(scene, cause, glare, hidden) for cause in CAUSES]
    return np.dstack([ink, like / some, log_cap / some, ink > 0.02, *causes]).astype(np.float16)


def _cause(scene: Scene, cause: str, glare: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    if cause == "glare":
        return glare
    if cause == "hand":
        return hidden
    return np.full(glare.shape, float(scene.faults.get(cause, 0) > 0.2), np.float32)


def correlation(seen: np.ndarray, clean: np.ndarray, sigma: float = 9.0) -> np.ndarray:
    """How like the ideal the seen is around each pixel, -1 to 1: what of the strokes has survived."""

    def mean(values: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(values, (0, 0), sigma)

    a, b = mean(seen), mean(clean)
    both = mean(seen * clean) - a * b
    spread = np.maximum(mean(seen * seen) - a * a, 0), np.maximum(mean(clean * clean) - b * b, 0)
    return np.asarray(both / np.sqrt((spread[0] + 1.0) * (spread[1] + 1.0)))


def _cells(values: np.ndarray) -> np.ndarray:
    return values.reshape(WINDOW // CELL, CELL, WINDOW // CELL, CELL).mean((1, 3))
