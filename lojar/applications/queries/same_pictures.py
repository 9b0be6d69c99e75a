"""The same picture in another application: sent again, or passed on from one person to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from lojar.evidence.models import PhotoPage
from lojar.evidence.queries import alike

from ..models import Application, PaperPage
from ..rules.lifecycle import Status

MOST = 5  # other applications that are named for one page
OUT = sorted({Status.DRAFT, Status.WITHDRAWN, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class SamePicture:
    application: Application
    is_exact: bool  # byte for byte; else made smaller, or saved anew
    is_of_another: bool  # somebody else's phone


def same_pictures(application: Application, pages: Iterable[PhotoPage]) -> dict[int, list[SamePicture]]:
    """Id of a page -> where else its picture lies. Members of one package share pictures by intent."""
    found = {page.pk: _elsewhere(application, page) for page in pages}
    return {page: others for page, others in found.items() if others}


def _elsewhere(application: Application, page: PhotoPage) -> list[SamePicture]:
    exact = bytes(page.photo.sha256)
    same = {other.photo_id: bytes(other.photo.sha256) == exact for other in alike(page)}
    same[page.photo_id] = True
    laid = PaperPage.objects.filter(photo__in=same, withdrawn_at=None)
    laid = laid.exclude(paper__application=application).exclude(paper__application__status__in=OUT)
    laid = laid.filter(paper__application__office=application.office_id).select_related("paper__application")
    others: dict[int, SamePicture] = {}
    for each in laid.order_by("-paper__application_id")[: 4 * MOST]:
        other = each.paper.application
        if not (application.bundle_id and other.bundle_id == application.bundle_id):
            is_of_another = other.contact_id != application.contact_id
            others.setdefault(other.pk, SamePicture(other, same[each.photo_id], is_of_another))
    return list(others.values())[:MOST]
