"""The last step, as verbs: it lies ready, somebody entitled takes it, or the PDF goes out behind a question."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lojar.applications import actions as applications
from lojar.applications.models import Application
from lojar.applications.queries import filled
from lojar.applications.rules.lifecycle import NotAllowed, Verb, status_after
from lojar.lib.reference import ALPHABET
from lojar.offices.models import Office, Officer

from .models import HandOver, Tray
from .queries import identity_changed, pdfs_of, shown_lately, ways_of, what_to_bring
from .rules.collector import may_collect, must_be_surrendered
from .rules.passes import CODE_LENGTH
from .rules.pdf_question import WRONG_ANSWERS, choose, is_answered, is_right

DRAWS = 20


def add_tray(office: Office, name: str) -> Tray:
    """The same name again is the same tray."""
    tray, _ = Tray.objects.get_or_create(office=office, name=name.strip()[:40])
    return tray


@transaction.atomic
def mark_ready(
    application: Application, officer: Officer, *, tray: Tray | None = None, place: str = "", now: datetime
) -> HandOver:
    """With a pass to collect it and, where a PDF goes out, the question before it. News that is itself the result
    is delivered at once. NotAllowed: not_in_tray, no_document, no_result, other_office."""
    if tray is not None and tray.office_id != application.office_id:
        raise NotAllowed("other_office")
    place = place.strip()[:40]
    where = {"tray": tray.name if tray else "", "place": place}
    row = applications.mark_ready(application, officer, has_place=bool(tray or place), data=where, now=now)
    ways = ways_of(row)
    hand_over = HandOver.objects.create(
        application=row,
        tray=tray,
        place=place,
        code=_free_code(row.office),
        pass_token=secrets.token_urlsafe(24),
        opened_at=now,
        question=_question(row, now=now) if ways.by_pdf or pdfs_of(row) else "",
    )
    if ways.only_told:
        applications.deliver(row, data={"documents": []}, now=now)
    return hand_over


@transaction.atomic
def hand_over(
    application: Application,
    officer: Officer,
    *,
    collector: str,
    collector_name: str = "",
    surrendered: Collection[str] = (),
    shown: Collection[str] | None = None,
    excuse: str = "",
    now: datetime,
) -> HandOver:
    """Into the hands of somebody entitled. `shown`: proofs seen (None: the officer confirmed them all at once);
    `excuse`: why an original that should stay here does not come. NotAllowed: may_not_collect, collector_unnamed,
    not_surrendered."""
    row, waiting = _locked(application)
    status_after(row.status, Verb.HAND_OVER)
    who = may_collect(collector, name=collector_name, shown=shown)
    must_be_surrendered([b.key for b in what_to_bring(row) if b.surrender], surrendered, excuse=excuse)
    waiting.collected_at, waiting.handed_by = now, officer
    waiting.collector, waiting.collector_name = who.value, collector_name.strip() or _applicant_name(row)
    waiting.surrendered = list(surrendered)
    waiting.save(update_fields=["collected_at", "handed_by", "collector", "collector_name", "surrendered"])
    told = {
        "collector": who.value,
        "collector_name": waiting.collector_name,
        "surrendered": waiting.surrendered,
        "excuse": excuse.strip(),
    }
    applications.hand_over(row, officer, data=told, now=now)
    return waiting


@transaction.atomic
def answer_question(application: Application, answer: str, *, now: datetime) -> bool:
    """True opens the PDF for a day. Three wrong answers lock it, until an officer helps (question_locked)."""
    row, waiting = _locked(application)
    status_after(row.status, Verb.DELIVER)
    _must_not_be_locked(waiting)
    if is_answered(waiting.answered_at, now):
        return True
    waiting.question = waiting.question or _question(row, now=now)
    if is_right(waiting.question, filled(row).get(waiting.question, ""), answer):
        waiting.answered_at, waiting.wrong_answers = now, 0
        waiting.save(update_fields=["question", "answered_at", "wrong_answers"])
        return True
    waiting.wrong_answers += 1
    waiting.locked_at = now if waiting.wrong_answers >= WRONG_ANSWERS else None
    waiting.save(update_fields=["question", "wrong_answers", "locked_at"])
    is_locked = waiting.locked_at is not None
    applications.record_wrong_answer(row, wrong=waiting.wrong_answers, locked=is_locked, now=now)
    return False


@transaction.atomic
def reopen_question(application: Application, officer: Officer, *, now: datetime) -> HandOver:
    """An officer has made sure who it is: three more answers, to another question where there is one."""
    row, waiting = _locked(application)
    applications.record_reopened_question(row, officer, now=now)
    waiting.question = _question(row, avoid={waiting.question}, now=now)
    waiting.wrong_answers, waiting.locked_at, waiting.answered_at = 0, None, None
    waiting.save(update_fields=["question", "wrong_answers", "locked_at", "answered_at"])
    return waiting


@transaction.atomic
def deliver_pdf(application: Application, *, now: datetime) -> Application:
    """To the number that applied, and only after the answer. The event names the documents; notifications send them.
    NotAllowed: question_locked, question_open, identity_changed, no_document."""
    row, waiting = _locked(application)
    status_after(row.status, Verb.DELIVER)
    _must_not_be_locked(waiting)
    if not is_answered(waiting.answered_at, now):
        raise NotAllowed("question_open", question=waiting.question)
    if identity_changed(row):
        raise NotAllowed("identity_changed")
    documents = pdfs_of(row)
    if not documents:
        raise NotAllowed("no_document", documents=[])
    return applications.deliver(row, data={"documents": [d.pk for d in documents]}, now=now)


def _locked(application: Application) -> tuple[Application, HandOver]:
    """The application first, then its hand-over: every verb in this order, so that none waits for another in a ring."""
    row = Application.objects.select_for_update().get(pk=application.pk)
    waiting = HandOver.objects.select_for_update().filter(application=row).first()
    if waiting is None:
        raise NotAllowed("wrong_status", status=row.status, verb=str(Verb.HAND_OVER))
    return row, waiting


def _must_not_be_locked(waiting: HandOver) -> None:
    if waiting.locked_at is not None:
        raise NotAllowed("question_locked", since=waiting.locked_at)


def _question(row: Application, *, avoid: Collection[str] = (), now: datetime) -> str:
    return choose(filled(row), shown=shown_lately(row, now), avoid=avoid)


def _applicant_name(row: Application) -> str:
    return filled(row).get("nama_pelapor", "") or row.person_name


def _free_code(office: Office) -> str:
    """Six characters that no waiting document of the office has; 148 million are enough to find one at once."""
    waiting = HandOver.objects.filter(application__office=office, collected_at=None)
    for _ in range(DRAWS):
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if not waiting.filter(code=code).exists():
            return code
    raise RuntimeError("no free pick-up code was found")
