"""The officer's decision about the whole case: corrections, yes, or no."""

from datetime import datetime

from django.db import transaction

from lojar.offices.models import Officer
from lojar.offices.queries import opening_hours

from .. import case_log
from ..models import Application
from ..queries.given import paper_facts, service_of
from ..rules.deciding import must_be_acceptable, must_name_the_ground
from ..rules.events import Kind
from ..rules.lifecycle import PaperState, Verb
from ..rules.promised_date import promised_date
from ..rules.returning import must_say_what
from .row import let_go, locked_for_officer, move


@transaction.atomic
def ask_for_correction(
    application: Application, officer: Officer, *, note: str = "", now: datetime
) -> Application:
    """Back to the citizen with what was returned; the rest stays as it is."""
    row = locked_for_officer(application, officer, Verb.ASK_FOR_CORRECTION, now=now)
    returned = list(row.papers.filter(state=PaperState.RETURNED))
    must_say_what([paper.key for paper in returned], note)
    # The citizen's silence is counted from here: before, it was the office that kept them waiting.
    row.returned_at = row.touched_at = now
    row.warned_at = None
    move(row, Verb.ASK_FOR_CORRECTION, "returned_at", "touched_at", "warned_at", *let_go(row))
    papers = [{"key": p.key, "document": p.document, "reasons": p.reasons, "note": p.note} for p in returned]
    case_log.by_officer(row, Kind.CORRECTION_ASKED, officer, now=now, papers=papers, note=note.strip())
    return row


@transaction.atomic
def accept(application: Application, officer: Officer, *, now: datetime) -> Application:
    """Complete and correct: the promise runs from here. NotAllowed: needs_head, papers_not_accepted."""
    row = locked_for_officer(application, officer, Verb.ACCEPT, now=now)
    service = service_of(row)
    must_be_acceptable(service, paper_facts(row), role=officer.role)
    row.accepted_at = now
    row.promised_at = promised_date(service.promise, now, opening_hours(row.office))
    move(row, Verb.ACCEPT, "accepted_at", "promised_at")
    case_log.by_officer(row, Kind.ACCEPTED, officer, now=now, promised_at=row.promised_at.isoformat())
    return row


@transaction.atomic
def reject(application: Application, officer: Officer, *, ground: str, now: datetime) -> Application:
    """Final, so it names the rule it stands on."""
    row = locked_for_officer(application, officer, Verb.REJECT, now=now)
    must_name_the_ground(ground)
    row.reject_ground, row.closed_at = ground.strip(), now
    move(row, Verb.REJECT, "reject_ground", "closed_at", *let_go(row))
    case_log.by_officer(row, Kind.REJECTED, officer, now=now, ground=row.reject_ground)
    return row
