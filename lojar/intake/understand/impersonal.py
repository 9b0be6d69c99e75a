"""A message without the people in it, so that others may read how something was said."""

import re

from .naming import names_in

GAP = "…"
LONGEST = 300  # letters; what is longer is a letter, and nobody learns a phrase from it
_NUMBER = re.compile(r"\d(?:[\d .,/\-–]*\d){2,}")
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+|@\d*\w+", re.I)
_ONLY_A_NAME = re.compile(r"(?:[A-Z][a-z'’.]*\s+){1,4}[A-Z][a-z'’.]*")  # as in an answer to "siapa namanya?"
_GAPS = re.compile(rf"{GAP}(?:\s*{GAP})+")


def impersonal(text: str) -> str:
    """ "saya Siti Aminah nik 3510..., blm jadi" -> "saya … nik …, blm jadi"; "" where nothing is left to learn."""
    if _ONLY_A_NAME.fullmatch(text.strip()):
        return ""
    bare = text
    for named in reversed(names_in(text)):
        bare = _without(bare, named.name, named.at)
    bare = _NUMBER.sub(GAP, _ADDRESS.sub(GAP, bare))
    bare = " ".join(_GAPS.sub(GAP, bare).split())
    return bare if len(bare) <= LONGEST and any(letter.isalpha() for letter in bare) else ""


def _without(text: str, name: str, at: int) -> str:
    """A name is told as it should be spelled: it ends where as many words of the text end."""
    match = re.compile(r"\S+" + r"\s+\S+" * (len(name.split()) - 1)).match(text, at)
    return text[:at] + GAP + text[match.end() :] if match else text
