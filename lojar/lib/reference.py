"""Reference numbers that a person can read aloud and type back: BWI-261123-7KD4 (prefix, date, random and check)."""

import re
import secrets
from datetime import date

# No vowels (no word comes out by chance), nothing that looks or sounds like something else. 23 characters: a
# prime, so that the check character finds every wrong character and every swap of two.
ALPHABET = "23456789BCDFGHJKMPRTWXY"
RANDOM = 3
PREFIX = re.compile(r"[A-Z]{2,5}")
_LOOKALIKES = str.maketrans({"Z": "2", "S": "5"})
_GAP = r"[\s\-_./\u2010-\u2015]{0,3}"
_SHAPE = re.compile(
    rf"(?<![A-Za-z0-9])([A-Za-z]{{2,5}}){_GAP}(\d{{6}}){_GAP}([A-Za-z0-9](?:\s?[A-Za-z0-9]){{{RANDOM}}})(?![A-Za-z0-9])"
)


def new(prefix: str, on: date, random: str | None = None) -> str:
    """`random` is drawn when not given. Uniqueness is the table's: draw again when it says no."""
    if not PREFIX.fullmatch(prefix):
        raise ValueError("a prefix is 2 to 5 capital letters")
    drawn = random or "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    if len(drawn) != RANDOM or any(letter not in ALPHABET for letter in drawn):
        raise ValueError(f"the random part is {RANDOM} characters of {ALPHABET}")
    day = f"{on:%y%m%d}"
    return f"{prefix}-{day}-{drawn}{_check(prefix, day, drawn)}"


def parse(text: str) -> str | None:
    """The number as it was given out, or None. Small letters, blanks and missing dashes do not matter."""
    found = _SHAPE.fullmatch(text.strip())
    return None if found is None else _whole(found)


def find_in(text: str) -> str | None:
    """The first reference number in a sentence."""
    return next((number for found in _SHAPE.finditer(text) if (number := _whole(found))), None)


def pickup_code() -> str:
    """Six digits, read from a phone at the counter; only good together with the application it belongs to."""
    return f"{secrets.randbelow(10**6):06d}"


def _whole(found: "re.Match[str]") -> str | None:
    prefix, day = found[1].upper(), found[2]
    tail = re.sub(r"\s", "", found[3]).upper().translate(_LOOKALIKES)
    if any(letter not in ALPHABET for letter in tail) or tail[-1] != _check(prefix, day, tail[:-1]):
        return None
    return f"{prefix}-{day}-{tail}"


def _check(prefix: str, day: str, drawn: str) -> str:
    """A weighted sum modulo 23. The weights differ, so a swap changes the sum; none is 0, so does a wrong one."""
    values = [*(ord(letter) - ord("A") for letter in prefix), *map(int, day), *map(ALPHABET.index, drawn)]
    total = sum(weight * value for weight, value in enumerate(reversed(values), start=2))
    return ALPHABET[total % len(ALPHABET)]
