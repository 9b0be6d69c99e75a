"""The texts of an office, for the page on which it words them, and its morning notes."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lojar.offices.models import Office

from .models import MorningNote, TextOverride
from .rules.event_text import longest_body, plain_name
from .rules.wording import WORDING
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
