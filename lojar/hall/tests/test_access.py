"""The walls of the hall: officers only, but for the screen and the telephone, which a token opens."""

import pytest
from django.test import Client
from django.urls import get_resolver

from lojar.offices.models import Officer
from tests import cast

from .conftest import _signed_in

pytestmark = pytest.mark.django_db
BY_TOKEN = {"screen", "screen_now", "phone", "phone_now"}


def addresses() -> list[tuple[str, str]]:
    hall = get_resolver("lojar.hall.urls").url_patterns
    places = {"<int:visit>": "1", "<int:ticket>": "1", "<str:token>": "abc"}
    found = []
    for each in hall:
        address = str(each.pattern)
        for place, filling in places.items():
            address = address.replace(place, filling)
        found.append((each.name, f"/hall/{address}"))
    return found


def test_every_address_is_closed_to_strangers(client: Client) -> None:
    for name, address in addresses():
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers <= ({404, 405} if name in BY_TOKEN else {302, 405}), address


@pytest.mark.parametrize("role", ["clerk", "supervisor", "head", "admin"])
def test_every_officer_of_the_office_may_stand_at_the_door_and_at_a_counter(role: str) -> None:
    browser = _signed_in(cast.an_officer(role.title(), role))
    for address in ("/hall/", "/hall/pintu/", "/hall/pintu/tanpa-janji/", "/hall/loket/"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        page = answer.content.decode()
        assert "style=" not in page
        assert "onclick" not in page


def test_an_officer_without_an_office_is_not_let_in() -> None:
    nobody = Officer.objects.create(email="a@contoh.id", name="A", role="admin", office=None)
    assert _signed_in(nobody).get("/hall/").status_code == 403


def test_a_zero_character_is_no_accident(rina: Client, client: Client) -> None:
    assert rina.get("/hall/pintu/?kode=%00").status_code == 400
    for address in ("/hall/tiket/%00/", "/hall/tiket/%00/now", "/hall/layar/%00/"):
        assert client.get(address).status_code == 404
