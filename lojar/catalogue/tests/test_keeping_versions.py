"""An application keeps the service as it was when it began."""

import json

import pytest

from lojar.catalogue import actions, as_snapshot, catalogue, from_snapshot, queries
from lojar.catalogue.models import ServiceVersion
from lojar.catalogue.snapshot import digest

EVERYTHING = [
    *catalogue().services.values(),
    *(p.whole for p in catalogue().packages.values()),
    *(part for p in catalogue().packages.values() for part in p.parts.values()),
]


@pytest.mark.parametrize("service", EVERYTHING, ids=lambda s: s.code)
def test_a_service_comes_back_from_json_as_it_went(service):
    body = json.loads(json.dumps(as_snapshot(service)))
    assert from_snapshot(body) == service


def test_the_same_service_has_the_same_digest_and_another_has_not():
    first, second = catalogue().services["ktp-hilang"], catalogue().services["ktp-rusak"]
    assert digest(as_snapshot(first)) == digest(json.loads(json.dumps(as_snapshot(first))))
    assert digest(as_snapshot(first)) != digest(as_snapshot(second))


@pytest.mark.django_db
def test_recording_the_catalogue_twice_writes_it_once():
    new = actions.record_catalogue()
    assert new == ServiceVersion.objects.count() >= 38 + 4
    assert actions.record_catalogue() == 0


@pytest.mark.django_db
def test_a_part_of_a_package_is_a_version_of_its_own(office):
    package = catalogue().packages["paket-lahir"]
    part = actions.version_of_part(package, "kia-baru")
    alone = actions.version_of(office, "kia-baru")
    assert part.code == alone.code == "kia-baru"
    assert part.digest != alone.digest
    assert queries.service_of(part).requirement("akta-lahir") is None
    assert queries.service_of(alone).requirement("akta-lahir") is not None


@pytest.mark.django_db
def test_the_whole_of_a_package_can_be_pinned(office):
    version = actions.version_of(office, "paket-mati")
    assert queries.service_of(version) == catalogue().packages["paket-mati"].whole
