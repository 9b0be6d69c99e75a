"""At a counter: one button calls, every other verb is about the number that is there."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.lib import clock
from lojar.visits.models import Ticket
from lojar.visits.tests.stock import NOW, a_session, fresh
from lojar.visits.tests.test_arriving import walk_in

pytestmark = pytest.mark.django_db
ONE = {"counter": "Loket 1"}


@pytest.fixture
def line() -> list[Ticket]:
    for counter in ("Loket 1", "Loket 2"):
        a_session(counter=counter, starts_at=NOW + timedelta(hours=1))
    return [walk_in(f"{n:024}", now=NOW + timedelta(seconds=n)) for n in range(3)]


def page(client: Client, counter: str = "Loket 1") -> str:
    return client.get("/hall/loket/", {"loket": counter}).content.decode()


def test_a_counter_is_chosen_first(rina: Client, line) -> None:
    assert "Loket mana?" in page(rina, "Loket 77")
    assert "/hall/loket/?loket=Loket+1" in page(rina, "")


def test_calling_shows_the_officer_the_number_why_and_who_it_is(rina: Client, line) -> None:
    rina.post("/hall/loket/call", ONE)
    shown = page(rina)
    assert "A001" in shown
    assert "paling lama menunggu" in shown
    assert "Siti Contoh" in shown


def test_finish_and_next_clicked_twice_finishes_one(rina: Client, line) -> None:
    rina.post("/hall/loket/call", ONE)
    for _ in range(2):
        rina.post(f"/hall/loket/{line[0].pk}/finish", {**ONE, "next": "1"})
    assert [fresh(ticket).state for ticket in line] == ["finished", "called", "waiting"]


def test_nobody_to_call_is_said_and_is_no_mistake(rina: Client) -> None:
    a_session(counter="Loket 1", starts_at=NOW)
    answer = rina.post("/hall/loket/call", ONE, follow=True)
    assert "Belum ada yang menunggu untuk loket ini" in answer.content.decode()


def test_passing_over_sending_on_and_calling_again(rina: Client, line, monkeypatch) -> None:
    rina.post("/hall/loket/call", ONE)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert rina.post(f"/hall/loket/{line[0].pk}/recall", ONE).status_code == 302
    rina.post(f"/hall/loket/{line[0].pk}/transfer", {**ONE, "to": "Loket 2"})
    assert (fresh(line[0]).state, fresh(line[0]).counter) == ("waiting", "Loket 2")
    rina.post("/hall/loket/call", ONE)
    rina.post(f"/hall/loket/{line[1].pk}/skip", ONE)
    assert fresh(line[1]).skipped == 1


def test_a_page_left_open_hears_that_the_number_is_elsewhere(rina: Client, line) -> None:
    for verb in ("finish", "recall", "skip", "transfer"):
        answer = rina.post(f"/hall/loket/{line[0].pk}/{verb}", {**ONE, "to": "Loket 2"})
        assert answer.status_code == 409
        assert "Nomor A001 tidak sedang di loket ini" in answer.content.decode()
    assert rina.post("/hall/loket/call", {"counter": "x\n"}).status_code == 409


def test_another_office_finds_no_number(stranger: Client, line) -> None:
    for verb in ("finish", "recall", "skip", "transfer"):
        assert stranger.post(f"/hall/loket/{line[0].pk}/{verb}", ONE).status_code == 404
    assert stranger.post(f"/hall/karcis/{line[0].pk}/return").status_code == 404


def test_the_overview_tells_who_is_inside_and_lets_go_home(rina: Client, line) -> None:
    shown = rina.get("/hall/").content.decode()
    assert "<dd>3</dd>" in shown.replace("<small>", "</dd>")
    assert rina.post(f"/hall/karcis/{line[0].pk}/departure").status_code == 302
    assert fresh(line[0]).state == "gone"
    assert "Kembalikan ke antrean" in rina.get(f"/hall/karcis/{line[0].pk}/").content.decode()
    for _ in range(2):
        assert rina.post(f"/hall/karcis/{line[0].pk}/return").status_code == 302
    assert (fresh(line[0]).state, fresh(line[0].visit).state) == ("waiting", "arrived")
    rina.post(f"/hall/karcis/{line[0].pk}/departure")
    rina.post("/hall/loket/call", ONE)
    assert rina.post(f"/hall/karcis/{line[1].pk}/departure").status_code == 409
