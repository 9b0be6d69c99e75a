"""Text as people type it, made comparable: lower case, no accents, no punctuation, one space."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def plain(text: str) -> str:
    """ "Akté-Lahir,  MIN!!" -> "akte lahir min"."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in flat if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", _STRETCHED.sub(r"\1", letters)).strip()


def words_of(text: str) -> tuple[str, ...]:
    return tuple(plain(text).split())


def tidy(text: str) -> str:
    """What a person wrote, kept as written but without control characters and runs of blanks."""
    visible = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return re.sub(r"[^\S\n]+", " ", visible).strip()
