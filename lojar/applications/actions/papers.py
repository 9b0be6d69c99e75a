"""Photos are laid on the lines of the checklist, moved, taken back; a returned line gets new ones."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lojar.channels.queries import contact_now
from lojar.evidence.models import Photo

from .. import case_log
from ..models import Application, Paper, PaperPage
from ..rules.events import Kind
from ..rules.lifecycle import NotAllowed, PaperState, Status, Verb, status_after
from .row import locked_for, locked_with_siblings, paper_of, touch


@transaction.atomic
def lay_page(application: Application, paper_key: str, photo: Photo, *, now: datetime) -> PaperPage:
    """The same photo twice on one paper is one page. On a returned paper the new photo replaces what was
    returned, in every returned member of the package that shares the paper."""
    row, siblings = locked_with_siblings(application)
    status_after(row.status, Verb.LAY_PAGE)
    _must_fit(row, photo)
    page = _lay(row, paper_of(row, paper_key), photo, now=now)
    for sibling in siblings:
        paper = sibling.papers.filter(key=paper_key).first()
        if paper is not None and sibling.status == Status.RETURNED and _shares_the_return(sibling, paper):
            _lay(sibling, paper, photo, now=now)
    return page


@transaction.atomic
def move_page(page: PaperPage, paper_key: str, *, now: datetime) -> PaperPage:
    """The photo shows another paper than was thought."""
    row = locked_for(page.paper.application, Verb.LAY_PAGE)
    old, new = paper_of(row, page.paper.key), paper_of(row, paper_key)
    if old == new:
        return page
    _must_be_open(old)
    _withdraw(old, [page], now=now)
    return _lay(row, new, page.photo, now=now, moved_from=old.key)


@transaction.atomic
def take_back(
    application: Application, paper_key: str, photo: Photo | None = None, *, now: datetime
) -> list[PaperPage]:
    """One photo, or all of them, off a paper; returns the pages that were taken back. They stay on record."""
    row = locked_for(application, Verb.LAY_PAGE)
    paper = paper_of(row, paper_key)
    _must_be_open(paper)
    pages = [page for page in _living(paper) if photo is None or page.photo_id == photo.pk]
    if not pages:
        return []
    _withdraw(paper, pages, now=now)
    touch(row, now=now)
    case_log.by_citizen(
        row, Kind.PAGE_TAKEN_BACK, now=now, paper=paper.key, photos=[p.photo_id for p in pages]
    )
    return pages


@transaction.atomic
def skip_paper(application: Application, paper_key: str, *, now: datetime) -> Paper:
    """An optional paper will not come; what lay on it is taken back."""
    row = locked_for(application, Verb.LAY_PAGE)
    paper = paper_of(row, paper_key)
    if paper.needed:
        raise NotAllowed("paper_needed", paper=paper.key)
    _must_be_open(paper)
    _withdraw(paper, _living(paper), now=now)
    touch(row, now=now)
    case_log.by_citizen(row, Kind.PAPER_SKIPPED, now=now, paper=paper.key)
    return paper


def _shares_the_return(sibling: Application, paper: Paper) -> bool:
    """Returned there too, or already refreshed from here with an earlier photo of the same burst."""
    if paper.state == PaperState.RETURNED:
        return True
    refreshed = paper.pages.filter(withdrawn_at=None, laid_at__gte=sibling.returned_at).exists()
    return paper.state == PaperState.RECEIVED and refreshed


def _lay(row: Application, paper: Paper, photo: Photo, *, now: datetime, moved_from: str = "") -> PaperPage:
    _must_be_open(paper)
    already = paper.pages.filter(photo=photo, withdrawn_at=None).first()
    if already is not None and paper.state != PaperState.RETURNED:
        return already
    replaced = _living(paper) if paper.state == PaperState.RETURNED else []
    _withdraw(paper, replaced, now=now)
    page = PaperPage.objects.create(paper=paper, photo=photo, position=_next_position(paper), laid_at=now)
    _set_state(paper, PaperState.RECEIVED)
    touch(row, now=now)
    case_log.by_citizen(
        row,
        Kind.PAGE_LAID,
        now=now,
        paper=paper.key,
        photo=photo.pk,
        replaces=[p.photo_id for p in replaced],
        moved_from=moved_from,
    )
    return page


def _withdraw(paper: Paper, pages: Iterable[PaperPage], *, now: datetime) -> None:
    for page in pages:
        page.withdrawn_at = now
        page.save(update_fields=["withdrawn_at"])
    if not paper.pages.filter(withdrawn_at=None).exists():
        _set_state(paper, PaperState.MISSING)


def _set_state(paper: Paper, state: PaperState) -> None:
    """Where the citizen changes a paper, the officer's decision about its old photos is over; the events keep it."""
    paper.state, paper.reasons, paper.note = state.value, [], ""
    paper.decided_by, paper.decided_at = None, None
    paper.save(update_fields=["state", "reasons", "note", "decided_by", "decided_at"])


def _living(paper: Paper) -> list[PaperPage]:
    return list(paper.pages.filter(withdrawn_at=None))


def _next_position(paper: Paper) -> int:
    highest = paper.pages.aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else highest + 1


def _must_be_open(paper: Paper) -> None:
    if paper.state == PaperState.ACCEPTED:
        raise NotAllowed("paper_accepted", paper=paper.key)


def _must_fit(row: Application, photo: Photo) -> None:
    # Two contacts that turned out to be one person count as one.
    if contact_now(row.contact) != contact_now(photo.contact):
        raise NotAllowed("not_your_photo")
    if photo.state != Photo.State.KEPT:
        raise NotAllowed("photo_unusable", trouble=photo.trouble)
