"""The desk as its people see it: a browser each, signed in, and the made-up office of the cast.

Models are imported inside the fixtures: this file is read before Django is set up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

if TYPE_CHECKING:
    from lojar.offices.models import Office, Officer

    SignIn = Callable[[Officer], Client]


@pytest.fixture(autouse=True)
def _own_language():
    """A request leaves its language behind in the thread; the next test begins in Indonesian."""
    translation.activate("id")


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday, ten in the morning: the moment of the whole cast."""
    from lojar.lib import clock
    from tests import cast

    monkeypatch.setattr(clock, "now", lambda: cast.NOW)


@pytest.fixture
def signed_in(db: None) -> SignIn:
    def sign_in(officer: Officer) -> Client:
        client = Client()
        client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def _of_the_cast(name: str, role: str = "clerk", office: Office | None = None) -> Officer:
    from tests import cast

    return cast.an_officer(name, role, office)


@pytest.fixture
def rina(signed_in: SignIn) -> Client:
    return signed_in(_of_the_cast("Rina"))


@pytest.fixture
def joko(signed_in: SignIn) -> Client:
    return signed_in(_of_the_cast("Joko"))


@pytest.fixture
def wati(signed_in: SignIn) -> Client:
    return signed_in(_of_the_cast("Wati", "supervisor"))


@pytest.fixture
def hadi(signed_in: SignIn) -> Client:
    return signed_in(_of_the_cast("Hadi", "head"))


@pytest.fixture
def ayu(signed_in: SignIn) -> Client:
    """The administrator."""
    return signed_in(_of_the_cast("Ayu", "admin"))


@pytest.fixture
def next_town(db: None) -> Office:
    from lojar.offices.models import Office

    return Office.objects.create(
        code="sebelah", name="Dukcapil Sebelah", short_name="Sebelah", prefix="SBL", regency_code="3599",
        address="Jl. Sebelah", whatsapp_display="62800000000009", phone_number_id="100000000000009",
    )  # fmt: skip


@pytest.fixture
def stranger(signed_in: SignIn, next_town: Office) -> Client:
    """A clerk of another office."""
    return signed_in(_of_the_cast("Tetangga", office=next_town))
