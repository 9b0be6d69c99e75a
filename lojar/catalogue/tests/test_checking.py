"""The system checks speak about the catalogue before a citizen has to."""

import pytest

from lojar.catalogue import actions, checks
from lojar.catalogue.mistakes import CatalogueMistake
from lojar.catalogue.models import Override


def test_the_delivered_catalogue_passes():
    assert checks.the_catalogue_is_whole(None) == []


def test_a_mistake_is_an_error_with_its_place(monkeypatch):
    def broken():
        raise CatalogueMistake("missing", file="ktp.yaml", line=12, key="name")

    monkeypatch.setattr(checks, "load", broken)
    [error] = checks.the_catalogue_is_whole(None)
    assert error.id == "lojar.catalogue.E001"
    assert "ktp.yaml, line 12" in error.hint


@pytest.mark.django_db
def test_unconfirmed_weak_services_are_a_warning_until_confirmed(office, officer):
    [warning] = checks.the_offices_stand(None, databases=["default"])
    assert warning.id == "lojar.catalogue.W001"
    assert "pengangkatan-anak" in warning.msg
    for code in ("pengangkatan-anak", "akta-lahir-anak-ibu"):
        actions.confirm_service(office, code, officer=officer)
    assert checks.the_offices_stand(None, databases=["default"]) == []


@pytest.mark.django_db
def test_a_change_that_no_longer_holds_is_an_error(office):
    Override.objects.create(
        office=office,
        service_code="kk-baru",
        changes={"tarif": 1},
        reason="-",
        changed_at="2026-11-27T00:00Z",
    )
    found = checks.the_offices_stand(None, databases=["default"])
    assert "lojar.catalogue.E002" in [message.id for message in found]


def test_without_a_database_nothing_is_asked_of_it():
    assert checks.the_offices_stand(None) == []
