"""Telephone numbers in one spelling: the digits of E.164 without the plus, as WhatsApp writes them (62800...)."""

import re

HOME = "62"
HIDDEN = "•"
SHORTEST, LONGEST = 8, 15  # E.164; eight digits are a short national number with its country code
_WRITTEN = re.compile(r"[+(]?[\d\s().\-/\u2010-\u2015\u00a0]+", re.ASCII)


class NotAPhone(ValueError):
    """No telephone number; the message does not repeat what was written."""


def normalise(written: str) -> str:
    """0812..., 812..., +62 812-..., 0062 812... and 62812... are one person."""
    text = written.strip()
    if not _WRITTEN.fullmatch(text):
        raise NotAPhone("not written as a telephone number")
    digits = re.sub(r"\D", "", text)
    number = _with_country(digits, foreign=text.startswith(("+", "(+")))
    if not SHORTEST <= len(number) <= LONGEST or number.startswith("0"):
        raise NotAPhone("too short or too long for a telephone number")
    return number


def is_phone(written: str) -> bool:
    try:
        normalise(written)
    except NotAPhone:
        return False
    return True


def display(number: str) -> str:
    """628001234567 -> 0800-1234-567, as people here write it; a foreign number keeps its plus."""
    if not number.startswith(HOME):
        return f"+{number}"
    national = "0" + number[len(HOME) :]
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)


def mask(number: str) -> str:
    """628001234567 -> 6280•••••567: enough to recognise one's own number, too little to call it."""
    if len(number) < SHORTEST:
        return HIDDEN * len(number)
    return number[:4] + HIDDEN * (len(number) - 7) + number[-3:]


def _with_country(digits: str, *, foreign: bool) -> str:
    if foreign:
        return _without_trunk_zero(digits)
    if digits.startswith("00"):
        return _without_trunk_zero(digits[2:])
    if digits.startswith("0"):
        return HOME + digits[1:]
    if digits.startswith("8") and len(digits) <= 12:  # a mobile number whose zero was forgotten
        return HOME + digits
    return _without_trunk_zero(digits)


def _without_trunk_zero(digits: str) -> str:
    """+62 (0)812 is written on letterheads; after 62 no number begins with 0."""
    return HOME + digits[3:] if digits.startswith(HOME + "0") else digits
