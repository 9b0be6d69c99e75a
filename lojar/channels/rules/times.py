"""When Meta says something happened, in whatever shape it says it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WHATSAPP_BEGAN = 1_230_768_000  # 2009: an older stamp is not a time but a mistake


@dataclass(frozen=True)
class Stamp:
    at: datetime
    readable: bool


def stamped(value: Any, *, received_at: datetime) -> Stamp:
    """Seconds or milliseconds, as text or number; nonsense becomes the receipt, and nothing lies ahead of it."""
    seconds = _seconds(value)
    if seconds is None or seconds < WHATSAPP_BEGAN:
        return Stamp(received_at, readable=False)
    if seconds >= received_at.timestamp():
        return Stamp(received_at, readable=True)
    return Stamp(datetime.fromtimestamp(seconds, UTC), readable=True)


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if not 0 < number < 1e20:  # also turns away what is not a number at all
        return None
    while number >= 1e11:  # milliseconds, microseconds: Meta has sent the first
        number /= 1000
    return number
