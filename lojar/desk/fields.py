"""The fields of an application as the officer reads them: value, doubt, and how to copy it."""

from dataclasses import dataclass

from django.template.defaultfilters import date as written
from django.utils.translation import get_language

from lojar.applications import queries
from lojar.applications.rules.cautions import read_date
from lojar.applications.rules.read_values import agrees, in_words, is_near
from lojar.catalogue.shapes import Field, Text

from .reviewing import Review

DATES = {"date"}
NUMBERS = {"nik", "kk", "phone"}


@dataclass(frozen=True)
class FieldOnDesk:
    """One line: what was asked, what was said, what looks odd."""

    key: str
    label: object  # catalogue Text
    value: str
    plain: str  # what is copied: digits without groups
    shown: object | None  # the words of a choice
    warnings: tuple[str, ...]
    is_number: bool
    read: "ReadOnDesk | None" = None


@dataclass(frozen=True)
class ReadOnDesk:
    """What a photo says about a field, and where to look at it."""

    value: str
    plain: str
    agrees: bool  # with what was said
    is_near: bool  # but for a letter or two
    in_doubt: bool
    paper: str  # key, "" where the page is gone
    page: int  # number


@dataclass(frozen=True)
class FieldsOnDesk:
    title: object | None
    fields: tuple[FieldOnDesk, ...]


def fields_of(review: Review) -> list[FieldsOnDesk]:
    """In the order and the groups of the service; questions that decided on papers come first."""
    warnings = warnings_by_field(review)
    lines = {f.key: _line(f, review, warnings) for f in review.service.fields}
    known = {key: line for key, line in lines.items() if line is not None}
    sections = [FieldsOnDesk(None, tuple(_answers(review)))]
    for group in review.service.groups:
        sections.append(
            FieldsOnDesk(group.label, tuple(known.pop(key) for key in group.fields if key in known))
        )
    sections.append(FieldsOnDesk(None, tuple(known.values())))
    return [section for section in sections if section.fields]


def warnings_by_field(review: Review) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for warning in queries.warnings_of(review.application):
        found[warning.field] = (*found.get(warning.field, ()), said(warning.text))
    return found


def _line(field: Field, review: Review, warnings: dict[str, tuple[str, ...]]) -> FieldOnDesk | None:
    value = str(review.values.get(field.key, ""))
    read = _read(field, review, value)
    if not value and field.key not in warnings and read is None:
        return None
    choice = field.choice(value)
    on = read_date(value) if field.kind in DATES else None
    return FieldOnDesk(
        key=field.key, label=field.label, value=written(on, "j F Y") if on else value,
        # The registry wants days as 16-11-2026 and numbers without blanks.
        plain=f"{on:%d-%m-%Y}" if on else value.replace(" ", "") if field.kind in NUMBERS else value,
        shown=choice.label if choice else None, warnings=warnings.get(field.key, ()), is_number=field.kind in NUMBERS,
        read=read,
    )  # fmt: skip


def _read(field: Field, review: Review, typed: str) -> ReadOnDesk | None:
    found = review.read.get(field.key)
    if found is None:
        return None
    paper, page = review.where(found.page)
    on = read_date(found.said.value) if field.kind in DATES else None
    words = in_words(found.said)
    return ReadOnDesk(
        value=written(on, "j F Y") if on else words, plain=f"{on:%d-%m-%Y}" if on else words,
        agrees=agrees(field, typed, found.said), is_near=bool(typed) and is_near(typed, found.said),
        in_doubt=not found.said.is_sure, paper=paper, page=page,
    )  # fmt: skip


def _answers(review: Review) -> list[FieldOnDesk]:
    found = []
    for question in review.service.questions:
        choice = question.choice(review.application.answers.get(question.key, ""))
        if choice is not None:
            found.append(FieldOnDesk(key=question.key, label=question.text, value=choice.key, plain="",
                                     shown=choice.label, warnings=(), is_number=False))  # fmt: skip
    return found


def said(text: Text) -> str:
    return text.said_in((get_language() or "id")[:2])
