"""The hall as its people see it: a browser each, and nothing remembered from the test before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lojar.offices.models import Officer


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Monday, ten in the morning: the moment of the whole cast."""
    from lojar.hall.views.phone import office_of_pass
    from lojar.lib import clock
    from tests import cast

    monkeypatch.setattr(clock, "now", lambda: cast.NOW)
    office_of_pass.cache_clear()
    yield
    office_of_pass.cache_clear()


def _signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def rina(db: None) -> Client:
    """A clerk: at the door or at a counter."""
    from tests import cast

    return _signed_in(cast.rina())


@pytest.fixture
def hadi(db: None) -> Client:
    from tests import cast

    return _signed_in(cast.hadi())


@pytest.fixture
def stranger(db: None) -> Client:
    """A clerk of another office."""
    from lojar.visits.tests.stock import another_office
    from tests import cast

    return _signed_in(cast.an_officer("Tetangga", office=another_office()))
