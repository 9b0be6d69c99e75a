"""Days as papers write them: 16-12-1984, 1 JANUARI 2015, SATU JANUARI TAHUN DUA RIBU LIMA BELAS."""

import re
from datetime import date

from rapidfuzz import fuzz, process

MONTHS = [
    "JANUARI",
    "FEBRUARI",
    "MARET",
    "APRIL",
    "MEI",
    "JUNI",
    "JULI",
    "AGUSTUS",
    "SEPTEMBER",
    "OKTOBER",
    "NOVEMBER",
    "DESEMBER",
]
IN_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.: ]\s*(\d{1,2})\s*[-/.: ]\s*(\d{4})(?!\d)")
WITH_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[-.]?\s*([A-Za-z]{3,10})\s*[-.]?\s*(\d{4})(?!\d)")
UNITS = {
    "SATU": 1, "DUA": 2, "TIGA": 3, "EMPAT": 4, "LIMA": 5, "ENAM": 6, "TUJUH": 7, "DELAPAN": 8, "SEMBILAN": 9,
    "SEPULUH": 10, "SEBELAS": 11, "SERATUS": 100, "SERIBU": 1000,
}  # fmt: skip


def date_in(text: str) -> date | None:
    """The first day that is one."""
    for match in IN_FIGURES.finditer(text):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day:
            return day
    for match in WITH_MONTH.finditer(text):
        month = month_number(match[2])
        day = _day(int(match[1]), month, int(match[3])) if month else None
        if day:
            return day
    return _in_words(text)


def month_number(word: str) -> int | None:
    upper = word.upper()
    if len(upper) == 3:
        return next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(upper)), None)
    near = process.extractOne(upper, MONTHS, scorer=fuzz.ratio, score_cutoff=78)
    return MONTHS.index(near[0]) + 1 if near else None


def number_in_words(words: list[str]) -> int | None:
    """DUA RIBU LIMA BELAS -> 2015; None where a word is no number."""
    total, last = 0, 0
    for word in words:
        if word == "BELAS":
            total, last = total - last + last + 10, 0
        elif word == "PULUH":
            total, last = total - last + last * 10, 0
        elif word == "RATUS":
            total, last = total - last + last * 100, 0
        elif word == "RIBU":
            total, last = total * 1000, 0
        elif word in UNITS:
            last = UNITS[word]
            total += last
        else:
            return None
    return total or None


def _in_words(text: str) -> date | None:
    words = [word for word in re.split(r"[^A-Z]+", text.upper()) if word and word not in ("TAHUN", "BULAN")]
    for at, word in enumerate(words):
        month = month_number(word) if len(word) >= 3 and word not in UNITS else None
        if month is None:
            continue
        day = _longest_number(words[max(0, at - 3) : at], from_end=True)
        year = _longest_number(words[at + 1 : at + 8], from_end=False)
        made = _day(day, month, year) if day and year else None
        if made:
            return made
    return None


def _longest_number(words: list[str], *, from_end: bool) -> int | None:
    spans = (
        (words[n:] for n in range(len(words))) if from_end else (words[:n] for n in range(len(words), 0, -1))
    )
    return next((number for span in spans if (number := number_in_words(span))), None)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1900 <= year <= 2100 else None
