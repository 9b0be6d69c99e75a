"""What goes wrong between a paper and an office: light, hands, lenses, sensors, messengers."""

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.random import Generator

from .grounds import noise

if TYPE_CHECKING:
    from .scenes import Scene

KINDS = ("focus", "motion", "dark", "over", "glare", "shadow", "hand", "lowres", "compression")


def choose(rng: Generator) -> dict[str, float]:
    """Mostly one fault of any strength, sometimes none, sometimes more than one."""
    how_many = rng.choice(4, p=[0.3, 0.42, 0.2, 0.08])
    return {str(kind): float(rng.random()) for kind in rng.choice(KINDS, how_many, replace=False)}


def light(rng: Generator, scene: "Scene", scale: float) -> None:
    height, width = scene.paper.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    ramp = (x / width - 0.5) * np.cos(turn) + (y / height - 0.5) * np.sin(turn)
    lamp = 1 + rng.uniform(0, 0.35) * ramp + 0.04 * noise(rng, height, width, 300 * scale)
    if "shadow" in scene.faults or rng.random() < 0.15:
        strength = scene.faults.get("shadow", rng.uniform(0, 0.4))
        turn, soft = rng.uniform(0, 2 * np.pi), rng.uniform(3, 120) * scale
        far = (x - rng.uniform(0.2, 0.8) * width) * np.cos(turn) + (
            y - rng.uniform(0.2, 0.8) * height
        ) * np.sin(turn)
        far += noise(rng, height, width, 250 * scale) * 60 * scale * rng.random()
        lamp *= 1 - (0.15 + 0.72 * strength) / (1 + np.exp(np.clip(-far / soft, -30, 30)))
    cast = 1 + rng.normal(0, 0.06, 3)
    exposure = rng.uniform(0.62, 1.12)
    if "dark" in scene.faults:
        exposure *= 0.5 * 0.02 ** scene.faults["dark"]
    if "over" in scene.faults:
        exposure *= 1.2 + 2.2 * scene.faults["over"]
    scene.frame = scene.frame * lamp[..., None] * cast * exposure


def hand(rng: Generator, scene: "Scene", scale: float) -> None:
    """Fingers come over an edge of the paper, or of the frame."""
    if "hand" not in scene.faults:
        return
    height, width = scene.paper.shape
    skin = np.array([0.85, 0.62, 0.5]) * rng.uniform(0.3, 1.1) + rng.normal(0, 0.03, 3)
    inside = np.argwhere(scene.paper > 0.5)
    for _ in range(rng.integers(1, 4)):
        if len(inside) < 50:
            return
        y, x = inside[rng.integers(len(inside))]
        centre = scene.quad.mean(0)
        out = np.array([x, y]) - centre
        out = out / (np.linalg.norm(out) + 1e-6)
        side = np.array([x, y]) + out * max(height, width) * 0.8
        thick = int(rng.uniform(45, 170) * scale * (0.5 + scene.faults["hand"]))
        mask = np.zeros((height, width), np.uint8)
        cv2.line(mask, (int(x), int(y)), (int(side[0]), int(side[1])), 255, max(2, thick), cv2.LINE_AA)
        soft = cv2.GaussianBlur(mask, (0, 0), max(0.5, 2 * scale)).astype(np.float32) / 255
        round_ = cv2.GaussianBlur(mask, (0, 0), max(1, thick / 5)).astype(np.float32) / 255
        tone = skin * (0.55 + 0.5 * round_[..., None])
        tone = tone * (1 + 0.03 * noise(rng, height, width, max(1, 4 * scale))[..., None])
        if rng.random() < 0.6:  # a nail
            nail = tuple(int(v) for v in np.array([x, y]) + out * thick * 0.25)
            shape = np.zeros_like(mask)
            cv2.ellipse(
                shape,
                nail,
                (max(1, thick // 3), max(1, thick // 4)),
                np.degrees(np.arctan2(*out[::-1])),
                0,
                360,
                255,
                -1,
            )
            tone = np.where((shape > 0)[..., None], tone * 1.15 + 0.04, tone)
        scene.frame = scene.frame * (1 - soft[..., None]) + tone * scene_light(scene) * soft[..., None]
        scene.hidden = np.maximum(scene.hidden, soft)


def scene_light(scene: "Scene") -> float:
    """A hand is lit as the rest is."""
    return float(np.clip(np.median(scene.frame) * 1.4, 0.03, 1.3))


def shine(rng: Generator, scene: "Scene", scale: float) -> None:
    if "glare" not in scene.faults:
        return
    height, width = scene.paper.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    total = np.zeros((height, width), np.float32)
    inside = np.argwhere(scene.paper > 0.5)
    for _ in range(rng.integers(1, 4)):
        cy, cx = inside[rng.integers(len(inside))] if len(inside) else (height / 2, width / 2)
        radius = rng.uniform(25, 260, 2) * scale * (0.4 + scene.faults["glare"])
        turn = rng.uniform(0, np.pi)
        u = ((x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)) / radius[0]
        v = (-(x - cx) * np.sin(turn) + (y - cy) * np.cos(turn)) / radius[1]
        sharp = rng.choice([1, 1, 2, 4])
        total += rng.uniform(0.6, 2.2) * np.exp(-((u * u + v * v) ** sharp))
    total *= scene.paper if rng.random() < 0.6 else 1
    scene.frame = scene.frame + total[..., None] * rng.uniform(0.9, 1.0, 3)
    scene.glare = np.clip(total, 0, 1)


def lens(rng: Generator, scene: "Scene", scale: float) -> None:
    scene.frame = np.clip(scene.frame, 0, 1.0 if rng.random() < 0.7 else 1.6).astype(np.float32)
    own = rng.uniform(0.3, 0.9) * scale
    if "focus" in scene.faults:
        radius = (0.8 + 9 * scene.faults["focus"] ** 1.5) * scale
        if rng.random() < 0.5:
            side = 2 * int(np.ceil(radius)) + 1
            y, x = np.mgrid[:side, :side] - side // 2
            disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
            scene.frame = cv2.filter2D(scene.frame, -1, disc / disc.sum())
        else:
            own = max(own, radius * 0.6)
    if "motion" in scene.faults:
        length = (3 + 32 * scene.faults["motion"] ** 1.3) * scale
        scene.frame = cv2.filter2D(scene.frame, -1, _path(rng, length))
    if own > 0.25:
        scene.frame = cv2.GaussianBlur(scene.frame, (0, 0), own)


def _path(rng: Generator, length: float) -> np.ndarray:
    """The trace of a shaking hand: a line, at times bent."""
    side = 2 * int(np.ceil(length / 2)) + 3
    big, turn, bend = 8, rng.uniform(0, np.pi), rng.normal(0, 0.4) * (rng.random() < 0.5)
    t = np.linspace(-0.5, 0.5, 60)
    x, y = t * length, bend * (t * t - 0.08) * length
    px = (x * np.cos(turn) - y * np.sin(turn) + side / 2) * big
    py = (x * np.sin(turn) + y * np.cos(turn) + side / 2) * big
    drawn = np.zeros((side * big, side * big), np.uint8)
    cv2.polylines(drawn, [np.stack([px, py], 1).astype(np.int32)], False, 255, big)
    kernel = cv2.resize(drawn, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    return kernel / max(kernel.sum(), 1)


def sensor(rng: Generator, scene: "Scene", scale: float) -> None:
    height, width = scene.paper.shape
    dark = scene.faults.get("dark", 0.0)
    grain = rng.uniform(0.002, 0.018) + 0.022 * dark * rng.random()
    made = rng.normal(0, grain, (height, width, 3)).astype(np.float32)
    if rng.random() < 0.5:  # phones smooth their noise
        made = cv2.GaussianBlur(made, (0, 0), rng.uniform(0.4, 1.0)) * 1.5
    scene.frame = np.clip(scene.frame, 0, 1) + made
    if rng.random() < 0.4:  # and sharpen what they smoothed
        soft = cv2.GaussianBlur(scene.frame, (0, 0), rng.uniform(0.8, 2) * max(scale, 0.5))
        scene.frame = scene.frame + rng.uniform(0.2, 1.0) * (scene.frame - soft)


def messenger(rng: Generator, scene: "Scene", scale: float) -> None:
    if "lowres" not in scene.faults:
        return
    height, width = scene.paper.shape
    by = 1 + 6 * scene.faults["lowres"] ** 1.5
    small = (max(8, int(width / by)), max(8, int(height / by)))
    shrunk = cv2.resize(np.clip(scene.frame, 0, 1), small, interpolation=cv2.INTER_AREA)
    how = rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST], p=[0.5, 0.4, 0.1])
    scene.frame = cv2.resize(shrunk, (width, height), interpolation=int(how))


def recompress(rng: Generator, scene: "Scene") -> None:
    quality = int(rng.integers(45, 95))
    if "compression" in scene.faults:
        quality = int(40 - 36 * scene.faults["compression"])
    _, packed = cv2.imencode(".jpg", scene.frame[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    scene.frame = cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1].copy()
