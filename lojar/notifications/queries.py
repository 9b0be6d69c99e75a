"""The texts of an office, for the page on which it words them; the ready answers of its officers; its morning notes."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lojar.offices.models import Office

from .models import MorningNote, ReadyAnswer, TextOverride
from .rules.event_text import longest_body, plain_name
from .rules.ready_answer import ReadyWords
from .rules.wording import WORDING
from .shipped_answers import shipped_answers
from .wordings import names, shipped


@dataclass(frozen=True, slots=True)
class Line:
    """One text: as shipped, as the office says it (or ""), and what its gaps may be."""

    name: str
    shipped: str
    own: str
    may_tell: tuple[str, ...]
    must_tell: tuple[str, ...]
    longest: int


def texts_of(office: Office, language: str) -> list[Line]:
    own = dict(TextOverride.objects.filter(office=office, language=language).values_list("event", "body"))
    return [_line(language, name, own.get(name, "")) for name in names(language)]


def morning_notes(office: Office) -> QuerySet[MorningNote]:
    """Newest first."""
    return MorningNote.objects.filter(office=office).order_by("-on")


def _line(language: str, name: str, own: str) -> Line:
    rule, text = WORDING[plain_name(name)], shipped(language, name)
    body = text.body if text else ""
    return Line(
        name, body, own, tuple(sorted(rule.may_tell)), tuple(sorted(rule.must_tell)), longest_body(rule)
    )


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """A ready answer as an office has it."""

    code: str
    words: ReadyWords
    is_offered: bool = True
    is_shipped: bool = True
    is_reworded: bool = False


def answers_of(office: Office) -> list[OfficeAnswer]:
    """The shipped ones in their order, then the office's own by title; those laid aside, too."""
    rows = {row.code: row for row in ReadyAnswer.objects.filter(office=office)}
    shipped = [_answer(code, rows.pop(code, None), words) for code, words in shipped_answers().items()]
    own = sorted(rows.values(), key=lambda row: (row.title.casefold(), row.pk))
    return [*shipped, *(_answer(row.code, row, None) for row in own)]


def _answer(code: str, row: ReadyAnswer | None, shipped: ReadyWords | None) -> OfficeAnswer:
    if row is None:
        return OfficeAnswer(code, shipped or ReadyWords("", ""))
    words = ReadyWords(row.title, row.indonesian, row.english)
    reworded = shipped is not None and words != shipped
    return OfficeAnswer(code, words, row.is_offered, shipped is not None, reworded)
