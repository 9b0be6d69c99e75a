"""The first look: each page is judged while it is being kept, before anybody is told that the photo came.

Only whether a person can read it is judged here, in a fifth of a second; a photo is decoded once for this and for
showing.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from .decoding import DecodedPage
from .models import Photo, PhotoPage, Reading

ENGINE = "sight-1"
log = logging.getLogger(__name__)


def judged(pages: Sequence[DecodedPage], *, now: datetime) -> list[Reading]:
    """A row for each page, not yet bound to one and not saved. None at all where the sight fails: a photo that nobody
    judged is taken as it is."""
    from .sight import look_at_pages  # numpy, OpenCV and the models: only who looks pays for them
    from .sight.told import told_of_page

    try:
        sight = look_at_pages(pages, today=now.date(), read=False)
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the photo is kept
        log.error("a photo was not judged: %s", type(wrong).__name__)
        return []
    if len(sight.pages) != len(pages):
        return []
    return [
        Reading(
            engine=ENGINE, usable=page.verdict.usable, reasons=list(page.verdict.reasons), read_at=now,
            found={key: told_of_page(page)[key] for key in ("corners", "spots", "quarters", "size")},
        )
        for page in sight.pages
    ]  # fmt: skip


def fault_of(photo: Photo) -> str:
    """The first reason why nobody can read it; "" where a page of it is good, or nobody judged. Wants `pages` and their
    `readings` fetched beforehand."""
    verdicts = [_verdict(page) for page in photo.pages.all()]
    if not verdicts or any(verdict is None or verdict.usable for verdict in verdicts):
        return ""
    reasons = verdicts[0].reasons if verdicts[0] else []
    return str(reasons[0]) if reasons else ""


def faults_of(page: PhotoPage) -> tuple[str, ...]:
    """All reasons of one page, the most useful first."""
    verdict = _verdict(page)
    return tuple(verdict.reasons) if verdict is not None and not verdict.usable else ()


def _verdict(page: PhotoPage) -> Reading | None:
    return max((r for r in page.readings.all() if r.usable is not None), key=lambda r: r.pk, default=None)
