"""The checklist as people see it: each paper with what it is called, its state, and the photos on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lojar.catalogue.shapes import Requirement
from lojar.evidence.models import Photo

from ..models import Application, Paper, PaperPage
from ..rules.lifecycle import PaperState
from .given import service_of


@dataclass(frozen=True, slots=True)
class Line:
    """`requirement` is None only where a service version no longer knows the key."""

    paper: Paper
    requirement: Requirement | None
    pages: tuple[PaperPage, ...]

    @property
    def key(self) -> str:
        return self.paper.key

    @property
    def state(self) -> PaperState:
        return PaperState(self.paper.state)

    @property
    def photos(self) -> tuple[Photo, ...]:
        return tuple(page.photo for page in self.pages)

    @property
    def wants_more_pages(self) -> bool:
        """Advice for the citizen, never a reason to refuse: one photo may show an open booklet."""
        return self.requirement is not None and 0 < len(self.pages) < self.requirement.min_pages


def checklist(application: Application) -> list[Line]:
    """In the order of the service; two queries."""
    service = service_of(application)
    papers = list(application.papers.all())
    pages = _pages_of(papers)
    return [Line(paper, service.requirement(paper.key), tuple(pages.get(paper.pk, ()))) for paper in papers]


def _pages_of(papers: Sequence[Paper]) -> dict[int, list[PaperPage]]:
    found: dict[int, list[PaperPage]] = {}
    living = PaperPage.objects.filter(paper__in=papers, withdrawn_at=None).select_related("photo")
    for page in living.order_by("position", "id"):
        found.setdefault(page.paper_id, []).append(page)
    return found
