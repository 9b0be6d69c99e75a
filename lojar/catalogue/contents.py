"""The catalogue as everyone reads it, for the whole house or for one office."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import regions
from .ground import Ground
from .laying import lay
from .lines import Lined
from .packing import pack
from .reading.offer import read_service
from .shapes import Document, Form, Group, Package, Principle, Region, Service, Source, UrgentReason


@dataclass(frozen=True, slots=True)
class Catalogue:
    services: Mapping[str, Service]
    packages: Mapping[str, Package]
    groups: Mapping[str, Group]  # the first menu, in order; only what is offered
    documents: Mapping[str, Document]
    urgent: Mapping[str, UrgentReason]
    sources: Mapping[str, Source]
    forms: Mapping[str, Form]
    principles: tuple[Principle, ...]
    norms: tuple[Principle, ...]
    words: Mapping[str, tuple[str, ...]]  # service or package -> what people call it
    trees: Mapping[str, Lined] = field(repr=False)
    package_trees: Mapping[str, Lined] = field(repr=False)
    ground: Ground = field(repr=False)

    def find(self, code: str) -> Service | None:
        """A service, or the whole of a package: what a conversation is about."""
        if code in self.packages:
            return self.packages[code].whole
        return self.services.get(code)

    @property
    def offered(self) -> Mapping[str, Service]:
        return {code: s for code, s in self.services.items() if s.offered}

    def packages_with(self, service: str) -> tuple[Package, ...]:
        """The packages to propose to somebody who asks for this service."""
        return tuple(p for p in self.packages.values() if service in p.services and p.whole.offered)

    def changed_by(self, changes: Mapping[str, Mapping[str, Any]]) -> "Catalogue":
        """With an office's changes over it: service code -> changes. Raises CatalogueMistake."""
        if not changes:
            return self
        services = {
            code: read_service(lay(self.trees[code], changes[code]), self.ground) if code in changes else s
            for code, s in self.services.items()
        }
        packages = {
            code: pack(tree, self.trees, self.ground, office=changes)
            if set(changes).intersection(self.packages[code].services)
            else self.packages[code]
            for code, tree in self.package_trees.items()
        }
        return replace(
            self, services=services, packages=packages, groups=_only_offered(self.groups, services)
        )

    def districts(self, regency_code: str) -> tuple[Region, ...]:
        return regions.districts(regency_code)

    def villages(self, district_code: str) -> tuple[Region, ...]:
        return regions.villages(district_code)

    def region_name(self, code: str) -> str | None:
        return regions.region_name(code)

    @property
    def retired(self) -> Mapping[str, str]:
        return regions.retired()


def _only_offered(groups: Mapping[str, Group], services: Mapping[str, Service]) -> dict[str, Group]:
    kept = {
        code: replace(group, services=tuple(s for s in group.services if services[s].offered))
        for code, group in groups.items()
    }
    return {code: group for code, group in kept.items() if group.services}
