"""Paper by paper: accepted or returned with a reason; each can be undone until the case itself is decided."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lojar.catalogue import queries as catalogue
from lojar.offices.models import Officer

from .. import case_log
from ..models import Application, Paper
from ..rules.events import Kind
from ..rules.lifecycle import NotAllowed, PaperState, Verb
from ..rules.returning import must_have_a_reason
from .row import locked_for_officer


@transaction.atomic
def accept_paper(paper: Paper, officer: Officer, *, now: datetime) -> Paper:
    row, paper = _locked(paper, officer, now)
    if paper.state == PaperState.ACCEPTED:
        return paper
    if not paper.pages.filter(withdrawn_at=None).exists():
        raise NotAllowed("no_pages", paper=paper.key)
    _decide(paper, PaperState.ACCEPTED, officer, now=now)
    case_log.by_officer(row, Kind.PAPER_ACCEPTED, officer, now=now, paper=paper.key)
    return paper


@transaction.atomic
def return_paper(
    paper: Paper, officer: Officer, *, reasons: Sequence[str] = (), note: str = "", now: datetime
) -> Paper:
    """`reasons`: codes of the catalogue for this kind of paper. A paper that never came can be asked for too."""
    row, paper = _locked(paper, officer, now)
    document = catalogue.for_office(row.office).documents.get(paper.document)
    known = {reason.code for reason in document.return_reasons} if document else set()
    must_have_a_reason(reasons, note, known=known)
    _decide(paper, PaperState.RETURNED, officer, reasons=reasons, note=note.strip(), now=now)
    case_log.by_officer(
        row, Kind.PAPER_RETURNED, officer, now=now, paper=paper.key, reasons=list(reasons), note=paper.note
    )
    return paper


@transaction.atomic
def unreview_paper(paper: Paper, officer: Officer, *, now: datetime) -> Paper:
    """As if it had not been looked at yet."""
    row, paper = _locked(paper, officer, now)
    if paper.state not in (PaperState.ACCEPTED, PaperState.RETURNED):
        return paper
    has_pages = paper.pages.filter(withdrawn_at=None).exists()
    before = paper.state
    _decide(paper, PaperState.RECEIVED if has_pages else PaperState.MISSING, None, now=now)
    case_log.by_officer(row, Kind.PAPER_UNREVIEWED, officer, now=now, paper=paper.key, before=before)
    return paper


def _locked(paper: Paper, officer: Officer, now: datetime) -> tuple[Application, Paper]:
    """The application's lock guards its papers; the paper is read anew under it."""
    row = locked_for_officer(Application(pk=paper.application_id), officer, Verb.REVIEW_PAPER, now=now)
    return row, row.papers.get(pk=paper.pk)


def _decide(
    paper: Paper,
    state: PaperState,
    officer: Officer | None,
    *,
    reasons: Sequence[str] = (),
    note: str = "",
    now: datetime,
) -> None:
    paper.state, paper.reasons, paper.note = state.value, list(reasons), note
    paper.decided_by, paper.decided_at = officer, now if officer else None
    paper.save(update_fields=["state", "reasons", "note", "decided_by", "decided_at"])
