"""Taking a case to work on it, and giving it back."""

from datetime import datetime

from django.db import transaction

from lojar.offices.models import Officer

from .. import case_log
from ..models import Application
from ..rules.claim import may_release
from ..rules.events import Kind
from ..rules.lifecycle import Verb
from .row import hold, holder_of, let_go, locked_for, locked_for_officer, must_work_here


@transaction.atomic
def claim(application: Application, officer: Officer, *, reason: str = "", now: datetime) -> Application:
    """For 30 minutes; every step of work begins them anew. A supervisor or the head may take a case over with a
    reason. NotAllowed("claimed_by_other", officer=, until=, may_take_over=)."""
    row = locked_for_officer(application, officer, Verb.CLAIM, now=now)
    hold(row, officer, reason=reason, now=now)
    return row


@transaction.atomic
def release(application: Application, officer: Officer, *, now: datetime) -> Application:
    """Back to the queue; nothing happens where nobody holds it."""
    row = locked_for(application, Verb.CLAIM)
    must_work_here(officer, row)
    if may_release(holder_of(row), officer.pk, role=officer.role, now=now):
        row.save(update_fields=let_go(row))
        case_log.by_officer(row, Kind.RELEASED, officer, now=now)
    return row
