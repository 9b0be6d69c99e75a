"""The row, locked: every action begins here, so that no rule is asked about a state that is already past."""

from datetime import datetime

from lojar.offices.models import Officer

from .. import case_log
from ..models import Application, Paper
from ..rules.claim import LEASE, Holder, Step, may_claim
from ..rules.events import Kind
from ..rules.lifecycle import NEEDS_CLAIM, NotAllowed, Verb, status_after

TOUCHED = ("touched_at", "warned_at")


def locked(application: Application) -> Application:
    return Application.objects.select_for_update().get(pk=application.pk)


def locked_with_siblings(application: Application) -> tuple[Application, list[Application]]:
    """The row and the other members of its package. Locked in the order of their ids, whoever asks first: two that
    lock the same package never wait for each other in a ring."""
    bundle = Application.objects.filter(pk=application.pk).values_list("bundle_id", flat=True).first()
    if bundle is None:
        return locked(application), []
    rows = list(Application.objects.select_for_update().filter(bundle_id=bundle).order_by("id"))
    return next(r for r in rows if r.pk == application.pk), [r for r in rows if r.pk != application.pk]


def locked_for(application: Application, verb: Verb) -> Application:
    """The locked row, in a status that allows `verb`."""
    row = locked(application)
    status_after(row.status, verb)
    return row


def locked_for_officer(
    application: Application, officer: Officer, verb: Verb, *, now: datetime
) -> Application:
    """The same for an officer's verb. Working on a case that nobody holds claims it; a claim is asked every time."""
    row = locked_for(application, verb)
    must_work_here(officer, row)
    if verb in NEEDS_CLAIM:
        hold(row, officer, now=now)
    return row


def must_work_here(officer: Officer, row: Application) -> None:
    # An administrator without an office looks after the whole installation.
    everywhere = officer.office_id is None and officer.role == Officer.Role.ADMIN
    if not officer.is_active or not (everywhere or officer.office_id == row.office_id):
        raise NotAllowed("other_office")


def hold(row: Application, officer: Officer, *, reason: str = "", now: datetime) -> Step:
    """Take the claim, or begin its lease anew; raises claimed_by_other."""
    before = holder_of(row)
    step = may_claim(before, officer.pk, role=officer.role, reason=reason, now=now)
    row.claimed_by, row.claimed_until = officer, now + LEASE
    row.save(update_fields=["claimed_by", "claimed_until"])
    if step == Step.TAKEN_OVER and before is not None:
        case_log.by_officer(
            row, Kind.CLAIMED, officer, now=now, taken_from=before.name, reason=reason.strip()
        )
    elif step == Step.TAKEN:
        case_log.by_officer(row, Kind.CLAIMED, officer, now=now)
    return step


def holder_of(row: Application) -> Holder | None:
    if row.claimed_by is None or row.claimed_until is None:
        return None
    return Holder(row.claimed_by.pk, str(row.claimed_by), row.claimed_until)


def let_go(row: Application) -> tuple[str, ...]:
    """End the claim; returns the names of the fields to save."""
    row.claimed_by, row.claimed_until = None, None
    return ("claimed_by", "claimed_until")


def move(row: Application, verb: Verb, *saving: str) -> None:
    """To the status that the table says, together with the fields that changed with it."""
    row.status = status_after(row.status, verb).value
    row.save(update_fields=["status", *saving])


def touch(row: Application, *saving: str, now: datetime) -> None:
    """The citizen did something: silence begins anew."""
    row.touched_at, row.warned_at = now, None
    row.save(update_fields=[*TOUCHED, *saving])


def paper_of(row: Application, key: str) -> Paper:
    paper = row.papers.filter(key=key).first()
    if paper is None:
        raise NotAllowed("unknown_paper", paper=key)
    return paper
