"""Dates and times as people type them: "3 maret 2026", "3/3/26", "kemarin", "jam 7 pagi", "setengah 8 malam"."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from rapidfuzz import fuzz, process

from .misread import Misread, Read
from .spelling import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb", "maret march mar mrt", "april apr",
            "mei may", "juni june jun", "juli july jul", "agustus august agust agu agt ags aug",
            "september sept sep", "oktober october okt oct", "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_LONG_MONTHS = tuple(name for name in _MONTHS if len(name) >= 5)
MONTH_NEAR_ENOUGH = 85
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[\s./-](\d{1,2})[\s./-](\d{1,2})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})(?: ?(\d{4}|\d{2})(?!\d))?")
_NAME_FIRST = re.compile(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)? (\d{4})(?!\d)")
_SOLID = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4}|\d{2})(?!\d)")
_SAID_AROUND = re.compile(r"\b(?:tanggal|tgl|bulan|bln|tahun|thn|th)\b\.?")
_AGO = re.compile(r"(\d{1,2}) (?:hari|dino|days?) (?:yang |yg )?(?:lalu|kepungkur|ago)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[.:](\d{2})(?!\d)")
_HOUR = re.compile(
    r"(?:jam|pukul|pkl|jm|at)\.? ?(\d{1,2})(?!\d)"
    r"|(?<!\d)(\d{1,2}) ?(?=pagi|siang|sore|malam|mlm|subuh|dini|am\b|pm\b)"
)
_HALF = re.compile(r"(?:setengah|stgh|half past) (\w+)")
_PAST = re.compile(r"(?:lewat|lebih|lebihnya|past) (\d{1,2})")
_TO = re.compile(r"(?:kurang) (\d{1,2})")
_HOURS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6,
    "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11, "duabelas": 12,
}  # fmt: skip


def read_date(text: str, today: date) -> Read:
    """YYYY-MM-DD."""
    found = find_date(text, today)
    return found if isinstance(found, Misread) else found.isoformat()


def read_time(text: str) -> Read:
    """HH:MM."""
    found = find_time(text)
    return found.strftime("%H:%M") if found else Misread("no_time")


def read_datetime(text: str, today: date) -> Read:
    """YYYY-MM-DD HH:MM."""
    day = find_date(text, today)
    if isinstance(day, Misread):
        return day
    at = find_time(_without_date(text))
    return f"{day.isoformat()} {at:%H:%M}" if at else Misread("no_time")


def find_date(text: str, today: date) -> date | Misread:
    flat = _SAID_AROUND.sub(" ", text.casefold())
    relative = _relative(plain(text), today)
    if relative:
        return relative
    for look in (_numeric, _year_first, _named, _name_first, _solid):
        found = look(flat, today)
        if found is not None:
            return found
    return Misread("no_date")


def month_number(word: str) -> int | None:
    """Also with a slip in it: "febuari", "desmber". None for any other word."""
    if word in _MONTHS or len(word) < 5:
        return _MONTHS.get(word)
    near = process.extractOne(word, _LONG_MONTHS, scorer=fuzz.ratio, score_cutoff=MONTH_NEAR_ENOUGH)
    return _MONTHS[near[0]] if near else None


def find_time(text: str) -> time | None:
    flat = text.casefold()
    hour, minute = _hour_and_minute(flat)
    if hour is None or minute > 59 or hour > 24:
        return None
    return time(_on_the_day(hour, flat) % 24, minute)


def _relative(words: str, today: date) -> date | None:
    ago = _AGO.search(words)
    if ago:
        return today - timedelta(days=int(ago.group(1)))
    if re.search(r"\b(kemarin lusa|kemaren lusa)\b", words):
        return today - timedelta(days=2)
    if re.search(r"\b(kemarin|kemaren|kmrn|kmren|wingi|yesterday)\b", words):
        return today - timedelta(days=1)
    if re.search(r"\b(hari ini|tadi|today|dino iki)\b", words):
        return today
    return None


def _year_first(text: str, today: date) -> date | Misread | None:
    found = _YEAR_FIRST.search(text)
    return _day(*(int(found.group(at)) for at in (3, 2, 1))) if found else None


def _numeric(text: str, today: date) -> date | Misread | None:
    found = _NUMERIC.search(text)
    return _day(int(found.group(1)), int(found.group(2)), _year(found.group(3), today)) if found else None


def _named(text: str, today: date) -> date | Misread | None:
    for found in _NAMED.finditer(re.sub(r"[.,/-]", " ", text)):
        month = month_number(found.group(2))
        if month and found.group(3):
            return _day(int(found.group(1)), month, _year(found.group(3), today))
        if month:
            return Misread("no_year")
    return None


def _name_first(text: str, today: date) -> date | Misread | None:
    found = _NAME_FIRST.search(text.replace(",", ""))
    month = month_number(found.group(1)) if found else None
    return _day(int(found.group(2)), month, int(found.group(3))) if found and month else None


def _solid(text: str, today: date) -> date | Misread | None:
    found = _SOLID.search(text)
    return _day(int(found.group(1)), int(found.group(2)), _year(found.group(3), today)) if found else None


def _day(day: int, month: int, year: int) -> date | Misread:
    try:
        return date(year, month, day)
    except ValueError:
        return Misread("no_such_date")


def _year(written: str, today: date) -> int:
    """Two digits are the nearest year that is not in the future."""
    year = int(written)
    if len(written) == 4:
        return year
    return 2000 + year if year <= today.year % 100 else 1900 + year


def _without_date(text: str) -> str:
    flat = text.casefold()
    for pattern in (_NUMERIC, _YEAR_FIRST):
        flat = pattern.sub(" ", flat)
    return re.sub(
        r"(?<!\d)\d{1,2} ?(?:" + "|".join(_MONTHS) + r")\b(?: ?\d{4}| ?\d{2}(?![.:\d]))?", " ", flat
    )


def _hour_and_minute(text: str) -> tuple[int | None, int]:
    half = _HALF.search(text)
    if half:
        hour = _number(half.group(1))
        return (hour - 1 if hour else None, 30)
    clock = _CLOCK.search(text)
    if clock:
        return int(clock.group(1)), int(clock.group(2))
    whole = _HOUR.search(text) or re.fullmatch(r"\s*(\d{1,2})\s*(?:wib|wita|wit)?\s*()", text)
    hour = int(next(g for g in whole.groups() if g)) if whole else _spelled_hour(text)
    if hour is None:
        return None, 0
    return _shifted(hour, text)


def _spelled_hour(text: str) -> int | None:
    found = re.search(r"(?:jam|pukul) (\w+)", text)
    return _number(found.group(1)) if found else None


def _shifted(hour: int, text: str) -> tuple[int, int]:
    past, to = _PAST.search(text), _TO.search(text)
    if past:
        return hour, int(past.group(1))
    if to:
        return hour - 1, 60 - int(to.group(1))
    return hour, 0


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _HOURS.get(word)


def _on_the_day(hour: int, text: str) -> int:
    """The part of the day people add: 7 malam is 19, 12 malam is 0, 3 sore is 15."""
    parts: tuple[tuple[str, Callable[[int], int]], ...] = (
        (r"malam|mlm|bengi|night", lambda h: 0 if h == 12 else h + 12 if 6 <= h < 12 else h),
        (r"sore|petang|pm\b|afternoon|evening", lambda h: h + 12 if h < 12 else h),
        (r"siang", lambda h: h + 12 if h < 5 else h),
        (r"pagi|subuh|dini|am\b|morning", lambda h: 0 if h == 12 else h),
    )
    for words, shift in parts:
        if re.search(words, text):
            return shift(hour)
    return hour
