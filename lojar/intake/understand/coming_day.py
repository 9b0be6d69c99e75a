"""A day that is still to come, and an hour of it, as people say them: "besok jam 9", "senin", "30 nov"."""

import re
from datetime import date, timedelta

from .dates import month_number

_NEAR = (
    (re.compile(r"\b(?:besok lusa|lusa|overmorrow|day after tomorrow)\b"), 2),
    (re.compile(r"\b(?:besok|besuk|bsk|sesuk|tomorrow)\b"), 1),
    (re.compile(r"\b(?:hari ini|sekarang|saiki|today|now)\b"), 0),
)
_WEEKDAYS = (
    "senin|senen|monday|mon", "selasa|tuesday|tue", "rabu|rebo|wednesday|wed", "kamis|kemis|thursday|thu",
    "jumat|jum'at|friday|fri", "sabtu|setu|saturday|sat", "minggu|ahad|sunday|sun",
)  # fmt: skip
_NAMED = re.compile(r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\b")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})(?:[/-]\d{2,4})?(?!\d)")
_OF_MONTH = re.compile(r"\b(?:tanggal|tgl)\.?\s*(\d{1,2})\b")
_HOUR = re.compile(r"\b(?:jam|pukul|jm|pkl|at)\.?\s*(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d./-])(\d{1,2})[.:]\d{2}(?!\d)|\b(\d{1,2})\s*(?:am|pm)\b")
_AFTERNOON = re.compile(r"\b(?:siang|sore|pm|afternoon)\b|\dpm\b")


def coming_day(text: str, today: date) -> date | None:
    """The first way of naming a day that fits; a weekday is the next one of that name, today's name is today."""
    flat = text.casefold()
    for pattern, days in _NEAR:
        if pattern.search(flat):
            return today + timedelta(days=days)
    return _written(flat, today) or _weekday(flat, today)


def hour_in(text: str) -> int | None:
    """0 to 23; "jam 1 siang" is 13."""
    flat = text.casefold()
    found = _HOUR.search(flat) or _CLOCK.search(flat)
    if found is None:
        return None
    hour = int(next(group for group in found.groups() if group))
    if hour < 7 and _AFTERNOON.search(flat):
        hour += 12
    return hour if hour < 24 else None


def _written(flat: str, today: date) -> date | None:
    for named in _NAMED.finditer(flat):
        if month := month_number(named.group(2)):
            return _ahead(int(named.group(1)), month, today)
    if match := _NUMERIC.search(flat):
        return _ahead(int(match.group(1)), int(match.group(2)), today)
    if match := _OF_MONTH.search(flat):
        day = int(match.group(1))
        return _ahead(day, today.month if day >= today.day else today.month % 12 + 1, today)
    return None


def _ahead(day: int, month: int, today: date) -> date | None:
    """Of this year, or of the next where that day has been."""
    try:
        found = date(today.year, month, day)
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _weekday(flat: str, today: date) -> date | None:
    for number, names in enumerate(_WEEKDAYS):
        if re.search(rf"\b(?:{names})\b", flat) and not _is_a_week(flat):
            return today + timedelta(days=(number - today.weekday()) % 7)
    return None


def _is_a_week(flat: str) -> bool:
    """ "minggu depan" is a week, not a Sunday."""
    return bool(re.search(r"\bminggu (?:depan|ini|lagi)\b", flat)) and "hari minggu" not in flat
