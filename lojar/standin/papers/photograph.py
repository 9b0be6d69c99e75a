"""A flat paper becomes a photo on a table: a slight turn, a shadow, uneven light, and a JPEG."""

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

TABLES = {"wood": ("#7b5a3c", "#6a4b30"), "cloth": ("#44586b", "#3c4e60"), "tile": ("#a79f93", "#9a9185")}
Point = tuple[float, float]


@dataclass(frozen=True)
class Shot:
    """How the phone was held."""

    turn: float = 1.6
    tilt: float = 0.012
    table: str = "wood"
    fill: float = 0.9
    blur: float = 0.0
    seed: int = 1


def photo(paper: Image.Image, shot: Shot) -> bytes:
    size = (1600, 1200) if paper.width >= paper.height else (1200, 1600)
    corners = _corners(paper, size, shot)
    scene = _table(size, shot)
    _shadow(scene, corners)
    _lay(scene, paper, corners)
    scene = _lit(scene, shot)
    if shot.blur:
        scene = scene.filter(ImageFilter.GaussianBlur(shot.blur))
    return jpeg(scene)


def jpeg(image: Image.Image, quality: int = 86) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _corners(paper: Image.Image, size: tuple[int, int], shot: Shot) -> list[Point]:
    """Top left, top right, bottom right, bottom left in the photo; the far edge a little shorter."""
    scale = shot.fill * min(size[0] / paper.width, size[1] / paper.height)
    w, h = paper.width * scale / 2, paper.height * scale / 2
    frame = _turned([(-w, -h), (w, -h), (w, h), (-w, h)], shot.turn)
    squeeze = (1 - shot.tilt, 1 - shot.tilt, 1 + shot.tilt, 1 + shot.tilt)
    return [
        (size[0] / 2 + x * part, size[1] / 2 + y * part) for (x, y), part in zip(frame, squeeze, strict=True)
    ]


def _turned(points: list[Point], degrees: float) -> list[Point]:
    turn = degrees * 3.14159265 / 180
    # For the few degrees that a hand is off, these are cosine and sine to five digits.
    cos, sin = 1 - turn * turn / 2, turn
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]


def _table(size: tuple[int, int], shot: Shot) -> Image.Image:
    light, dark = TABLES[shot.table]
    chance = random.Random(shot.seed)  # noqa: S311 - the grain of a table
    scene = Image.new("RGB", size, light)
    pen = ImageDraw.Draw(scene)
    step = 210 if shot.table == "wood" else 300
    for y in range(0, size[1], step):
        if shot.table == "wood":
            pen.rectangle((0, y, size[0], y + 4), fill=dark)
        for _ in range(26):
            x, at = chance.randint(-200, size[0]), y + chance.randint(6, step)
            pen.line((x, at, x + chance.randint(120, 700), at + chance.randint(-3, 3)), fill=dark, width=2)
    return scene.filter(ImageFilter.GaussianBlur(1.4))


def _shadow(scene: Image.Image, corners: list[Point]) -> None:
    mask = Image.new("L", (scene.width // 4, scene.height // 4), 0)
    ImageDraw.Draw(mask).polygon([(x / 4 + 3, y / 4 + 5) for x, y in corners], fill=150)
    mask = mask.filter(ImageFilter.GaussianBlur(4)).resize(scene.size)
    scene.paste((0, 0, 0), (0, 0), mask)


def _lay(scene: Image.Image, paper: Image.Image, corners: list[Point]) -> None:
    sheet = paper.convert("RGBA")
    edges: list[Point] = [(0, 0), (paper.width, 0), (paper.width, paper.height), (0, paper.height)]
    shape = _projection(corners, edges)
    laid = sheet.transform(scene.size, Image.Transform.PERSPECTIVE, shape, Image.Resampling.BICUBIC)
    # A lens softens the edge of the paper; cut with scissors it would look pasted in.
    soft = laid.getchannel("A").filter(ImageFilter.GaussianBlur(0.8))
    scene.paste(laid.convert("RGB"), (0, 0), soft)


def _lit(scene: Image.Image, shot: Shot) -> Image.Image:
    """Daylight from one side, and the grain of a phone's sensor."""
    # Only the middle of the turned gradient: its corners are black.
    turned = Image.linear_gradient("L").rotate(64 if shot.seed % 2 else -58, Image.Resampling.BILINEAR)
    light = turned.crop((56, 56, 200, 200)).resize(scene.size)
    light = light.point(lambda value: 226 + value * 29 // 255)
    lit = ImageChops.multiply(scene, Image.merge("RGB", (light, light, light)))
    tile = Image.frombytes("L", (128, 128), random.Random(shot.seed).randbytes(128 * 128))  # noqa: S311
    grain = Image.new("L", scene.size)
    for x in range(0, scene.width, 128):
        for y in range(0, scene.height, 128):
            grain.paste(tile, (x, y))
    return Image.blend(lit, Image.merge("RGB", (grain, grain, grain)), 0.022)


def _projection(source: list[Point], target: list[Point]) -> tuple[float, ...]:
    """The eight numbers that take each point of the photo back to its point on the paper."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return tuple(row[8] for row in rows)
