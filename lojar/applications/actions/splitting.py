"""A package was asked about as one whole; sent, it becomes one application for each member that the answers left in."""

from datetime import datetime

from lojar.catalogue import queries as catalogue
from lojar.catalogue.actions import version_of_part
from lojar.catalogue.shapes import Package, Service

from ..models import Application, Bundle
from ..queries.given import given
from .checklist import add_paper, lay_photos, living_photos
from .starting import PERSON, insert, say_whom


def split(row: Application, *, now: datetime) -> list[Application]:
    """[row] where it is no package. The row itself becomes the first member; the others are new rows; all of them
    point to the same photos."""
    package = catalogue.for_office(row.office).packages.get(row.service_code)
    members = package.members(given(row)) if package else ()
    if package is None or not members:
        return [row]
    photos = {paper.key: living_photos(paper) for paper in row.papers.all()}
    if len(members) > 1:
        row.bundle = Bundle.objects.create(
            office=row.office, contact=row.contact, package_code=package.code, created_at=now
        )
    others = [_new_member(row, package, code, now) for code in members[1:]]
    _become(row, package, members[0])
    for member, code in zip([row, *others], members, strict=True):
        _lay_out(member, package.parts[code], photos, now)
    return [row, *others]


def _new_member(row: Application, package: Package, code: str, now: datetime) -> Application:
    member = insert(
        row.contact,
        now=now,
        bundle=row.bundle,
        service_code=code,
        service_version=version_of_part(package, code),
        values=_values_for(package.parts[code], row.values),
        answers=row.answers,
        touched_at=row.touched_at,
    )
    say_whom(member, package.parts[code])
    member.save(update_fields=[*PERSON])
    return member


def _become(row: Application, package: Package, code: str) -> None:
    row.service_code, row.service_version = code, version_of_part(package, code)
    row.values = _values_for(package.parts[code], row.values)
    say_whom(row, package.parts[code])
    row.save(update_fields=["bundle", "service_code", "service_version", "values", *PERSON])


def _lay_out(member: Application, part: Service, photos: dict[str, list[int]], now: datetime) -> None:
    member.papers.all().delete()
    for position, requirement in enumerate(part.papers(given(member))):
        paper = add_paper(member, requirement, position)
        lay_photos(paper, photos.get(requirement.key, []), now=now)


def _values_for(part: Service, values: dict[str, str]) -> dict[str, str]:
    """A case holds what it needs and no more."""
    return {key: value for key, value in values.items() if part.field(key)}
