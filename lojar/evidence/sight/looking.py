"""From a stranger's bytes to what is seen in them. One warm process: the models are loaded once, photos take turns."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from lojar.evidence.decoding import PIXELS, DecodedPage, decode
from lojar.evidence.rules.magic import DECODERS, kind_of, trouble_before_decoding

from .pictures import Picture
from .seeing import PageSight, see

SMALLEST = 24  # pixels of the shorter side; nothing of a paper can be in less
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sight:
    """`trouble`: why the file could not be opened, as a code of `evidence.decoding`; then there are no pages."""

    pages: tuple[PageSight, ...] = ()
    trouble: str = ""

    @property
    def best(self) -> PageSight | None:
        """The page that tells most: a scan may begin with an empty sheet."""
        return max(self.pages, key=lambda page: (page.verdict.usable, len(page.reading.fields)), default=None)


def look(data: bytes, *, today: date, read: bool = True) -> Sight:
    """Never raises for what the bytes are. Without `read`, only the quality is judged."""
    trouble = trouble_before_decoding(data)
    if trouble:
        return Sight(trouble=trouble)
    decoded = decode(data, DECODERS[kind_of(data)], PIXELS)
    if decoded.trouble:
        return Sight(trouble=decoded.trouble)
    return look_at_pages(decoded.pages, today=today, read=read)


def look_at_pages(pages: Sequence[DecodedPage], *, today: date, read: bool = True) -> Sight:
    """For who has had a file decoded already, with its pixels: a file is decoded once."""
    seen = []
    for page in pages:
        picture = pixels_of(page)
        if picture is None:
            continue
        with _turn:  # memory is needed for one photo, however many threads look
            made = see(picture, today=today, read=read)
        seen.append(
            replace(made, shrunk=max(page.width, page.height) / max(page.longest, page.width, page.height))
        )
    return Sight(tuple(seen), "" if seen else "too_small")


def pixels_of(page: DecodedPage) -> Picture | None:
    """Height x width x 3, RGB; None where there are none, or too few to be a picture."""
    if not page.pixels or min(page.width, page.height) < SMALLEST:
        return None
    return np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, 3)
