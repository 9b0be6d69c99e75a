"""Notes of the officers beside a case, and on the worklist of whoever they call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from lojar.applications import actions, queries
from lojar.applications.models import CaseNote
from lojar.applications.rules.notes import LONGEST_CASE_NOTE
from lojar.offices.models import Officer
from lojar.offices.queries import colleagues

from .reviewing import Review


@dataclass(frozen=True)
class Note:
    """One note as the desk shows it."""

    who: str
    at: datetime
    text: str
    called: tuple[str, ...]
    for_me: bool  # it calls this officer, who sees it for the first time


@dataclass(frozen=True)
class Call:
    """A case in which a colleague calls this officer."""

    case: int
    number: str
    person: str
    who: str
    at: datetime


def panel_of(review: Review, *, before_eyes: bool) -> dict[str, Any]:
    """The notes with the form for the next one. Whoever has them before their eyes has opened them."""
    officer, application = review.officer, review.application
    notes = [_note(each, officer) for each in queries.notes_of(application)]
    if before_eyes:
        actions.open_notes(application, officer, now=review.now)
    people = [each for each in colleagues(application.office) if each.pk != officer.pk]
    return {
        "notes": notes, "people": people, "note_key": uuid4().hex, "longest_note": LONGEST_CASE_NOTE
    }  # fmt: skip


def calls_to(officer: Officer) -> list[Call]:
    """A line a case, by the first note that calls."""
    first: dict[int, Call] = {}
    for each in queries.calls_to(officer):
        note, case = each.note, each.note.application
        first.setdefault(
            case.pk, Call(case.pk, case.number, case.person_name, str(note.officer), note.written_at)
        )
    return list(first.values())


def _note(note: CaseNote, reader: Officer) -> Note:
    mentions: Iterable[Any] = note.mentions.all()
    return Note(
        who=str(note.officer),
        at=note.written_at,
        text=note.text,
        called=tuple(str(each.officer) for each in mentions),
        for_me=any(each.officer_id == reader.pk and each.opened_at is None for each in mentions),
    )
