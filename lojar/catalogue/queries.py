"""The catalogue of one office, the versions applications were made under, and where each statement was read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lojar.offices.models import Office

from . import catalogue
from .contents import Catalogue
from .models import Override, ServiceVersion
from .overrides import Changes, standing
from .shapes import Service, Source
from .snapshot import from_snapshot


def for_office(office: Office) -> Catalogue:
    changes = changes_of(office)
    return _with_changes(json.dumps(changes, sort_keys=True)) if changes else catalogue()


def changes_of(office: Office) -> Mapping[str, Changes]:
    return dict(Override.objects.filter(office=office).values_list("service_code", "changes"))


@lru_cache(maxsize=32)
def _with_changes(changes: str) -> Catalogue:
    """Kept by its text: laying takes some milliseconds, and an office's changes are the same for weeks."""
    return standing(catalogue(), json.loads(changes))


_read: dict[str, Service] = {}
MOST_READ = 500


def service_of(version: ServiceVersion) -> Service:
    """The service as it was when the application began. A version never changes, so what was read is kept."""
    if version.pk not in _read:
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[version.pk] = from_snapshot(version.body)
    return _read[version.pk]


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the page on which an office looks over its catalogue."""

    service: Service
    sources: tuple[Source, ...]
    override: Override | None
    needs_confirming: bool  # low or medium confidence, and the office has not confirmed it


def services_with_sources(office: Office) -> list[Standing]:
    """Every service as the office offers it, with where it was read: the least certain first."""
    ours = for_office(office)
    overrides = {
        o.service_code: o for o in Override.objects.filter(office=office).select_related("changed_by")
    }
    rows = [
        Standing(
            service=service,
            sources=tuple(ours.sources[code] for code in service.sources),
            override=overrides.get(code),
            needs_confirming=service.confidence != "high" and not service.confirmed,
        )
        for code, service in ours.services.items()
    ]
    order = ("low", "medium", "high")
    return sorted(rows, key=lambda row: (not row.needs_confirming, order.index(row.service.confidence)))
