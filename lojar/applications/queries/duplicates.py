"""Other applications that may be the same matter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ..models import Application, PaperPage
from ..rules.duplicates import CaseFact, Why, duplicates
from ..rules.lifecycle import Status

LOOKED_AT = 100
OUT = sorted({Status.DRAFT, Status.WITHDRAWN, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class Duplicate:
    application: Application
    why: Why


def duplicates_of(application: Application) -> list[Duplicate]:
    """Newest first. By the person's digest and by the photos of the same phone: both are indexed."""
    others = {a.pk: a for a in _candidates(application)}
    photos = _photos_of([application.pk, *others])
    of = _fact(application, photos)
    found = duplicates(of, [_fact(other, photos) for other in others.values()])
    return [Duplicate(others[pk], why) for pk, why in found]


def _candidates(application: Application) -> Iterable[Application]:
    alike = Q(contact=application.contact_id)
    if application.nik_digest:
        alike |= Q(nik_digest=application.nik_digest)
    rows = Application.objects.filter(
        alike, office=application.office_id, service_code=application.service_code
    )
    return rows.exclude(pk=application.pk).exclude(status__in=OUT).order_by("-id")[:LOOKED_AT]


def _photos_of(ids: list[int]) -> dict[int, set[bytes]]:
    found: dict[int, set[bytes]] = {}
    laid = PaperPage.objects.filter(paper__application__in=ids, withdrawn_at=None)
    for pk, sha256 in laid.values_list("paper__application", "photo__sha256"):
        found.setdefault(pk, set()).add(bytes(sha256))
    return found


def _fact(application: Application, photos: dict[int, set[bytes]]) -> CaseFact:
    return CaseFact(
        id=application.pk,
        service=application.service_code,
        person=bytes(application.nik_digest) if application.nik_digest else None,
        person_name=application.person_name,
        photos=frozenset(photos.get(application.pk, ())),
        bundle=application.bundle_id or 0,
    )
