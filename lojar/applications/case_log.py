"""One row for everything that happens: timeline, audit trail, source of reports and queue of news."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lojar.lib.jobs import nudge
from lojar.offices.models import Officer

from .models import Application, CaseEvent
from .rules.events import Kind

By = CaseEvent.By


def record(
    application: Application,
    kind: Kind,
    *,
    by: By,
    officer: Officer | None = None,
    data: Mapping[str, Any] | None = None,
    now: datetime,
) -> CaseEvent:
    """In the caller's transaction, so that a change without its event cannot be."""
    event = CaseEvent.objects.create(
        application=application, kind=Kind(kind).value, at=now, by=by, officer=officer, data=dict(data or {})
    )
    nudge("notifications.announce", once="announce")
    return event


def by_citizen(application: Application, kind: Kind, *, now: datetime, **data: Any) -> CaseEvent:
    return record(application, kind, by=By.CITIZEN, data=data, now=now)


def by_officer(
    application: Application, kind: Kind, officer: Officer, *, now: datetime, **data: Any
) -> CaseEvent:
    return record(application, kind, by=By.OFFICER, officer=officer, data=data, now=now)


def by_program(application: Application, kind: Kind, *, now: datetime, **data: Any) -> CaseEvent:
    return record(application, kind, by=By.PROGRAM, data=data, now=now)
