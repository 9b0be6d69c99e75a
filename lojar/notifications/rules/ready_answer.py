"""An answer that officers pick, read, change and send: what its words may name, and how they are filled. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .event_text import GAP, CannotSay

FIELDS = ("nama", "nomor", "layanan", "kurang", "kantor", "jam", "petugas")
LONGEST_TITLE = 40
LONGEST_ANSWER = 1024
CODE = re.compile(r"[a-z0-9-]{1,40}")
BRACED = re.compile(r"\{([^{}]*)\}")  # also what is no gap: {Nama}, {no KK}


@dataclass(frozen=True, slots=True)
class ReadyWords:
    """`english` may be empty: the Indonesian words are then said to everybody."""

    title: str
    indonesian: str
    english: str = ""

    def said_in(self, language: str) -> str:
        return self.english if language == "en" and self.english else self.indonesian


def checked_words(title: str, indonesian: str, english: str) -> ReadyWords:
    """Tidied. CannotSay: title, length, unknown_gap (detail: as they were written), lone_brace."""
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise CannotSay("title", LONGEST_TITLE)
    return ReadyWords(title, _checked(indonesian), _checked(english) if english.strip() else "")


def meant(field: str) -> str:
    """The known field that looks most like this one; "" where none does."""
    near = get_close_matches(field.strip().lower(), FIELDS, n=1)
    return near[0] if near else ""


def can_be_said(body: str, words: Mapping[str, str]) -> bool:
    """Whether there is a word for every gap: an officer in a hurry does not send a sentence with a hole."""
    return all(words.get(gap) for gap in GAP.findall(body))


def _checked(body: str) -> str:
    body = "\n".join(line.rstrip() for line in body.strip().splitlines())
    unknown = [field for field in BRACED.findall(body) if field not in FIELDS]
    if unknown:
        raise CannotSay("unknown_gap", ", ".join(dict.fromkeys(unknown)))
    if re.search(r"[{}]", BRACED.sub("", body)):
        raise CannotSay("lone_brace")
    if not 1 <= len(body) <= LONGEST_ANSWER:
        raise CannotSay("length", LONGEST_ANSWER)
    return body
