"""Silence ends a draft, after a warning that leaves time to answer."""

from datetime import datetime

from django.db import transaction

from .. import case_log
from ..models import Application
from ..rules.draft_expiry import Due, expires_at, what_is_due
from ..rules.events import Kind
from ..rules.lifecycle import NotAllowed, Verb
from .row import let_go, locked_for, move


@transaction.atomic
def warn_of_expiry(application: Application, *, now: datetime) -> Application:
    row = locked_for(application, Verb.EXPIRE)
    _must_be_due(row, Due.WARNING, now)
    row.warned_at = now
    row.save(update_fields=["warned_at"])
    ends_at = expires_at(row.touched_at, row.warned_at)
    case_log.by_program(row, Kind.EXPIRING, now=now, expires_at=ends_at.isoformat())
    return row


@transaction.atomic
def expire(application: Application, *, now: datetime) -> Application:
    row = locked_for(application, Verb.EXPIRE)
    _must_be_due(row, Due.EXPIRY, now)
    row.closed_at = now
    move(row, Verb.EXPIRE, "closed_at", *let_go(row))
    case_log.by_program(row, Kind.EXPIRED, now=now)
    return row


def _must_be_due(row: Application, due: Due, now: datetime) -> None:
    """Asked under the lock: the citizen may have written a moment ago, or the job run twice."""
    if what_is_due(row.status, row.touched_at, warned_at=row.warned_at, now=now) != due:
        raise NotAllowed("not_due", due=due.value)
