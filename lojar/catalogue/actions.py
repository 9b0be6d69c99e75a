"""The verbs of the catalogue: an office changes a service, an application pins the version it was made under."""

from pathlib import Path

from django.db import transaction

from lojar.lib import clock
from lojar.offices.models import Office, Officer

from . import catalogue, queries
from .mistakes import CatalogueMistake
from .models import Override, ServiceVersion
from .overrides import Changes, check_changes, read_overrides
from .shapes import Package, Service
from .snapshot import as_snapshot, digest


def version_of(office: Office, code: str) -> ServiceVersion:
    """The version to begin an application under: of a service, or of the whole of a package."""
    service = queries.for_office(office).find(code)
    if service is None:
        raise CatalogueMistake("unknown", what="service", value=code)
    return keep_version(service)


def version_of_part(package: Package, code: str) -> ServiceVersion:
    """The version of one member of a package, as it is within that package."""
    return keep_version(package.parts[code])


def keep_version(service: Service) -> ServiceVersion:
    """Written once; the same service always has the same digest."""
    body = as_snapshot(service)
    version, _ = ServiceVersion.objects.get_or_create(
        digest=digest(body), defaults={"code": service.code, "body": body, "made_at": clock.now()}
    )
    return version


def record_catalogue() -> int:
    """Writes down every service and every part of a package as delivered; says how many versions were new."""
    ours = catalogue()
    wholes = [package.whole for package in ours.packages.values()]
    parts = [part for package in ours.packages.values() for part in package.parts.values()]
    bodies = {digest(body): body for body in map(as_snapshot, (*ours.services.values(), *wholes, *parts))}
    known = set(ServiceVersion.objects.filter(pk__in=bodies).values_list("pk", flat=True))
    now = clock.now()
    ServiceVersion.objects.bulk_create(
        [
            ServiceVersion(digest=key, code=body["code"], body=body, made_at=now)
            for key, body in bodies.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )
    return len(bodies) - len(known)


@transaction.atomic
def override_service(
    office: Office, code: str, changes: Changes, *, reason: str, officer: Officer | None
) -> Override | None:
    """The office's own entry for a service, in place of any earlier one; empty changes take it back. Raises
    CatalogueMistake when the service would not stand with them. Applications already made keep theirs."""
    check_changes(catalogue(), code, changes)
    if not changes:
        Override.objects.filter(office=office, service_code=code).delete()
        return None
    override, _ = Override.objects.update_or_create(
        office=office,
        service_code=code,
        defaults={
            "changes": dict(changes),
            "reason": reason,
            "changed_by": officer,
            "changed_at": clock.now(),
        },
    )
    return override


@transaction.atomic
def confirm_service(office: Office, code: str, *, officer: Officer) -> Override | None:
    """The office has read the entry and says: this is our own standard."""
    before = Override.objects.select_for_update().filter(office=office, service_code=code).first()
    changes = {**(before.changes if before else {}), "confirmed": True}
    reason = before.reason if before else "Sesuai standar pelayanan kantor"
    return override_service(office, code, changes, reason=reason, officer=officer)


@transaction.atomic
def import_overrides(office: Office, path: Path, *, officer: Officer | None) -> int:
    """All changes of a YAML file, or none of them; says how many services it named."""
    found = read_overrides(path)
    for code, (changes, reason) in found.items():
        override_service(office, code, changes, reason=reason, officer=officer)
    return len(found)
