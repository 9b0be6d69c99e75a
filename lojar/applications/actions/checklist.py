"""The lines of the checklist follow the answers; a photo survives every change of mind."""

from collections.abc import Mapping
from datetime import datetime

from lojar.catalogue.shapes import Requirement, Service
from lojar.evidence.models import Photo

from ..models import Application, CaseEvent, Paper, PaperPage
from ..queries.given import given
from ..rules.carrying import carried_over
from ..rules.events import Kind
from ..rules.lifecycle import PaperState

Dropped = dict[str, list[int]]  # paper key -> ids of the photos that lay on it


def follow_answers(row: Application, service: Service, *, now: datetime) -> Dropped:
    """Add the papers that have become necessary, drop those that have not; returns the dropped, for the event."""
    wanted = service.papers(given(row))
    have = {paper.key: paper for paper in row.papers.all()}
    dropped = _drop([paper for key, paper in have.items() if key not in {r.key for r in wanted}])
    for position, requirement in enumerate(wanted):
        if requirement.key in have:
            _keep(have[requirement.key], requirement, position)
        else:
            paper = add_paper(row, requirement, position)
            lay_photos(paper, _photos_dropped_before(row, requirement.key), now=now)
    return dropped


def lay_out_anew(row: Application, service: Service, *, now: datetime) -> Dropped:
    """For another service: what fits is carried over, the rest of the photos stay with the citizen's conversation."""
    wanted = service.papers(given(row))
    old = list(row.papers.all())
    photos = {paper.key: living_photos(paper) for paper in old}
    carried = carried_over([(p.key, p.document) for p in old], [(r.key, r.document) for r in wanted])
    row.papers.all().delete()
    for position, requirement in enumerate(wanted):
        paper = add_paper(row, requirement, position)
        lay_photos(paper, photos.get(carried.get(requirement.key, ""), []), now=now)
    return {key: ids for key, ids in photos.items() if ids and key not in carried.values()}


def lay_photos(paper: Paper, photo_ids: list[int], *, now: datetime) -> None:
    """New pages for photos that are already ours; the paper counts as received."""
    if not photo_ids:
        return
    PaperPage.objects.bulk_create(
        PaperPage(paper=paper, photo_id=photo, position=position, laid_at=now)
        for position, photo in enumerate(photo_ids)
    )
    paper.state = PaperState.RECEIVED.value
    paper.save(update_fields=["state"])


def living_photos(paper: Paper) -> list[int]:
    return list(paper.pages.filter(withdrawn_at=None).values_list("photo_id", flat=True))


def add_paper(row: Application, requirement: Requirement, position: int) -> Paper:
    return Paper.objects.create(
        application=row,
        key=requirement.key,
        document=requirement.document,
        position=position,
        needed=requirement.required != "optional",
    )


def _keep(paper: Paper, requirement: Requirement, position: int) -> None:
    needed = requirement.required != "optional"
    if (paper.position, paper.needed) != (position, needed):
        paper.position, paper.needed = position, needed
        paper.save(update_fields=["position", "needed"])


def _drop(papers: list[Paper]) -> Dropped:
    dropped = {paper.key: living_photos(paper) for paper in papers}
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    return {key: photos for key, photos in dropped.items() if photos}


def _photos_dropped_before(row: Application, key: str) -> list[int]:
    """An answer corrected twice asks for the same paper again: its photos are laid back, not asked for again."""
    kinds = [Kind.ANSWERED, Kind.FILLED]
    for event in CaseEvent.objects.filter(application=row, kind__in=kinds).order_by("-id"):
        dropped: Mapping[str, list[int]] = event.data.get("dropped", {})
        if key in dropped:
            still_ours = Photo.objects.filter(pk__in=dropped[key], state=Photo.State.KEPT)
            return list(still_ours.values_list("pk", flat=True))
    return []
