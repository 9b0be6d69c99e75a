"""The question before a PDF goes out: whoever merely holds the telephone should not be able to answer it from the
chat, and the applicant should never fail it for a spelling."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from lojar.applications.rules.cautions import read_date

WRONG_ANSWERS = 3
ANSWER_HOLDS = timedelta(hours=24)
LAST_DIGITS = 4
CLOSE_ENOUGH = 0.86  # of the letters of a name: one slip in eight letters, not another name

# Best first: what a family knows by heart, then numbers that stand on a card at home.
ASKED = (
    "ibu_nama", "ibu_tanggal_lahir", "ayah_tanggal_lahir", "lahir_tanggal", "mati_tanggal", "nomor_kk", "ibu_nik",
    "ayah_nik", "alm_nik", "pasangan_nik", "nik_pelapor",
)  # fmt: skip
# Names that news and summaries speak of.
SPOKEN = ("nama_pelapor", "anak_nama", "alm_nama")
MONTHS = {
    "jan": 1, "feb": 2, "pebr": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
WORDED = re.compile(r"(\d{1,2})\s*[-/. ]?\s*([a-z]{3,})\.?\s*[-/. ]?\s*(\d{4}|\d{2})(?!\d)")
SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2})(?!\d)")
RUN_TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")


class Asks(StrEnum):
    """How to word the question, and how the answer is compared."""

    NAME = "name"
    DATE = "date"
    LAST_DIGITS = "last_digits"


def asks(key: str) -> Asks:
    if key.endswith(("_nik", "_kk")) or key.startswith(("nik_", "nomor_kk")):
        return Asks.LAST_DIGITS
    return Asks.DATE if "tanggal" in key else Asks.NAME


def choose(filled: Mapping[str, str], *, shown: Iterable[str], avoid: Collection[str] = ()) -> str:
    """Key of the field to ask about. `shown`: what was written in the chat lately; `avoid`: questions used up.
    Where everything was shown, the best of them; "" only where nothing at all is known."""
    known = [key for key in ASKED if filled.get(key) and not _is_spoken(filled, key)]
    fresh = [key for key in known if key not in avoid] or known
    seen = _plain(" ".join(shown))
    return next((key for key in fresh if _plain(filled[key]) not in seen), next(iter(fresh), ""))


def is_right(key: str, value: str, answer: str) -> bool:
    """Forgiving about spelling, order of a date and blanks in a number; never about the fact."""
    kind = asks(key)
    if kind == Asks.LAST_DIGITS:
        return _same_digits(value, answer)
    return _same_date(value, answer) if kind == Asks.DATE else _same_name(value, answer)


def is_answered(answered_at: datetime | None, now: datetime) -> bool:
    """An answer opens the PDF for a day: the telephone may have changed hands since."""
    return answered_at is not None and now - answered_at < ANSWER_HOLDS


def _is_spoken(filled: Mapping[str, str], key: str) -> bool:
    return any(_plain(filled.get(name, "")) == _plain(filled[key]) for name in SPOKEN)


def _same_digits(value: str, answer: str) -> bool:
    """The last four, or more of the end, or all."""
    given, wanted = _digits(answer), _digits(value)
    return len(given) >= LAST_DIGITS and len(given) <= len(wanted) and wanted.endswith(given)


def _same_date(value: str, answer: str) -> bool:
    wanted = read_date(value)
    return wanted is not None and wanted in _dates_in(answer, wanted)


def _dates_in(answer: str, wanted: date) -> set[date]:
    """Every way people write a day; a year of two figures is taken to be of the wanted century."""
    text = answer.lower().strip()
    found: set[date] = set()
    century = wanted.year // 100 * 100
    for day, month, year in (*SHORT_YEAR.findall(text), *RUN_TOGETHER.findall(text)):
        _add(found, day, int(month), int(year) if len(year) == 4 else century + int(year))
    for day, word, year in WORDED.findall(text):
        month = next((number for start, number in MONTHS.items() if word.startswith(start)), 0)
        _add(found, day, month, int(year) if len(year) == 4 else century + int(year))
    if plain := read_date(text):
        found.add(plain)
    return found


def _add(found: set[date], day: str, month: int, year: int) -> None:
    try:
        found.add(date(year, month, int(day)))
    except ValueError:
        return


def _same_name(value: str, answer: str) -> bool:
    wanted, given = _letters(value), _letters(answer)
    if not wanted or not given:
        return False
    # "Nama ibu saya Siti Contoh" holds the name; three letters would be in anything.
    if len(wanted) >= 5 and wanted in given:
        return True
    return SequenceMatcher(None, wanted, given, autojunk=False).ratio() >= CLOSE_ENOUGH


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())
