"""What one message tells besides what it asks for: numbers, dates, names, places and who they belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import naming
from .days import days_in
from .places import Places
from .roles import role_before, role_of_speaker

_SIXTEEN = re.compile(r"(?<!\d)(?<!\d[ .\-])\d(?:[ .\-–]?\d){15}(?![ .\-–]?\d)")
_LONG_RUN = re.compile(r"\d(?:[ .\-–]?\d){8,}")
_PHONE = re.compile(
    r"(?<!\d)(?:\+?62|0)[ \-]?8(?:[ \-]?\d){7,12}(?!\d)|(?<!\d)(?:\+?62)?0?800(?:[ \-]?\d){6,10}(?!\d)"
)
_OWNER = r"(?:(?:saya|sy|kami|nya|ibu|bapak|ayah|anak|suami|istri|pemohon|pelapor|is|adalah)\W{0,3}){0,3}$"
_CARD = re.compile(r"\b(?:kk|kartu keluarga|family card(?: number)?)(?:nya)?\b\W{0,3}" + _OWNER, re.I)
_PERSON = re.compile(r"\b(?:nik|e-?ktp|ktp|no\.? ?induk)(?:nya|ku|e)?\b\W{0,3}" + _OWNER, re.I)
_CARDS_WORD = re.compile(r"^\s?\(?(?:kk|no kk)\b(?!\W{0,4}\d)", re.I)
LOOKS_BACK = 34  # letters before a number that may say what it is


@dataclass(frozen=True, slots=True)
class Mention:
    """`kind` is that of a field: nik, kk, number (sixteen digits, which of both is not said), date, name, phone,
    district, village. `of` says whose it is or of what: self, child, father, mother, spouse, deceased, witness; birth,
    death, marriage; "" where nothing says so. `value` is as it would be stored."""

    kind: str
    value: str
    of: str = ""
    at: int = 0


def mentioned(text: str, today: date, places: Places | None = None) -> tuple[Mention, ...]:
    """In the order written. Never raises; what is only half a number is left out."""
    numbers = tuple(_numbers(text))
    rest = _blanked(_PHONE, _blanked(_SIXTEEN, text))
    found = [
        *numbers,
        *(
            Mention("phone", _phone(m.group()), at=m.start())
            for m in _PHONE.finditer(_blanked(_SIXTEEN, text))
        ),
        *(
            Mention("date", each.day.isoformat(), each.of, each.at)
            for each in days_in(_blanked(_LONG_RUN, rest), today)
        ),
        *(Mention("name", each.name, each.of, each.at) for each in naming.names_in(text)),
        *(_places(text, places) if places else ()),
    ]
    return tuple(sorted(found, key=lambda mention: mention.at))


def speaker(text: str) -> str:
    """Who writes, in the word they said of themselves: "saya ibunya" -> ibu; "" where they did not."""
    return role_of_speaker(text)


def _numbers(text: str) -> Iterator[Mention]:
    matches = list(_SIXTEEN.finditer(text))
    after_format = text.count("#") >= 2 and len(matches) == 2
    for order, match in enumerate(matches):
        value = "".join(c for c in match.group() if c.isdigit())
        before = text[max(0, match.start() - LOOKS_BACK) : match.start()]
        kind = ("nik", "kk")[order] if after_format else _kind_of(value, before, text[match.end() :])
        yield Mention(kind, value, role_before(text, match.start()), match.start())


def _kind_of(value: str, before: str, after: str) -> str:
    """What is written beside it; else a day above forty, which only a woman's NIK has."""
    card, person = _CARD.search(before), _PERSON.search(before)
    if card and (not person or card.start() > person.start()):
        return "kk"
    if not person and _CARDS_WORD.match(after):
        return "kk"
    if person or 41 <= int(value[6:8]) <= 71:
        return "nik"
    return "number"


def _phone(written: str) -> str:
    digits = "".join(c for c in written if c.isdigit())
    return "62" + digits[1:] if digits.startswith("0") else digits


def _places(text: str, places: Places) -> Iterator[Mention]:
    """Only after the word that says what they are: a name of a person may be that of a village."""
    for kind, words in (("district", "kecamatan|kec"), ("village", "desa|kelurahan|kel|ds")):
        for match in re.finditer(rf"\b(?:{words})\b\.?\s*[:=]?\s*([a-z' ]{{3,30}})", text, re.I):
            name = places.named(kind, match.group(1))
            if name:
                yield Mention(kind, name, at=match.start(1))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """Nothing moves: what follows keeps its place."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
