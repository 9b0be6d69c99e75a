"""What an officer may have typed into the search box: a number, a NIK or KK, a phone, or a name."""

import re
from dataclasses import dataclass
from datetime import date

from lojar.lib import phone, reference

from .name_key import keys_of

SHORTEST = 3  # letters of at least one word: less would list citizens
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/. ](\d{4})\b")


@dataclass(frozen=True, slots=True)
class Terms:
    """Empty strings are what the text cannot be. `words` are keys of a name or a village, `day` narrows them."""

    number: str = ""
    sixteen_digits: str = ""
    phone: str = ""
    words: tuple[str, ...] = ()
    day: date | None = None


def read_terms(text: str) -> Terms:
    """16 digits are a NIK or a family card number, whichever has them."""
    text = text.strip()[:100]
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if number := reference.parse(text) or reference.find_in(text):
        return Terms(number=number)
    if len(digits) == 16:
        return Terms(sixteen_digits=digits)
    return Terms(phone=phone.normalise(text)) if phone.is_phone(text) else _name(text.lower())


def _name(text: str) -> Terms:
    day, rest = _day_in(text)
    if not any(len(word) >= SHORTEST for word in re.findall(r"[^\W\d_]+", rest)):
        return Terms()
    return Terms(words=keys_of(rest), day=day)


def _day_in(text: str) -> tuple[date | None, str]:
    """The first date in it, and the text without it."""
    if found := YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_FIRST.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None, text
    try:
        return date(year, month, day), text[: found.start()] + " " + text[found.end() :]
    except ValueError:
        return None, text


def _month(text: str) -> int:
    """0 where it is none."""
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0
