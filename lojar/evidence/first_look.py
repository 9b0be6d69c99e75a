"""The first look: each page is judged while it is being kept, before anybody is told that the photo came.

Whether a person can read it is judged in a fifth of a second; which paper it is and what stands on it takes a second or
two more, and is left for later where many photos wait. A photo is decoded once for this and for showing.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from .decoding import DecodedPage
from .models import Photo, PhotoPage, Reading

if TYPE_CHECKING:
    from .sight.seeing import PageSight

ENGINE = "sight-1"
PHOTOCOPY = "photocopy"
# Never printed in grey, unlike family cards and deeds, which an office or a citizen may print on any machine.
COLOURED = frozenset({"ktp"})
log = logging.getLogger(__name__)


class Depth(Enum):
    """How closely a photo is looked at while it is kept."""

    NOT_AT_ALL = "not at all"
    JUDGE = "judge"  # whether a person can read it
    READ = "read"  # what it says, too


@dataclass(frozen=True, slots=True)
class Look:
    """`reading`: not yet bound to a page and not saved; `straight`: JPEG of the paper alone, b"" if none was found;
    `marked`: small JPEG that shows where the trouble is, b"" without trouble or place."""

    reading: Reading
    straight: bytes = b""
    marked: bytes = b""


def judged(pages: Sequence[DecodedPage], depth: Depth, *, now: datetime) -> list[Look]:
    """One for each page. None at all where the sight fails: a photo that nobody judged is taken as it is."""
    if depth is Depth.NOT_AT_ALL:
        return []
    from .sight import look_at_pages  # numpy, OpenCV and the models: only who looks pays for them

    read = depth is Depth.READ
    try:
        sight = look_at_pages(pages, today=now.date(), read=read)
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the photo is kept
        log.error("a photo was not judged: %s", type(wrong).__name__)
        return []
    if len(sight.pages) != len(pages):
        return []
    return [
        Look(_row(seen, read=read, now=now), seen.straight() if read else b"", _marked(page, seen))
        for page, seen in zip(pages, sight.pages, strict=True)
    ]


def _marked(page: DecodedPage, seen: "PageSight") -> bytes:
    from .sight.looking import pixels_of
    from .sight.marking import with_spots

    picture = None if seen.verdict.usable else pixels_of(page)
    # The first reason is the one that is told: other places would only confuse.
    spots = [spot for spot in seen.verdict.spots if spot.reason == seen.verdict.reasons[0]]
    return with_spots(picture, spots) if picture is not None else b""


def _row(page: "PageSight", *, read: bool, now: datetime) -> Reading:
    from .sight.told import kept, told_of_page

    told = told_of_page(page)
    found = {key: told[key] for key in ("corners", "spots", "quarters", "size", "greyscale")}
    if read:
        flat = page.flat.shape[1::-1] if page.flat is not None else (0, 0)
        found |= {"sure": page.guess.confidence, "flat": [int(side) for side in flat], **kept(page.reading)}
    return Reading(
        engine=ENGINE, usable=page.verdict.usable, reasons=list(page.verdict.reasons), read_at=now, found=found,
        document=page.guess.document if read else "",
    )  # fmt: skip


def fault_of(photo: Photo) -> str:
    """The first reason why it is needed once more; "" where a page of it is good, or nobody judged. Wants `pages` and
    their `readings` fetched beforehand."""
    faults = [faults_of(page) for page in photo.pages.all()]
    return faults[0][0] if faults and all(faults) else ""


def marked_key_of(photo_id: int) -> str:
    """Of the picture that shows where the trouble of a photo is; "" where there is none."""
    keys = PhotoPage.objects.filter(photo=photo_id).exclude(marked_key="").order_by("number")
    return keys.values_list("marked_key", flat=True).first() or ""


def faults_of(page: PhotoPage) -> tuple[str, ...]:
    """All reasons of one page, the most useful first. A copy of a card can be read, and is not the card."""
    verdict = _verdict(page)
    if verdict is None:
        return ()
    if verdict.usable:
        return (PHOTOCOPY,) if _is_copy(verdict) else ()
    return tuple(verdict.reasons)


def _is_copy(verdict: Reading) -> bool:
    return verdict.document in COLOURED and bool((verdict.found or {}).get("greyscale"))


def flat_of(page: PhotoPage) -> tuple[int, int]:
    """Width and height of the straightened paper; (0, 0) where none was kept."""
    verdict = _verdict(page)
    width, height = (verdict.found or {}).get("flat", (0, 0)) if verdict is not None else (0, 0)
    return (width, height) if page.straight_key else (0, 0)


def _verdict(page: PhotoPage) -> Reading | None:
    return max((r for r in page.readings.all() if r.usable is not None), key=lambda r: r.pk, default=None)
