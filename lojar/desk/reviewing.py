"""What an officer sees of one application: papers with their pages, fields with doubts, who holds it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lojar.applications import queries
from lojar.applications.models import Application, Paper, PaperPage
from lojar.applications.rules.lifecycle import PaperState, Status, Verb, verbs_allowed
from lojar.applications.rules.outputs import Ways, ways_out
from lojar.applications.rules.read_values import ReadValue, fits, values_read
from lojar.catalogue import queries as catalogue
from lojar.catalogue.contents import Catalogue
from lojar.catalogue.shapes import Document, Requirement, ReturnReason, Service, Text
from lojar.evidence.first_look import faults_of, flat_of
from lojar.evidence.models import Photo, PhotoPage
from lojar.evidence.queries import pages_with_readings, papers_on
from lojar.offices.models import Officer


@dataclass(frozen=True)
class Page:
    """One picture of a paper."""

    pk: int
    photo: Photo
    number: int
    of: int
    width: int
    height: int
    faults: tuple[str, ...] = ()  # why a person can hardly read it, as it was judged when it came
    flat: tuple[int, int] = (0, 0)  # pixels of the straightened paper; (0, 0) where there is none


@dataclass(frozen=True)
class PaperOnDesk:
    """A line of the checklist as the officer reviews it."""

    row: Paper
    requirement: Requirement | None
    document: Document | None
    pages: tuple[Page, ...]

    @property
    def label(self) -> Text | None:
        named = self.requirement or self.document
        return named.label if named else None

    @property
    def reasons(self) -> tuple[ReturnReason, ...]:
        return self.document.return_reasons if self.document else ()

    @property
    def returned_for(self) -> list[ReturnReason]:
        return [reason for reason in self.reasons if reason.code in self.row.reasons]

    @property
    def is_open(self) -> bool:
        return self.row.state == PaperState.RECEIVED


class Review:
    """One application on the desk of one officer, at one moment."""

    def __init__(self, application: Application, officer: Officer, *, now: datetime) -> None:
        self.application = application
        self.officer = officer
        self.now = now

    @cached_property
    def service(self) -> Service:
        return queries.service_of(self.application)

    @cached_property
    def offer(self) -> Catalogue:
        return catalogue.for_office(self.application.office)

    @cached_property
    def papers(self) -> list[PaperOnDesk]:
        rows, pages = self._rows, _pages_of(self._laid, self._pictures)
        return [
            PaperOnDesk(
                row=row,
                requirement=self.service.requirement(row.key),
                document=self.offer.documents.get(row.document),
                pages=tuple(pages.get(row.pk, ())),
            )
            for row in rows
            if row.needed or row.state != PaperState.MISSING
        ]

    @cached_property
    def _rows(self) -> list[Paper]:
        return list(self.application.papers.select_related("decided_by"))

    @cached_property
    def _laid(self) -> list[PaperPage]:
        living = PaperPage.objects.filter(paper__in=self._rows, withdrawn_at=None).select_related("photo")
        return list(living.order_by("paper_id", "position", "id"))

    @cached_property
    def _pictures(self) -> list[PhotoPage]:
        return list(pages_with_readings(each.photo_id for each in self._laid))

    @cached_property
    def read(self) -> dict[str, ReadValue]:
        """What the photos say, by field; only photos that show the paper on whose line they lie."""
        seen = papers_on(self._pictures)
        laid = {
            paper.row.key: [
                (photo, seen[photo])
                for photo in dict.fromkeys(page.photo.pk for page in paper.pages)
                if photo in seen and fits(paper.document, seen[photo])
            ]
            for paper in self.papers
        }
        return values_read(self.service, self.values, laid)

    def elsewhere(self, page: Page | None) -> list[queries.SamePicture]:
        """Other applications in which this picture lies."""
        if page is None:
            return []
        shown = PhotoPage.objects.filter(pk=page.pk).select_related("photo__contact")
        return [
            other for others in queries.same_pictures(self.application, shown).values() for other in others
        ]

    def where(self, page: int | None) -> tuple[str, int]:
        """Key of the paper and number of its page."""
        found = (
            (paper.row.key, each.number) for paper in self.papers for each in paper.pages if each.pk == page
        )
        return next(found, ("", 0))

    def paper(self, key: str) -> PaperOnDesk | None:
        """The one asked for, else the first that waits for a decision, else the first."""
        waiting = (paper for paper in self.papers if paper.is_open)
        found = next((paper for paper in self.papers if paper.row.key == key), None)
        return found or next(waiting, None) or next(iter(self.papers), None)

    def after(self, key: str) -> str:
        """Where the eye goes once `key` is decided: the next open paper, round the corner if need be."""
        keys = [paper.row.key for paper in self.papers]
        start = keys.index(key) + 1 if key in keys else 0
        turned = self.papers[start:] + self.papers[:start]
        return next((paper.row.key for paper in turned if paper.is_open), key)

    @cached_property
    def checked(self) -> int:
        return sum(paper.row.state in {PaperState.ACCEPTED, PaperState.RETURNED} for paper in self.papers)

    @cached_property
    def returned(self) -> list[PaperOnDesk]:
        return [paper for paper in self.papers if paper.row.state == PaperState.RETURNED]

    @property
    def all_accepted(self) -> bool:
        return all(paper.row.state == PaperState.ACCEPTED for paper in self.papers)

    @cached_property
    def values(self) -> dict[str, str]:
        """Given, borrowed from another answer, or by default."""
        return queries.filled(self.application)

    @cached_property
    def ways(self) -> Ways:
        """How the result reaches the citizen: by hand, by PDF, or told."""
        return ways_out(self.service, self.values)

    @property
    def still_open(self) -> int:
        return sum(paper.is_open for paper in self.papers)

    @cached_property
    def verbs(self) -> frozenset[Verb]:
        """What the table allows, less what this officer may not do: the buttons are drawn from it."""
        allowed = verbs_allowed(self.application.status)
        if self.held_by_other:
            return allowed & {Verb.CLAIM}
        if self.service.needs_head and self.officer.role != Officer.Role.HEAD:
            return allowed - {Verb.ACCEPT}
        return allowed

    def may(self) -> dict[str, bool]:
        """For templates: may.accept, may.reject, ..."""
        return {verb.value: verb in self.verbs for verb in Verb}

    @property
    def needs_another_head(self) -> bool:
        waiting = self.application.status == Status.SUBMITTED
        return waiting and self.service.needs_head and self.officer.role != Officer.Role.HEAD

    @property
    def is_held(self) -> bool:
        held = self.application
        return (
            held.claimed_by_id is not None
            and held.claimed_until is not None
            and held.claimed_until > self.now
        )

    @property
    def held_by_me(self) -> bool:
        return self.is_held and self.application.claimed_by_id == self.officer.pk

    @property
    def held_by_other(self) -> bool:
        return self.is_held and self.application.claimed_by_id != self.officer.pk

    @property
    def may_take_over(self) -> bool:
        return self.held_by_other and self.officer.role in {Officer.Role.SUPERVISOR, Officer.Role.HEAD}


def _pages_of(laid: list[PaperPage], pictures: list[PhotoPage]) -> dict[int, list[Page]]:
    """Paper id -> every page of it; a PDF brings as many as it has."""
    of_photo: dict[int, list[PhotoPage]] = {}
    for picture in pictures:
        of_photo.setdefault(picture.photo_id, []).append(picture)
    found: dict[int, list[tuple[Photo, PhotoPage]]] = {}
    for each in laid:
        found.setdefault(each.paper_id, []).extend((each.photo, p) for p in of_photo.get(each.photo_id, ()))
    return {
        paper: [
            Page(p.pk, photo, n, len(pages), p.width, p.height, faults_of(p), flat_of(p))
            for n, (photo, p) in enumerate(pages, start=1)
        ]
        for paper, pages in found.items()
    }
