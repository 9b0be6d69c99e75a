"""Days and times as a clerk would say them, in the citizen's language."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
CLOCKS = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def day_in_words(day: date, language: str = "id") -> str:
    """ "Jumat, 27 November"; in English "Friday, 27 November". The year would only be noise in a promise."""
    known = "en" if language == "en" else "id"
    return f"{WEEKDAYS[known][day.weekday()]}, {day.day} {MONTHS[known][day.month - 1]}"


def clock_in_words(at: time, language: str = "id") -> str:
    """08.00 in Indonesian, 08:00 in English."""
    return at.strftime("%H:%M" if language == "en" else "%H.%M")


def moment_in_words(at: datetime, *, zone: ZoneInfo, language: str = "id") -> str:
    """ "Jumat, 27 November pukul 08.00 WIB"."""
    local = at.astimezone(zone)
    clock = CLOCKS.get(zone.key, local.tzname() or "")
    word = "at" if language == "en" else "pukul"
    day = day_in_words(local.date(), language)
    return f"{day} {word} {clock_in_words(local.time(), language)} {clock}".rstrip()


def relative_moment_in_words(at: datetime, *, now: datetime, zone: ZoneInfo, language: str = "id") -> str:
    """ "hari ini pukul 08.00 WIB" or "besok pukul ..." where that is nearer to how people speak."""
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    told = moment_in_words(at, zone=zone, language=language)
    near = {"id": ("hari ini", "besok"), "en": ("today", "tomorrow")}["en" if language == "en" else "id"]
    if days not in (0, 1):
        return told
    return told.replace(day_in_words(at.astimezone(zone).date(), language), near[days], 1)
