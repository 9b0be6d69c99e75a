"""Pen, type and stamps: the few strokes of which every sample paper is made."""

import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
FACES = {
    "sans": "arimo-latin-400-normal",
    "bold": "arimo-latin-700-normal",
    "serif": "tinos-latin-400-normal",
    "heavy": "tinos-latin-700-normal",
    "mono": "cousine-latin-700-normal",
    "hand": "caveat-latin-500-normal",
}
INK, BLUE_INK, STAMP = "#1c1c22", "#1f3f9a", (70, 50, 150)


@lru_cache(maxsize=64)
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{FACES[name]}.woff2", size)


class Sheet:
    """One flat paper before it is photographed."""

    def __init__(self, width: int, height: int, colour: str = "#fbfaf5") -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.image)
        self.width, self.height = width, height

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        *,
        kind: str = "sans",
        ink: str = INK,
        anchor: str = "la",
    ) -> float:
        self.pen.text(at, text, font=face(kind, size), fill=ink, anchor=anchor)
        return at[0] + face(kind, size).getlength(text)

    def centred(self, y: float, text: str, size: int, *, kind: str = "sans", ink: str = INK) -> None:
        self.write((self.width / 2, y), text, size, kind=kind, ink=ink, anchor="ma")

    def fields(
        self,
        at: tuple[int, int],
        pairs: list[tuple[str, str]],
        size: int,
        *,
        gap: int,
        label: int,
        kind: str = "sans",
        value_kind: str | None = None,
        ink: str = INK,
    ) -> int:
        """Label, colon, value: the way Indonesian papers list data. Gives the y below the last line."""
        x, y = at
        for name, value in pairs:
            self.write((x, y), name, size, kind=kind)
            if name:
                self.write((x + label, y), ":", size, kind=kind)
            self.write((x + label + size * 0.7, y), value, size, kind=value_kind or kind, ink=ink)
            y += gap
        return y

    def paragraph(
        self, at: tuple[int, int], text: str, size: int, *, width: int, gap: float = 1.45, kind: str = "serif"
    ) -> int:
        x, y = at
        line = ""
        for word in [*text.split(), "\n"]:
            longer = f"{line} {word}".strip()
            if word == "\n" or face(kind, size).getlength(longer) > width:
                self.write((x, y), line, size, kind=kind)
                y += round(size * gap)
                line = word
            else:
                line = longer
        return y

    def rule(self, y: int, *, left: int, right: int, width: int = 3, ink: str = INK) -> None:
        self.pen.line((left, y, right, y), fill=ink, width=width)

    def stamp(self, centre: tuple[int, int], lines: list[str], *, radius: int = 95, turn: float = 11) -> None:
        side = radius * 2 + 12
        patch = Image.new("RGBA", (side, side), (*STAMP, 0))
        pen = ImageDraw.Draw(patch)
        ink = (*STAMP, 150)
        for shrink, width in ((4, 5), (20, 2)):
            pen.ellipse((shrink, shrink, side - shrink, side - shrink), outline=ink, width=width)
        for index, line in enumerate(lines):
            y = side / 2 + (index - (len(lines) - 1) / 2) * radius * 0.3
            pen.text((side / 2, y), line, font=face("bold", round(radius * 0.22)), fill=ink, anchor="mm")
        self._lay(
            patch.rotate(turn, Image.Resampling.BICUBIC), (centre[0] - side // 2, centre[1] - side // 2)
        )

    def sign(self, at: tuple[int, int], name: str, size: int = 70) -> None:
        """A first name in blue ink, with the flourish of a hurried official."""
        x, y = at
        word = name.split(maxsplit=1)[0].capitalize()
        self.write((x, y), word, size, kind="hand", ink=BLUE_INK)
        end = x + face("hand", size).getlength(word)
        curve = [
            (x - 12 + t * (end - x + 40) / 20, y + size * 0.95 + math.sin(t / 2.6) * 9) for t in range(21)
        ]
        self.pen.line(curve, fill=BLUE_INK, width=3, joint="curve")

    def overprint(self, *, size: int, strength: int, inset: int = 12) -> None:
        """CONTOH across the paper: seen by everybody, thin enough to read through."""
        layer = Image.new("RGBA", (self.width, self.height), (200, 20, 30, 0))
        pen = ImageDraw.Draw(layer)
        ink = (200, 20, 30, strength)
        for row in range(3):
            y = self.height * (row + 0.5) / 3
            pen.text(
                (self.width * (0.32 + 0.18 * row), y),
                "CONTOH",
                font=face("bold", size),
                fill=ink,
                anchor="mm",
            )
        layer = layer.rotate(16, Image.Resampling.BICUBIC)
        self._lay(layer, (0, 0))
        note = "CONTOH UNTUK LATIHAN - BUKAN DOKUMEN RESMI"
        self.write(
            (self.width - inset - 8, self.height - inset), note, self.width // 64, ink="#a3273a", anchor="rs"
        )

    def _lay(self, patch: Image.Image, at: tuple[int, int]) -> None:
        self.image.paste(patch.convert("RGB"), at, patch.getchannel("A"))
