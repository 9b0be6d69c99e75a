"""What a receipt of Meta's changes: states only move forward, whatever order the receipts come in."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

RANK = {"in_flight": 1, "sent": 2, "delivered": 3, "read": 4}
# A voice message that was played was read; "deleted" and words of tomorrow change nothing.
MEANS = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}


@dataclass(frozen=True)
class Progress:
    state: str
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    failed_at: datetime | None = None


def moved_on(progress: Progress, status: str, at: datetime) -> Progress:
    """`failed` ends a message, until a later receipt proves that it arrived after all."""
    meaning = MEANS.get(status)
    if meaning is None:
        return progress
    if meaning == "failed":
        return _failed(progress, at)
    told: dict[str, Any] = dict(_times(progress, meaning, at))
    if _is_news(progress.state, meaning):
        told["state"] = meaning
    return replace(progress, **told)


def _is_news(state: str, meaning: str) -> bool:
    # What waits for another attempt is not done because the receipts of the first come late.
    if state in ("queued", "held", "failed", "expired"):
        return meaning in ("delivered", "read")
    return RANK[meaning] > RANK[state]


def _times(progress: Progress, meaning: str, at: datetime) -> dict[str, datetime]:
    """The first time that is told stays; `read` implies what was left out before it."""
    implied = {
        "sent": ("sent_at",),
        "delivered": ("sent_at", "delivered_at"),
        "read": ("sent_at", "delivered_at", "read_at"),
    }[meaning]
    told = f"{meaning}_at"
    return {
        field: at
        for field in implied
        if getattr(progress, field) is None or (field == told and at < getattr(progress, field))
    }


def _failed(progress: Progress, at: datetime) -> Progress:
    if progress.state not in ("in_flight", "sent"):
        return progress
    return replace(progress, state="failed", failed_at=at)
