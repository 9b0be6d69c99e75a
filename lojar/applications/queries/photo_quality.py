"""What was judged of an office's photos lately, and what officers decided about them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from lojar.catalogue import for_office
from lojar.evidence.models import Reading
from lojar.offices.models import Office

from ..models import Application, CaseEvent, PaperPage
from ..rules.events import Kind
from ..rules.lifecycle import Status
from ..rules.photo_quality import JudgedPhoto, decided

AT_ONCE = 2000
OUT = (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN, Status.EXPIRED)


def judged_photos(office: Office, *, since: datetime) -> Iterator[JudgedPhoto]:
    """Every page that the program judged, oldest first, with nothing that tells whose it is."""
    about_photos = _reasons_about_photos(office)
    pages = PaperPage.objects.filter(paper__application__office=office, laid_at__gte=since).order_by(
        "laid_at", "id"
    )
    laid = pages.values_list(
        "photo_id", "laid_at", "withdrawn_at", "paper__document", "paper__state", "paper__reasons"
    )
    batch: list[tuple[int, datetime, datetime | None, str, str, list[str]]] = []
    for row in laid.iterator(chunk_size=AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield from _judged(batch, about_photos)
            batch = []
    yield from _judged(batch, about_photos)


def first_time_right(office: Office, *, since: datetime) -> tuple[int, int]:
    """(sent without a correction being asked for, all that an officer has decided on)."""
    asked = CaseEvent.objects.filter(application=OuterRef("pk"), kind=Kind.CORRECTION_ASKED)
    seen = Application.objects.filter(office=office, submitted_at__gte=since).exclude(status__in=OUT)
    return seen.exclude(Exists(asked)).count(), seen.count()


def _reasons_about_photos(office: Office) -> frozenset[str]:
    documents = for_office(office).documents.values()
    return frozenset(
        reason.code for document in documents for reason in document.return_reasons if reason.photo
    )


def _judged(
    batch: list[tuple[int, datetime, datetime | None, str, str, list[str]]], about_photos: frozenset[str]
) -> Iterator[JudgedPhoto]:
    readings = Reading.objects.filter(page__photo__in={row[0] for row in batch}, usable__isnull=False)
    told: dict[int, list[tuple[str, bool, list[str]]]] = {}
    for photo, document, usable, reasons in readings.order_by("id").values_list(
        "page__photo", "document", "usable", "reasons"
    ):
        told.setdefault(photo, []).append((document, bool(usable), reasons))
    for photo, laid_at, withdrawn_at, asked, state, returned_for in batch:
        officer = decided(
            paper_state=state,
            reasons=returned_for,
            about_photos=about_photos,
            withdrawn=withdrawn_at is not None,
        )
        for document, usable, reasons in told.get(photo, ()):
            yield JudgedPhoto(laid_at.date(), asked, document, usable, tuple(reasons), officer)
