"""At the door: a pass, a name of the list, or neither; and what is not let in hears why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lojar.offices.actions import change_protocol
from lojar.visits import actions
from lojar.visits.models import Ticket, Visit
from lojar.visits.rules.pass_code import pass_code
from lojar.visits.tests.stock import NOW, TOMORROW
from lojar.visits.tests.test_arriving import a_room, arrive, expected, limited
from tests import cast

pytestmark = pytest.mark.django_db
ONE = {"people": "1"}
SOMEBODY = {"people": "1", "purpose": "urgent", "name": "Wayan Contoh", "reason": "sakit"}


def shown(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("as_typed", [lambda v: v.pass_token, lambda v: f"https://contoh.id/x/{v.pass_token}/",
                                      lambda v: pass_code(v.pass_token).lower()])  # fmt: skip
def test_a_pass_is_found_scanned_or_typed(rina: Client, as_typed) -> None:
    visit = expected()
    answer = rina.get("/hall/pintu/", {"kode": as_typed(visit)})
    assert answer.headers["Location"] == f"/hall/pintu/{visit.pk}/"


@pytest.mark.parametrize("code", ["7KM3PX", "kunjungan", "x" * 500, "' OR 1=1", "🙂"])
def test_a_code_that_nobody_gave_out_is_told_kindly(rina: Client, code: str) -> None:
    answer = rina.get("/hall/pintu/", {"kode": code})
    assert answer.status_code == 200
    assert "tidak dikenal di kantor ini" in shown(answer)


def test_names_on_the_list_are_masked_and_lead_to_the_visit(rina: Client) -> None:
    visit = expected()
    page = shown(rina.get("/hall/pintu/"))
    assert "Orang C• 1•" in page
    assert "Orang Contoh 1" not in page
    assert f"/hall/pintu/{visit.pk}/" in page


def test_who_comes_gets_a_ticket_and_twice_is_the_same(rina: Client) -> None:
    visit = expected()
    tickets = {rina.post(f"/hall/pintu/{visit.pk}/arrival", ONE).headers["Location"] for _ in range(2)}
    assert tickets == {f"/hall/karcis/{Ticket.objects.get().pk}/"}
    page = shown(rina.get(tickets.pop()))
    assert "A001" in page
    assert "Orang Contoh" not in page
    assert "Sudah tercatat datang pukul 10.00, nomor A001" in shown(rina.get(f"/hall/pintu/{visit.pk}/"))


def test_what_the_protocol_asks_is_asked_and_a_no_is_told_kindly(rina: Client) -> None:
    limited(asks_for=["temperature"])
    visit = expected()
    assert "Suhu di bawah" in shown(rina.get(f"/hall/pintu/{visit.pk}/"))
    answer = rina.post(f"/hall/pintu/{visit.pk}/arrival", {**ONE, "temperature": "belum", "mark": "elderly"})
    assert answer.status_code == 409
    assert "sebaiknya pulang" in shown(answer)
    assert 'value="elderly" checked' in shown(answer)
    assert not Ticket.objects.exists()


def test_every_pass_that_opens_nothing_has_a_sentence_of_its_own(rina: Client) -> None:
    other_day, cancelled, missed = (
        expected(1, starts_at=TOMORROW),
        expected(2),
        expected(3, starts_at=NOW - timedelta(hours=3)),
    )
    actions.cancel(cancelled, now=NOW)
    actions.mark_missed(now=NOW)
    for visit, words in (
        (other_day, "Jadwalnya untuk hari lain: Selasa, 24 November."),
        (cancelled, "sudah dibatalkan"),
        (missed, "sudah lewat"),
    ):
        page = shown(rina.get(f"/hall/pintu/{visit.pk}/"))
        assert words in page
        assert "Catat kedatangan</button>" not in page


@pytest.mark.parametrize("people", ["", "0", "-2", "banyak", "10", "9" * 40])
def test_a_number_of_people_that_cannot_be_is_refused(rina: Client, people: str) -> None:
    visit = expected()
    answer = rina.post(f"/hall/pintu/{visit.pk}/arrival", {"people": people})
    assert answer.status_code == 409
    assert "Tulis 1 sampai 9 orang" in shown(answer)


def test_somebody_without_a_booking_gets_a_ticket_once(rina: Client) -> None:
    page = rina.get("/hall/pintu/tanpa-janji/")
    key = page.context["key"]
    places = {
        rina.post("/hall/pintu/tanpa-janji/arrival", {**SOMEBODY, "key": key}).headers["Location"]
        for _ in range(2)
    }
    assert len(places) == Visit.objects.count() == 1
    assert Visit.objects.get().person_name == "Wayan Contoh"


def test_in_a_limited_hall_a_walk_in_without_a_reason_hears_why_and_keeps_what_was_typed(
    rina: Client,
) -> None:
    limited()
    answer = rina.post("/hall/pintu/tanpa-janji/arrival", {**SOMEBODY, "reason": "", "key": "k" * 24})
    assert answer.status_code == 409
    assert "hanya keperluan mendesak" in shown(answer)
    assert 'value="Wayan Contoh"' in shown(answer)


def test_in_a_closed_hall_nobody_can_be_written_down(rina: Client) -> None:
    change_protocol(cast.an_office(), "closed", starts_at=NOW - timedelta(hours=1), reason="Contoh")
    assert "Hari ini tidak ada yang dapat didaftarkan" in shown(rina.get("/hall/pintu/tanpa-janji/"))
    assert rina.post("/hall/pintu/tanpa-janji/arrival", {**SOMEBODY, "key": "k" * 24}).status_code == 409


def test_a_form_without_its_key_begins_again(rina: Client) -> None:
    for key in ("", "short", "a b" * 9, "<script>" * 4):
        answer = rina.post("/hall/pintu/tanpa-janji/arrival", {**SOMEBODY, "key": key})
        assert answer.headers["Location"] == "/hall/pintu/tanpa-janji/"
    assert not Visit.objects.exists()


def test_who_finds_the_hall_full_is_told_on_the_ticket(rina: Client) -> None:
    limited(people=1)
    arrive(expected(1))
    visit = expected(2)
    answer = rina.post(f"/hall/pintu/{visit.pk}/arrival", ONE, follow=True)
    assert "Silakan menunggu di luar" in shown(answer)


def test_the_door_speaks_english_where_an_officer_chose_it(rina: Client) -> None:
    limited(asks_for=["mask"])
    rina.cookies["django_language"] = "en"
    page = shown(rina.get("/hall/pintu/tanpa-janji/"))
    for words in (
        "Register without an appointment",
        "Urgent matters only",
        "Wears a mask",
        "School enrolment",
    ):
        assert words in page


def test_a_family_of_nine_is_told_where_to_sit(rina: Client) -> None:
    a_room()
    visit = expected(party=9)
    page = shown(rina.post(f"/hall/pintu/{visit.pk}/arrival", {"people": "9"}, follow=True))
    assert "Silakan masuk, kursi" in page


def test_another_office_finds_no_visit_and_no_ticket(stranger: Client) -> None:
    visit = expected(1)
    ticket = arrive(expected(2))
    for address in (reverse("hall:visit", args=[visit.pk]), reverse("hall:ticket", args=[ticket.pk])):
        assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("hall:arrival", args=[visit.pk]), ONE).status_code == 404
    assert stranger.post(reverse("hall:departure", args=[ticket.pk])).status_code == 404
    assert "tidak dikenal" in shown(stranger.get("/hall/pintu/", {"kode": visit.pass_token}))
