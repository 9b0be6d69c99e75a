"""Flat papers before anybody photographs them: the picture, and where its ink is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

from . import words

FONT_FOLDERS = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path("/tmp/ph/fonts/x"))


@dataclass
class Sheet:
    """`image`: height x width x 3, RGB, uint8; `ink`: height x width, 255 where text is; `caps`: the height of its
    capitals, in pixels."""

    image: np.ndarray
    ink: np.ndarray
    caps: np.ndarray


class Pen:
    """Writes the same thing on the paper and on the map of its ink."""

    def __init__(self, rng: Generator, size: tuple[int, int], paper: tuple[int, ...]) -> None:
        self.rng, self.size = rng, size
        self.image = Image.new("RGB", size, paper)
        self.ink, self.caps = Image.new("L", size, 0), Image.new("L", size, 0)
        self.on, self.map, self.sizes = (ImageDraw.Draw(image) for image in (self.image, self.ink, self.caps))
        self.face = str(rng.choice(fonts()))
        self.colour = tuple(int(c) for c in rng.integers(0, 70, 3))

    def write(self, at: tuple[float, float], text: str, height: float, face: str = "") -> float:
        """How far it reached, in pixels."""
        font = load(face or self.face, max(6, int(height)))
        self.on.text(at, text, font=font, fill=self.colour)
        self.map.text(at, text, font=font, fill=255)
        self.sizes.rectangle(self.on.textbbox(at, text, font=font), fill=max(1, round(0.7 * font.size)))
        return float(font.getlength(text))

    def sheet(self) -> Sheet:
        return Sheet(*(np.asarray(image).copy() for image in (self.image, self.ink, self.caps)))


@cache
def fonts() -> list[str]:
    bad = (
        "symbol",
        "emoji",
        "math",
        "icon",
        "fontawesome",
        "dingbat",
        "kufi",
        "thai",
        "cjk",
        "thin",
        "hairline",
        "extralight",
    )
    found = {
        str(path) for folder in FONT_FOLDERS for kind in ("*.ttf", "*.otf") for path in folder.rglob(kind)
    }
    return sorted(path for path in found if not any(word in path.lower() for word in bad))


@lru_cache(maxsize=400)
def load(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def make_sheet(rng: Generator) -> Sheet:
    kinds: list[Callable[[Generator], Sheet]] = [card, table, letter, certificate, form, booklet, receipt]
    drawn = kinds[rng.choice(len(kinds), p=[0.3, 0.2, 0.15, 0.12, 0.1, 0.06, 0.07])](rng)
    return drawn if rng.random() > 0.12 else photocopied(drawn)


def photocopied(sheet: Sheet) -> Sheet:
    grey = sheet.image.mean(2)
    hard = np.clip((grey - 60) * 1.5, 0, 250).astype(np.uint8)
    return Sheet(np.repeat(hard[..., None], 3, 2), sheet.ink, sheet.caps)


def card(rng: Generator) -> Sheet:
    tint = np.array([(170, 205, 225), (190, 220, 200), (225, 215, 190), (240, 240, 240), (205, 195, 225)])[
        rng.choice(5, p=[0.5, 0.15, 0.15, 0.1, 0.1])
    ]
    pen = Pen(rng, (1000, int(1000 / 1.586)), tuple(int(c) for c in tint + rng.integers(-15, 15, 3)))
    _guilloche(pen)
    text = rng.uniform(22, 30)
    for line in range(2):
        pen.write((rng.uniform(200, 340), 18 + line * 40), str(rng.choice(words.TITLES)), 34)
    pen.write((40, 110), "NIK  : " + words.number(rng), rng.uniform(38, 52), face=_digits(rng))
    y, column = 175.0, rng.uniform(200, 260)
    while y < 600:
        pen.write((35, y), str(rng.choice(words.LABELS)), text)
        pen.write((column, y), ": " + words.value(rng).upper(), text)
        y += text * rng.uniform(1.15, 1.35)
    _portrait(pen, (735, 130, 955, 430))
    return pen.sheet()


def table(rng: Generator) -> Sheet:
    pen = Pen(rng, (1754, 1240), _white(rng))
    pen.write((600, 50), "KARTU " + words.word(rng).upper(), 56)
    pen.write((650, 120), "No. " + words.number(rng), 34)
    text, row, y = rng.uniform(15, 20), rng.uniform(28, 38), 300.0
    edges = np.sort(rng.uniform(120, 1650, rng.integers(5, 9)))
    for _ in range(rng.integers(2, 4)):
        rows = rng.integers(3, 11)
        for _ in range(rows):
            pen.on.line((60, y, 1700, y), fill=(60, 60, 60), width=2)
            for x in edges:
                if rng.random() < 0.8:
                    pen.write((x + 4, y + 6), words.value(rng).upper()[:18], text)
            y += row
            if y > 1080:
                break
        for x in (60, *edges, 1700):
            pen.on.line((x, y - rows * row, x, y), fill=(60, 60, 60), width=2)
        y += 60
    if rng.random() < 0.7:
        _blocks(pen, (1350, 1080, 1480, 1210))
    return pen.sheet()


def letter(rng: Generator) -> Sheet:
    pen = Pen(rng, (1240, 1754), _white(rng))
    pen.write((350, 80), str(rng.choice(words.TITLES)), 40)
    pen.on.line((100, 160, 1140, 160), fill=(20, 20, 20), width=4)
    text, y = rng.uniform(20, 30), 240.0
    while y < rng.uniform(900, 1500):
        if rng.random() < 0.3:
            pen.write((120, y), words.sentence(rng), text)
        else:
            pen.write((150, y), str(rng.choice(words.LABELS)), text)
            pen.write((480, y), ": " + words.value(rng), text)
        y += text * rng.uniform(1.4, 2.2)
    _stamp(pen, rng.uniform(700, 950), rng.uniform(1450, 1600))
    return pen.sheet()


def certificate(rng: Generator) -> Sheet:
    made = letter(rng)
    image = Image.fromarray(made.image)
    on, colour = ImageDraw.Draw(image), tuple(int(c) for c in rng.integers(40, 170, 3))
    for inset in range(25, 70, int(rng.integers(8, 20))):
        on.rectangle((inset, inset, 1240 - inset, 1754 - inset), outline=colour, width=4)
    return Sheet(np.asarray(image).copy(), made.ink, made.caps)


def form(rng: Generator) -> Sheet:
    pen = Pen(rng, (1240, 1754), _white(rng))
    pen.write((300, 90), str(rng.choice(words.TITLES)), 34)
    y, box = 220.0, rng.uniform(26, 36)
    while y < 1550:
        pen.write((90, y), str(rng.choice(words.LABELS)), 22)
        for n, letter_ in enumerate(words.value(rng).upper()):
            x = 430 + n * box
            pen.on.rectangle((x, y, x + box, y + box), outline=(90, 90, 90))
            pen.write((x + 6, y + 3), letter_, box * 0.75)
        y += box * rng.uniform(1.3, 2)
    return pen.sheet()


def booklet(rng: Generator) -> Sheet:
    left, right = letter(rng), letter(rng)
    image = np.hstack([left.image, right.image])
    shade = 1 - 0.45 * np.exp(-((np.arange(image.shape[1]) - 1240) ** 2) / 2 / 40**2)
    image = (image * shade[None, :, None]).astype(np.uint8)
    half = np.asarray(Image.fromarray(image).resize((1600, 1130)))
    ink = np.asarray(Image.fromarray(np.hstack([left.ink, right.ink])).resize((1600, 1130)))
    caps = np.asarray(Image.fromarray(np.hstack([left.caps, right.caps])).resize((1600, 1130), 0))
    return Sheet(half.copy(), ink.copy(), (caps * (1600 / 2480)).astype(np.uint8))


def receipt(rng: Generator) -> Sheet:
    pen = Pen(rng, (700, int(rng.integers(900, 1600))), _white(rng))
    y = 60.0
    while y < pen.size[1] - 90:
        pen.write((50, y), words.name(rng).upper(), 30)
        pen.write((480, y), f"{rng.integers(1, 99)}.{rng.integers(0, 10)}00", 30)
        y += rng.uniform(36, 60)
    return pen.sheet()


def blank(rng: Generator) -> Sheet:
    size = [(1240, 1754), (1754, 1240), (1000, 630)][rng.integers(3)]
    return Pen(rng, size, _white(rng)).sheet()


def _white(rng: Generator) -> tuple[int, ...]:
    return tuple(int(c) for c in np.clip(rng.integers(222, 256) + rng.integers(-14, 6, 3), 0, 255))


def _digits(rng: Generator) -> str:
    raster = [path for path in fonts() if "OCRA" in path or "Mono" in path]
    return str(rng.choice(raster)) if raster and rng.random() < 0.7 else ""


def _guilloche(pen: Pen) -> None:
    x = np.arange(0, pen.size[0], 8)
    for n in range(pen.rng.integers(4, 25)):
        y = n * 30 + 20 * np.sin(x / pen.rng.uniform(30, 120) + n)
        shade = tuple(int(c) for c in np.array(pen.image.getpixel((2, 2))) - 12)
        pen.on.line(list(zip(x.tolist(), y.tolist(), strict=True)), fill=shade, width=2)


def _portrait(pen: Pen, box: tuple[int, int, int, int]) -> None:
    pen.on.rectangle(box, fill=[(190, 30, 40), (40, 80, 180)][pen.rng.integers(2)])
    left, top, right, bottom = box
    middle = (left + right) / 2
    skin = tuple(int(c) for c in np.array((205, 160, 125)) - pen.rng.integers(0, 90))
    pen.on.ellipse((left + 25, bottom - 110, right - 25, bottom + 120), fill=(240, 240, 240))
    pen.on.rectangle((left, bottom, right, bottom + 60), fill=pen.image.getpixel((2, 2)))
    pen.on.ellipse((middle - 60, top + 45, middle + 60, top + 205), fill=skin)
    pen.on.pieslice((middle - 68, top + 30, middle + 68, top + 180), 180, 360, fill=(25, 20, 20))


def _blocks(pen: Pen, box: tuple[int, int, int, int]) -> None:
    made = (pen.rng.random((25, 25)) > 0.5).astype(np.uint8) * 255
    pen.image.paste(
        Image.fromarray(made).resize((box[2] - box[0], box[3] - box[1]), 0).convert("RGB"), box[:2]
    )


def _stamp(pen: Pen, x: float, y: float) -> None:
    colour = (70, 60, 160) if pen.rng.random() < 0.7 else (160, 50, 90)
    for radius in (80, 70):
        pen.on.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=3)
    points = np.cumsum(pen.rng.normal(0, 22, (14, 2)), 0) + np.array([x, y])
    pen.on.line([tuple(p) for p in points.tolist()], fill=(20, 20, 60), width=4)
