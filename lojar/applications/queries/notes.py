"""What officers wrote to each other about a case, and who is called by it."""

from lojar.offices.models import Officer

from ..models import Application, CaseNote, Mention

MOST_NOTES = 200
MOST_CALLS = 50


def notes_of(application: Application) -> list[CaseNote]:
    """Newest first, with whom each of them calls."""
    notes = application.notes.select_related("officer").prefetch_related("mentions__officer")
    return list(notes[:MOST_NOTES])


def calls_to(officer: Officer) -> list[Mention]:
    """Not opened yet, in the officer's own office, oldest first."""
    waiting = Mention.objects.filter(officer=officer, opened_at=None)
    waiting = waiting.filter(note__application__office=officer.office_id).order_by("id")
    return list(
        waiting.select_related("note__officer", "note__application").defer(
            "note__text", "note__application__values", "note__application__reject_ground"
        )[:MOST_CALLS]
    )


def is_called(officer: Officer, application: Application) -> bool:
    """Whether a note of this case calls the officer, who has not opened it."""
    return Mention.objects.filter(officer=officer, opened_at=None, note__application=application).exists()
