"""Numbers as people type them: a NIK with spaces, "3,2 kg", "anak ke-2"."""

import re

from .misread import Misread, Read
from .spelling import words_of

SIXTEEN = 16  # digits of a NIK and of a family card; the only hard rule the domain knows
_RUN = re.compile(r"\d(?:[ .\-–/]?\d)*")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CARDS = frozenset({"kk", "kartu keluarga"})
_NAMED_NUMBER = re.compile(
    r"\W*(?:no|nomor|nomer)?\W*(nik|ktp|kk|kartu keluarga)"
    r"(?:\s*(?:saya|nya|ku|aku|anak|ibu|bapak|suami|istri|ini|itu))*\W*(\d[\d .\-]{0,30})\W*",
    re.I,
)
_BARE_NUMBER = re.compile(r"\W*(?!0|62)(\d(?:[ .\-]?\d){9,23})\W*")
_COUNTED = {
    "satu": 1, "pertama": 1, "first": 1, "one": 1, "dua": 2, "kedua": 2, "second": 2, "two": 2,
    "tiga": 3, "ketiga": 3, "third": 3, "three": 3, "empat": 4, "keempat": 4, "fourth": 4, "four": 4,
    "lima": 5, "kelima": 5, "fifth": 5, "enam": 6, "keenam": 6, "tujuh": 7, "ketujuh": 7,
    "delapan": 8, "kedelapan": 8, "sembilan": 9, "kesembilan": 9, "sepuluh": 10, "kesepuluh": 10,
}  # fmt: skip


def sixteen_digits(text: str) -> Read:
    """One NIK or family card number; nothing about it is checked but its length."""
    runs = [_digits(run) for run in _RUN.findall(text)]
    whole = [run for run in runs if len(run) == SIXTEEN]
    if whole:
        return whole[0]
    longest = max(runs, key=len, default="")
    return Misread("digits", len(longest)) if len(longest) >= 4 else Misread("no_number")


def miscounted(text: str) -> tuple[str, Misread] | None:
    """("nik" or "kk", how many digits) where a message is nothing but such a number, and too short or too long. A bare
    number counts from ten digits on; one that begins as telephones do is none."""
    named = _NAMED_NUMBER.fullmatch(text)
    bare = None if named else _BARE_NUMBER.fullmatch(text)
    digits = _digits(named[2] if named else bare[1] if bare else "")
    if not digits or len(digits) == SIXTEEN:
        return None
    return ("kk" if named and named[1].lower() in _CARDS else "nik"), Misread("digits", len(digits))


def many_niks(text: str) -> Read:
    """One NIK or more, parted by anything; two written without a comma are parted again."""
    found: list[str] = []
    for run in (_digits(each) for each in _RUN.findall(text)):
        if len(run) % SIXTEEN == 0:
            found += [run[at : at + SIXTEEN] for at in range(0, len(run), SIXTEEN)]
        elif len(run) >= 10:
            return Misread("digits", len(run))
    return ", ".join(dict.fromkeys(found)) or Misread("no_number")


def integer(text: str) -> Read:
    digits = re.search(r"\d+", text)
    if digits:
        return str(int(digits.group()))
    counted = [_COUNTED[word] for word in words_of(text) if word in _COUNTED]
    return str(counted[0]) if counted else Misread("no_number")


def decimal(text: str) -> Read:
    """ "3,2 kg" -> 3.2; grams become kilograms, because people weigh babies in both."""
    found = _DECIMAL.search(text)
    if not found:
        return integer(text)
    value = float(found.group().replace(",", "."))
    in_grams = {"gram", "gr", "grams", "g"}.intersection(words_of(text)) or re.search(r"\dgr?\b", text)
    return f"{value / 1000 if in_grams else value:g}"


def phone(text: str) -> Read:
    """Any number that a telephone could have, written the way WhatsApp writes it."""
    digits = max((_digits(run) for run in re.findall(r"\d(?:[ .\-()]*\d)*", text)), key=len, default="")
    if not 8 <= len(digits) <= 15:
        return Misread("no_phone")
    return "62" + digits[1:] if digits.startswith("0") else digits


def email(text: str) -> Read:
    found = _EMAIL.search(text)
    return found.group().lower() if found else Misread("no_email")


def grouped(number: str) -> str:
    """3510995505900003 -> "3510 9955 0590 0003", so that it can be compared with the card."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _digits(run: str) -> str:
    return "".join(c for c in run if c.isdigit())
