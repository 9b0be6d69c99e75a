"""Whoever thinks they must come, and whoever holds a pass."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine

from lojar.offices.actions import change_protocol
from lojar.visits import actions
from lojar.visits.models import Visit
from lojar.visits.tests.stock import ILL, NOW, TOMORROW, a_session, booked, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_whether_to_come_is_asked_before_when(client, office):
    a_session(places=3, office=office)
    change_protocol(office, "limited", starts_at=NOW - timedelta(days=1), reason="Wabah di kabupaten")
    page = client.get("/datang/")
    for part in ("keperluan mendesak", "Wabah di kabupaten", "Orang sakit", "3 tempat", "dari rumah"):
        assert part in words(page)
    assert "karena mendesak: Orang sakit / BPJS" in unquote(page.content.decode())
    assert "Alasan lain" not in words(page)


def test_an_office_without_sessions_shows_its_address(client, office):
    assert office.address.split(",")[0] in words(client.get("/datang/"))


def test_a_pass_tells_the_time_and_no_name(client, office):
    visit = booked(a_session(office=office), somebody(1))
    page = client.get(f"/kunjungan/{visit.pass_token}/")
    assert "Loket 1" in words(page)
    assert "<svg" in page.content.decode()
    assert "Siti" not in words(page)
    assert page["Cache-Control"] == "no-store"


def test_a_cancelled_pass_and_a_made_up_one(client, office):
    visit = booked(a_session(office=office), somebody(1))
    actions.cancel(visit, now=NOW)
    page = client.get(f"/kunjungan/{visit.pass_token}/")
    assert "dibatalkan" in words(page)
    assert "<svg" not in page.content.decode()
    assert client.get("/kunjungan/karangan/").status_code == 404


@pytest.mark.parametrize("address", ["/kunjungan/%00/", "/ambil/a%00b/"])
def test_a_zero_character_is_no_pass_and_no_accident(client, office, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", Visit.State.values)
def test_a_pass_of_every_state_has_its_page(client, office, state):
    visit = booked(a_session(office=office), somebody(1), errand=ILL)
    Visit.objects.filter(pk=visit.pk).update(state=state)
    page = client.get(f"/kunjungan/{visit.pass_token}/")
    if state == "arrived":
        assert page.url == f"/hall/tiket/{visit.pass_token}/"
        return
    assert page.status_code == 200
    assert ("<svg" in page.content.decode()) == (state == "booked")


def test_the_page_speaks_english_too(client, office):
    a_session(starts_at=TOMORROW, office=office)
    page = words(client.get("/datang/?bahasa=en"))
    assert "Who may come" in page
    assert "1 place" in page
