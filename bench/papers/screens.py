"""What is sent by mistake: pictures of a phone's screen, and pictures in which there is no paper."""

import cv2
import numpy as np
from numpy.random import Generator

from . import grounds, words
from .sheets import Pen, make_sheet


def make_screenshot(rng: Generator) -> tuple[np.ndarray, np.ndarray | None]:
    """RGB, uint8, as a phone of some make would show it; corners of the paper shown in it, if one is."""
    width = int(rng.choice([540, 720, 828]))
    height = int(width * rng.uniform(1.75, 2.3))
    dark = rng.random() < 0.45
    pen = Pen(rng, (width, height), (18, 20, 24) if dark else (246, 246, 248))
    pen.colour = (225, 225, 225) if dark else (30, 30, 30)
    unit = width / 36
    pen.write((unit, unit * 0.4), f"{rng.integers(0, 24):02}.{rng.integers(0, 60):02}", unit)
    pen.on.rectangle((width - 3 * unit, unit * 0.5, width - unit, unit * 1.4), outline=pen.colour)
    quad = None
    if rng.random() < 0.4:
        _chat(pen, unit, dark)
    else:
        quad = _viewer(pen, unit)
    if rng.random() < 0.6:
        for n in range(3):
            x = width * (n + 1) / 4
            pen.on.ellipse(
                (x - unit / 2, height - 2.4 * unit, x + unit / 2, height - 1.4 * unit), outline=pen.colour
            )
    return _sent(rng, np.asarray(pen.image)), quad


def _chat(pen: Pen, unit: float, dark: bool) -> None:
    rng, (width, height) = pen.rng, pen.size
    pen.write((3 * unit, 2.2 * unit), words.name(rng), unit * 1.2)
    y, mine = 5 * unit, (5, 96, 80) if dark else (215, 250, 205)
    while y < height - 6 * unit:
        left = rng.random() < 0.5
        wide = rng.uniform(0.3, 0.7) * width
        lines = int(rng.integers(1, 4))
        x = unit if left else width - wide - unit
        box = (x, y, x + wide, y + (lines * 1.6 + 0.6) * unit)
        pen.on.rounded_rectangle(
            box, unit / 2, fill=mine if not left else ((40, 44, 48) if dark else (255, 255, 255))
        )
        for n in range(lines):
            pen.write(
                (x + unit / 2, y + (0.3 + n * 1.6) * unit),
                words.sentence(rng)[: int(wide / unit * 1.6)],
                unit,
            )
        y = box[3] + rng.uniform(0.4, 2) * unit


def _viewer(pen: Pen, unit: float) -> np.ndarray:
    """A gallery or a reader of PDFs."""
    rng, (width, height) = pen.rng, pen.size
    pen.write((3 * unit, 2.2 * unit), words.name(rng) + str(rng.choice([".pdf", ".jpg", ""])), unit * 1.2)
    sheet = make_sheet(rng).image
    wide = width * rng.uniform(0.75, 1)
    tall = min(wide * sheet.shape[0] / sheet.shape[1], height * 0.85)
    wide = min(wide, tall * sheet.shape[1] / sheet.shape[0])
    shown = cv2.resize(sheet, (int(wide), int(tall)), interpolation=cv2.INTER_AREA)
    x, y = (width - wide) / 2, (height - tall) / 2
    if rng.random() < 0.5:  # a photo around the paper
        edge = int(rng.uniform(0.02, 0.12) * height)
        top, bottom = max(0, int(y) - edge), min(height, int(y + tall) + edge)
        ground = grounds.make_ground(rng, bottom - top, width, 0.4)
        pen.image.paste(_image(ground * 255), (0, top))
    pen.image.paste(_image(shown), (int(x), int(y)))
    return np.array([[x, y], [x + wide, y], [x + wide, y + tall], [x, y + tall]])


def _image(array: np.ndarray):  # type: ignore[no-untyped-def]
    from PIL import Image

    return Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))


def make_not_document(rng: Generator) -> np.ndarray:
    """A room, a cat, a ceiling, the inside of a pocket."""
    height, width = [(1200, 1600), (1600, 1200)][rng.integers(2)]
    kind = rng.random()
    if kind < 0.12:
        made = np.full((height, width, 3), rng.uniform(0, 0.05)) + rng.normal(0, 0.01, (height, width, 3))
    elif kind < 0.6 and grounds.photos():
        made = grounds._photo(rng, height, width, 1.0)
    else:
        made = grounds.make_ground(rng, height, width, 1.0)
        if rng.random() < 0.5:
            made = made * 0.5 + grounds.make_ground(rng, height, width, 2.0) * 0.5
    if rng.random() < 0.5:
        made = cv2.GaussianBlur(made.astype(np.float32), (0, 0), rng.uniform(0.5, 12))
    made = made * rng.uniform(0.15, 1.1) + rng.normal(0, 0.008, made.shape)
    return _sent(rng, np.clip(made * 255, 0, 255).astype(np.uint8))


def _sent(rng: Generator, picture: np.ndarray) -> np.ndarray:
    _, packed = cv2.imencode(
        ".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))]
    )
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1].copy()
