"""A number as it is called out in Indonesian: A012 is "A dua belas"."""

import re

UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)


def number_in_words(number: int) -> str:
    """Below ten thousand; what is larger is no number of a ticket."""
    if number < 12:
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    for size, word, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        many, rest = divmod(number, size)
        if many:
            head = one if many == 1 else f"{number_in_words(many)} {word}"
            return f"{head} {number_in_words(rest)}" if rest else head
    raise ValueError("a number is not below nothing")


def called_out(number: str, counter: str) -> str:
    """ "Nomor A dua belas, silakan ke loket tiga"; the name of a counter is told with its number in words."""
    letter, digits = number[:1], int(number[1:])
    where = re.sub(r"\d{1,4}", lambda found: number_in_words(int(found[0])), counter)
    return f"Nomor {letter} {number_in_words(digits)}, silakan ke {where[:1].lower()}{where[1:]}"
