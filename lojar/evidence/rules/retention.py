"""How long a photo is kept: the archive is SIAK and paper, so the copy here ends when the case has ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

AFTER_CLOSING = timedelta(days=90)
NEVER_USED = timedelta(days=30)  # sent, but laid on no application
QUARANTINED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Use:
    """An application that a photo lies, or lay, on; `closed_at` is None while it is open."""

    closed_at: datetime | None


def purge_on(kept_at: datetime, uses: Iterable[Use], *, quarantined: bool = False) -> datetime | None:
    """When the bytes go; None while an application that uses the photo is open."""
    closings = [use.closed_at for use in uses]
    if any(closed is None for closed in closings):
        return None
    last = max((closed for closed in closings if closed), default=None)
    if last is not None:
        return last + AFTER_CLOSING
    return kept_at + (QUARANTINED if quarantined else NEVER_USED)


def is_due(kept_at: datetime, uses: Iterable[Use], *, quarantined: bool = False, now: datetime) -> bool:
    due = purge_on(kept_at, uses, quarantined=quarantined)
    return due is not None and due <= now
