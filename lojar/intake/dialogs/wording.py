"""How papers, values, moments and applications are named to a citizen."""

from collections.abc import Iterable
from datetime import date, datetime

from lojar.catalogue.shapes import Field
from lojar.lib import phone
from lojar.offices.rules.dates_in_words import day_in_words, relative_moment_in_words

from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand.numbers import SIXTEEN, grouped


def paper_name(talk: Talk, case: Case, key: str, *, short: bool = False) -> str:
    requirement = case.requirement(key)
    if requirement is None:
        return key
    return talk.language_of(requirement.short if short else requirement.label)


def paper_names(talk: Talk, case: Case, keys: Iterable[str], *, mark: str = "•") -> str:
    """A line each, with the number of pages where there are several."""
    lines = []
    for key in keys:
        paper = case.paper(key)
        pages = paper.pages if paper else 0
        more = f" ({talk.say('photos.pages', count=pages)})" if pages > 1 else ""
        lines.append(f"{mark} {paper_name(talk, case, key)}{more}")
    return "\n".join(lines)


def value_in_words(talk: Talk, field: Field, value: str) -> str:
    """As it can be compared with the paper: 3510 9955 ..., 20 November 2026, the label of a choice."""
    choice = field.choice(value)
    if choice is not None:
        return talk.language_of(choice.label)
    if field.kind in {"nik", "kk", "niks"}:
        return ", ".join(grouped(each) if len(each) == SIXTEEN else each for each in value.split(", "))
    if field.kind in {"date", "datetime"}:
        return _date_in_words(talk, value)
    if field.kind == "phone":
        return phone.display(value)
    if field.kind == "decimal" and talk.scene.language == "id":
        return value.replace(".", ",")
    return value.replace(":", ".") if field.kind == "time" and talk.scene.language == "id" else value


def case_name(talk: Talk, case: Case) -> str:
    """ "KTP hilang, atas nama Siti (BWI-...)": told apart where a family shares a phone."""
    name = talk.language_of(case.service.short)
    whom = talk.say("case.of", name=case.person) if case.person else ""
    return f"{name}{whom}"


def moment(talk: Talk, at: datetime | None) -> str:
    if at is None:
        return ""
    zone = talk.scene.office.zone
    return relative_moment_in_words(at, now=talk.scene.now, zone=zone, language=talk.scene.language)


def day(talk: Talk, at: datetime | None) -> str:
    return day_in_words(at.astimezone(talk.scene.office.zone).date(), talk.scene.language) if at else ""


def _date_in_words(talk: Talk, value: str) -> str:
    written, _, clock = value.partition(" ")
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return value
    told = day_in_words(found, talk.scene.language).split(", ", 1)[-1]
    if not clock:
        return f"{told} {found.year}"
    word = talk.say("case.at")
    at = clock.replace(":", ".") if talk.scene.language == "id" else clock
    return f"{told} {found.year}, {word} {at}"
