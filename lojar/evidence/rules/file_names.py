"""A file's name comes from a stranger: it is shown, and never used as a path."""

import unicodedata

LONGEST = 120


def shown_name(name: str) -> str:
    """The last part, without what steers a terminal, a table or the direction of writing."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return " ".join(plain.split()).lstrip(".")[:LONGEST]
