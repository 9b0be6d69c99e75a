"""Notes of the officers on a case: written for colleagues, and opened by those whom they call."""

from datetime import datetime

from django.db import transaction

from lojar.offices.models import Officer
from lojar.offices.queries import colleagues

from .. import case_log
from ..models import Application, CaseNote, Mention
from ..rules.events import Kind
from ..rules.notes import called, must_be_a_note
from .row import locked, must_work_here


@transaction.atomic
def write_note(
    application: Application, officer: Officer, *, text: str, key: str = "", now: datetime
) -> CaseNote:
    """In any status and whoever holds the case. The same `key` again is the same note: nothing is written twice.

    The event says that there is a note and never what it says: events are the citizen's timeline, too."""
    row = locked(application)
    must_work_here(officer, row)
    must_be_a_note(text)
    key = key[:60] or now.isoformat()
    note, is_new = CaseNote.objects.get_or_create(
        application=row, officer=officer, key=key, defaults={"text": text.strip(), "written_at": now}
    )
    if is_new:
        _call_colleagues(note)
        case_log.by_officer(row, Kind.NOTE_WRITTEN, officer, now=now, note_id=note.pk)
    return note


def open_notes(application: Application, officer: Officer, *, now: datetime) -> int:
    """The officer has the notes of this case before them: what called them there is done."""
    calling = Mention.objects.filter(officer=officer, opened_at=None, note__application=application)
    return calling.update(opened_at=now)


def _call_colleagues(note: CaseNote) -> None:
    """Nobody calls themselves."""
    names = {each.pk: str(each) for each in colleagues(note.application.office)}
    people = [who for who in called(note.text, names) if who != note.officer_id]
    Mention.objects.bulk_create(Mention(note=note, officer_id=who) for who in people)
