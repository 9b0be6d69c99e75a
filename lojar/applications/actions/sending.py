"""The citizen sends, sends again after a correction, or takes it all back."""

from datetime import datetime

from django.db import transaction

from .. import case_log
from ..models import Application
from ..queries.given import given, lacks, paper_facts, service_of
from ..rules.completeness import must_be_complete
from ..rules.events import Kind
from ..rules.lifecycle import Status, Verb, status_after
from .row import TOUCHED, let_go, locked, locked_for, locked_with_siblings, move
from .splitting import split


@transaction.atomic
def submit(application: Application, *, now: datetime) -> list[Application]:
    """Into the office's queue. A package comes out as its members; what was sent already comes back unchanged,
    so that a repeated job does nothing. NotAllowed("incomplete", missing=, fields=, questions=)."""
    row, siblings = locked_with_siblings(application)
    if row.status == Status.SUBMITTED:
        return _sent_together(row, siblings)
    status_after(row.status, Verb.SUBMIT)
    must_be_complete(service_of(row), paper_facts(row), given(row))
    if row.status == Status.RETURNED:
        return [_send_again(member, now) for member in (row, *filter(_is_refreshed, siblings))]
    return [_send(member, now) for member in split(row, now=now)]


@transaction.atomic
def withdraw(application: Application, *, now: datetime) -> Application:
    """The citizen does not want it any more; the row and its events stay."""
    row = locked_for(application, Verb.WITHDRAW)
    row.closed_at = now
    move(row, Verb.WITHDRAW, "closed_at", *let_go(row))
    case_log.by_citizen(row, Kind.WITHDRAWN, now=now)
    return row


@transaction.atomic
def want_officer(application: Application, *, now: datetime) -> Application:
    """The citizen asks for a person about this case: shown on its timeline, the status stays."""
    row = locked(application)
    case_log.by_citizen(row, Kind.OFFICER_WANTED, now=now)
    return row


def _send(row: Application, now: datetime) -> Application:
    row.submitted_at = row.touched_at = now
    row.warned_at = None
    move(row, Verb.SUBMIT, "submitted_at", *TOUCHED)
    case_log.by_citizen(row, Kind.SUBMITTED, now=now)
    return row


def _send_again(row: Application, now: datetime) -> Application:
    """`submitted_at` stays: whoever corrects keeps the place in the queue."""
    row.touched_at, row.warned_at = now, None
    move(row, Verb.SUBMIT, *TOUCHED)
    case_log.by_citizen(row, Kind.RESUBMITTED, now=now)
    return row


def _is_refreshed(sibling: Application) -> bool:
    """Returned too, and made whole again by the same new photos: it goes along."""
    if sibling.status != Status.RETURNED or sibling.returned_at is None:
        return False
    new = sibling.papers.filter(pages__withdrawn_at=None, pages__laid_at__gte=sibling.returned_at)
    return new.exists() and not lacks(sibling)


def _sent_together(row: Application, siblings: list[Application]) -> list[Application]:
    return [row, *(sibling for sibling in siblings if sibling.submitted_at == row.submitted_at)]
