"""Numbers of sixteen digits in lines of text. Signs that readers take for digits are put right only where nothing but
digits can stand; what had to be put right counts as read with less certainty."""

import re

from ..lines import Line
from .found import Found, found, part_of

LENGTH = 16
LOOKS_LIKE = {
    "0": "OoQDCc", "1": "IlLi|!", "2": "Zz", "4": "A", "5": "Ss", "6": "Gb", "7": "T", "8": "B", "9": "gq",
}  # fmt: skip
DIGIT_FOR = str.maketrans({sign: digit for digit, signs in LOOKS_LIKE.items() for sign in signs})
SIGN = "[0-9" + "".join(LOOKS_LIKE.values()).replace("|", "\\|") + "]"
REPLACED = 0.6  # the most a sign is sure that was put right
RUN = re.compile(rf"{SIGN}(?:[ .\-]?{SIGN}){{14,18}}")
# Dashes and strokes make a number of a deed or a book of it, which is another thing.
ABOUT_SIXTEEN = re.compile(rf"(?<![\w/\-])(?:No?\.)?{SIGN}(?: ?{SIGN}){{12,20}}(?![\w/\-])")


def sixteen_in(line: Line) -> Found | None:
    """The first run of sixteen digits, with spaces or points between them or without."""
    for match in RUN.finditer(line.text):
        made = _as_number(line, match.start(), match.end())
        if made is not None:
            return made
    return None


def digits_in(line: Line) -> str:
    return "".join(sign for sign in line.text if sign.isdigit())


def where_a_number_is(line: Line) -> Line | None:
    """The part of a line that is mostly digits, about sixteen: worth reading a second time as nothing but digits."""
    for match in ABOUT_SIXTEEN.finditer(line.text):
        signs = [sign for sign in match[0] if sign.isalnum()]
        if sum(sign.isdigit() for sign in signs) >= 0.7 * len(signs):
            return part_of(line, match.start(), match.end())
    return None


def looks_like_a_number(line: Line) -> bool:
    return where_a_number_is(line) is not None


def _as_number(line: Line, start: int, end: int) -> Found | None:
    kept = [at for at in range(start, end) if line.text[at] not in " .-"]
    # "No.3510..." begins with a letter that could be a nought: what is no digit gives way first.
    while len(kept) > LENGTH and not line.text[kept[0]].isdigit():
        kept.pop(0)
    while len(kept) > LENGTH and not line.text[kept[-1]].isdigit():
        kept.pop()
    signs = [line.text[at] for at in kept]
    if len(kept) != LENGTH or sum(sign.isdigit() for sign in signs) < 11:
        return None
    value = "".join(signs).translate(DIGIT_FOR)
    weakest = min(line.sure[at] if line.text[at].isdigit() else min(line.sure[at], REPLACED) for at in kept)
    return found(value, part_of(line, kept[0], kept[-1] + 1), weakest=weakest) if value.isdigit() else None
