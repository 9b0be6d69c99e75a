"""The last steps of a case. Whether they are allowed to this collector or for this answer is asked in handover,
which calls them in its own transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lojar.offices.models import Officer

from .. import case_log
from ..models import Application
from ..queries.given import filled, service_of
from ..rules.events import Kind
from ..rules.lifecycle import Status, Verb
from ..rules.outputs import Made, must_lie_ready, ways_out
from .row import let_go, locked_for, locked_for_officer, move, must_work_here


@transaction.atomic
def mark_ready(
    application: Application,
    officer: Officer,
    *,
    has_place: bool = False,
    data: Mapping[str, Any] | None = None,
    now: datetime,
) -> Application:
    """Only what lies in a tray, or is attached, is ready. NotAllowed: no_result, not_in_tray, no_document."""
    row = locked_for_officer(application, officer, Verb.MARK_READY, now=now)
    ways = ways_out(service_of(row), filled(row))
    must_lie_ready(ways, made(row), has_place=has_place)
    row.ready_at = now
    move(row, Verb.MARK_READY, "ready_at", *let_go(row))
    told = {"by_hand": ways.by_hand, "by_pdf": ways.by_pdf and not ways.on_paper, "only_told": ways.only_told}
    case_log.by_officer(row, Kind.READY, officer, now=now, **told, **(data or {}))
    return row


@transaction.atomic
def hand_over(
    application: Application, officer: Officer, *, data: Mapping[str, Any], now: datetime
) -> Application:
    row = locked_for_officer(application, officer, Verb.HAND_OVER, now=now)
    row.closed_at = now
    move(row, Verb.HAND_OVER, "closed_at", *let_go(row))
    case_log.by_officer(row, Kind.HANDED_OVER, officer, now=now, **data)
    return row


@transaction.atomic
def deliver(application: Application, *, data: Mapping[str, Any], now: datetime) -> Application:
    """What goes by message has gone. A card of the same case still waits: then the case stays open for it."""
    row = locked_for(application, Verb.DELIVER)
    ways = ways_out(service_of(row), filled(row))
    card_waits = row.status == Status.READY and ways.by_hand and not ways.on_paper
    if row.status == Status.READY and not card_waits:
        row.closed_at = now
        move(row, Verb.DELIVER, "closed_at", *let_go(row))
    case_log.by_citizen(row, Kind.DELIVERED, now=now, card_waits=card_waits, **data)
    return row


@transaction.atomic
def record_wrong_answer(application: Application, *, wrong: int, locked: bool, now: datetime) -> None:
    row = locked_for(application, Verb.DELIVER)
    case_log.by_citizen(row, Kind.PDF_QUESTION_FAILED, now=now, wrong=wrong, locked=locked)


@transaction.atomic
def record_reopened_question(application: Application, officer: Officer, *, now: datetime) -> None:
    row = locked_for(application, Verb.DELIVER)
    must_work_here(officer, row)
    case_log.by_officer(row, Kind.PDF_QUESTION_REOPENED, officer, now=now)


def made(row: Application) -> list[Made]:
    return [Made(d.name, d.delivery, bool(d.object_key or d.link)) for d in row.documents.all()]
