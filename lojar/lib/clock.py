"""The one place that asks what time it is: doors and jobs ask once and hand `now` on, tests freeze it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
