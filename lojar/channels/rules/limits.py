"""How long something may wait on the line before a person must look. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# book -> part -> limit. What is not named may wait as long as it likes, or is settled.
LIMITS: dict[str, dict[str, timedelta]] = {
    "deliveries": {"waiting": timedelta(minutes=2)},
    "messages": {"waiting": timedelta(minutes=5)},
    "media": {"waiting": timedelta(days=5)},  # Meta keeps a file for seven
    "outbound": {"queued": timedelta(minutes=10), "in_flight": timedelta(minutes=10)},
}


@dataclass(frozen=True)
class Part:
    """So many rows of a book in one state, and since when the oldest of them waits."""

    key: str
    count: int
    oldest_at: datetime | None = None
    limit: timedelta | None = None

    def late(self, now: datetime) -> bool:
        return bool(self.count and self.limit and self.oldest_at and now - self.oldest_at > self.limit)


@dataclass(frozen=True)
class Book:
    """What came in, counted when it came, beside what became of it, counted now."""

    key: str
    came: int
    parts: tuple[Part, ...]

    @property
    def gap(self) -> int:
        """0 where nothing was lost and nothing was doubled."""
        return self.came - sum(part.count for part in self.parts)

    def part(self, key: str) -> Part:
        return next((part for part in self.parts if part.key == key), Part(key, 0))
