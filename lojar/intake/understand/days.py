"""Every date in a message, with what happened on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import month_number

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?![\d]|[./-]\d)")
_SPACED = re.compile(r"(?<!\d)(\d{1,2})\s+(\d{1,2})\s+((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*([a-z]{3,9})(?![a-z])[\s.,/-]*((?:19|20)\d{2}|\d{2}(?![\d.:]))?", re.I
)
_NAME_FIRST = re.compile(r"\b([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d{2})(?!\d)", re.I)
_SOLID = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_SOLID_SHORT = re.compile(r"(?:lahir|tgl|tanggal|ttl)\W{1,4}(\d{2})(\d{2})(\d{2})(?!\d)", re.I)
_AROUND = re.compile(r"\b(?:tanggal|tgl|bulan|bln|tahun|thn|th)\b\.?", re.I)
_AGO = re.compile(
    r"\b(\d{1,2}|se)\s?(hari|minggu|pekan|dino)\s+(?:yang |yg )?(?:lalu|kepungkur|kemarin|ago)\b", re.I
)
_YESTERDAY = re.compile(r"\b(kemarin lusa|kemarin|kemaren|kmrn|kmren|kemrin|wingi|yesterday)\b", re.I)
_HAPPENED = (
    ("birth", re.compile(r"\b(?:lahir|kelahiran|lhr|ttl|lair|born|birth|melahirkan|lahiran)\w*", re.I)),
    ("death", re.compile(r"\b(?:meninggal|wafat|seda|mati|ninggal|tutup usia|died|kematian)\w*", re.I)),
    ("marriage", re.compile(r"\b(?:nikah|menikah|kawin|rabi|married|pernikahan|pemberkatan)\w*", re.I)),
)
LOOKS_BACK = 40


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    of: str
    at: int


def days_in(text: str, today: date) -> list[Day]:
    """A date without its year is the last one that has been; a date that is in no calendar is left out."""
    flat = _AROUND.sub(lambda m: " " * len(m.group()), text)
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    for start, end, day in (*_written(flat, today), *_spoken_of(text, today)):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(Day(day, _of(text, start), start))
    return sorted(found, key=lambda each: each.at)


def _written(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """The surest ways of writing first."""
    for match in _YEAR_FIRST.finditer(text):
        yield from _at(match, int(match.group(3)), int(match.group(2)), int(match.group(1)))
    for pattern in (_NUMERIC, _SPACED, _SOLID, _SOLID_SHORT):
        for match in pattern.finditer(text):
            day, month, year = match.groups()
            yield from _at(match, int(day), int(month), _year(year, today))
    for match in _NAME_FIRST.finditer(text):
        yield from _at(
            match, int(match.group(2)), month_number(match.group(1).casefold()), int(match.group(3))
        )
    for match in filter(None, (_NAMED.match(text, each.start()) for each in _DAY.finditer(text))):
        month = month_number(match.group(2).casefold())
        year = _year(match.group(3), today) if match.group(3) else _last(int(match.group(1)), month, today)
        yield from _at(match, int(match.group(1)), month, year)


def _at(match: re.Match[str], day: int, month: int | None, year: int) -> Iterator[tuple[int, int, date]]:
    try:
        yield match.start(1), match.end(), date(year, month or 0, day)
    except ValueError:
        return


def _spoken_of(text: str, today: date) -> Iterator[tuple[int, int, date]]:
    """ "kemarin" is a date only of something that happened: "kemarin katanya jadi" is none."""
    if not any(pattern.search(text) for _, pattern in _HAPPENED):
        return
    for match in _AGO.finditer(text):
        count = 1 if match.group(1).casefold() == "se" else int(match.group(1))
        days = count * (7 if match.group(2).casefold() in {"minggu", "pekan"} else 1)
        if days < 8 or match.group(2).casefold() in {"hari", "dino"}:
            yield match.start(), match.end(), today - timedelta(days=days)
    for match in _YESTERDAY.finditer(text):
        yield (
            match.start(),
            match.end(),
            today - timedelta(days=2 if "lusa" in match.group().casefold() else 1),
        )


def _year(written: str, today: date) -> int:
    """Two digits are the nearest year that is not in the future."""
    if len(written) == 4:
        return int(written)
    return 2000 + int(written) if int(written) <= today.year % 100 else 1900 + int(written)


def _last(day: int, month: int | None, today: date) -> int:
    return today.year if (month or 0, day) <= (today.month, today.day) else today.year - 1


def _of(text: str, at: int) -> str:
    """The nearest happening named before it; else the only one named at all."""
    before = text[max(0, at - LOOKS_BACK) : at]
    near = [(m.end(), what) for what, pattern in _HAPPENED for m in pattern.finditer(before)]
    if near:
        return max(near)[1]
    named = [what for what, pattern in _HAPPENED if pattern.search(text)]
    return named[0] if len(named) == 1 else ""
