"""Which of a person's waiting messages goes next, and when a message has waited too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ENDS = {"reply": timedelta(hours=24), "nudge": timedelta(hours=24)}
OTHERWISE = timedelta(days=7)
HELD_ENDS = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    id: int
    tries: int
    not_before: datetime | None
    purpose: str


@dataclass(frozen=True)
class Next:
    id: int | None = None
    wake_at: datetime | None = None


def next_to_send(queue: Sequence[Waiting], now: datetime) -> Next:
    """In the order written. A message that failed once keeps its place and those behind it wait;
    news that was put off to the morning lets a reply pass."""
    wake_at: datetime | None = None
    for message in queue:
        if message.not_before is None or message.not_before <= now:
            return Next(id=message.id, wake_at=wake_at)
        wake_at = message.not_before if wake_at is None else min(wake_at, message.not_before)
        if message.tries:
            return Next(wake_at=message.not_before)
    return Next(wake_at=wake_at)


def has_ended(purpose: str, *, waiting_since: datetime, held: bool, now: datetime) -> bool:
    """A reply of yesterday answers nothing today; news is still news next week."""
    end = HELD_ENDS if held else ENDS.get(purpose, OTHERWISE)
    return now - waiting_since > end
