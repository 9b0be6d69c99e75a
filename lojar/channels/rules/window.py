"""The 24 hours in which Meta lets us answer freely, and what may be sent outside them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LENGTH = timedelta(hours=24)
MARGIN = timedelta(minutes=5)  # our clock, Meta's clock and the way of a message are not the same
OPENS_NO_WINDOW = frozenset({"reaction", "system", "revoke", "edit", "group"})


@dataclass(frozen=True)
class Window:
    open: bool
    closes_at: datetime | None


def window(opened_at: datetime | None, now: datetime) -> Window:
    if opened_at is None:
        return Window(open=False, closes_at=None)
    closes_at = opened_at + LENGTH - MARGIN
    return Window(open=now < closes_at, closes_at=closes_at)


def opened_by(kind: str, sent_at: datetime, opened_at: datetime | None) -> datetime | None:
    """The window after a message of this kind: late deliveries never shorten it."""
    if kind in OPENS_NO_WINDOW:
        return opened_at
    return sent_at if opened_at is None else max(sent_at, opened_at)


def may_nudge(last_nudge_at: datetime | None, now: datetime) -> bool:
    """One template a day says that answers wait; a second would only cost and annoy."""
    return last_nudge_at is None or now - last_nudge_at >= LENGTH
