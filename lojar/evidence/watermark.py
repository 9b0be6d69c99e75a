"""A picture as it leaves for an officer's screen: with the officer's name and the time across all of it.

Faint enough that a number under it stays readable, everywhere enough that no part worth photographing is without it.
What lies in the store is never touched, and nothing made here is kept: the next look has another minute on it.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

SLANT = 25  # degrees: lines of a paper lie flat, so no line of it is covered as a whole
SIGNS_A_SIDE = 50  # one above the other on the longest side: 48 px on 2400, 15 px on most screens
SMALLEST = 11  # pixels, so that the name can be read on a thumbnail, too
# (grey, opacity of 255): the dark shows on paper, its light edge on the table.
DARK, LIGHT = (20, 76), (255, 54)
CUT = 64  # pixels a piece


class _Piece(NamedTuple):
    """Part of the slanted words; the empty corners around them would cost most of the time."""

    left: int
    top: int
    colour: Image.Image
    opacity: Image.Image


def signed(picture: bytes, words: str) -> bytes:
    """A JPEG of ours, of the same size in pixels and as finely kept, with `words` across it.

    Only for pictures that we made ourselves: this runs in the process that answers officers.
    """
    out = BytesIO()
    with Image.open(BytesIO(picture), formats=["JPEG"]) as opened:
        opened.load()
        _sign(opened, words)
        opened.save(out, "JPEG", quality="keep")
    return out.getvalue()


def _sign(picture: Image.Image, words: str) -> None:
    colour, opacity = _slanted(words, max(SMALLEST, max(picture.size) // SIGNS_A_SIDE))
    pieces = list(_pieces(colour.convert(picture.mode), opacity))
    for left, top in _places(picture.size, opacity.size):
        for piece in pieces:
            picture.paste(piece.colour, (left + piece.left, top + piece.top), piece.opacity)


def _slanted(words: str, height: int) -> tuple[Image.Image, Image.Image]:
    """(colour, opacity), both grey: turned apart, or the edges would mix with what nobody sees."""
    font, edge = _font(height), max(1, height // 18)
    left, top, right, bottom = (round(each) for each in font.getbbox(words, stroke_width=edge))
    size, start = (right - left, bottom - top), (-left, -top)
    colour, opacity = Image.new("L", size, LIGHT[0]), Image.new("L", size, 0)
    ImageDraw.Draw(colour).text(start, words, fill=DARK[0], font=font)
    ImageDraw.Draw(opacity).text(
        start, words, fill=DARK[1], font=font, stroke_width=edge, stroke_fill=LIGHT[1]
    )
    return (
        colour.rotate(SLANT, expand=True, fillcolor=LIGHT[0]),
        opacity.rotate(SLANT, Image.Resampling.BILINEAR, expand=True),
    )


def _pieces(colour: Image.Image, opacity: Image.Image) -> Iterator[_Piece]:
    for left in range(0, opacity.width, CUT):
        column = opacity.crop((left, 0, min(left + CUT, opacity.width), opacity.height))
        if (inked := column.getbbox()) is None:
            continue
        around = (left + inked[0], inked[1], left + inked[2], inked[3])
        yield _Piece(around[0], around[1], colour.crop(around), opacity.crop(around))


def _places(size: tuple[int, int], mark: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """As bricks are laid: what falls between two marks of a row lies under one of the next."""
    for row, top in enumerate(range(-mark[1] // 2, size[1], max(1, mark[1]))):
        for left in range(-mark[0] // 2 if row % 2 else 0, size[0], mark[0]):
            yield left, top


@lru_cache(maxsize=32)
def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(height)
