"""Who wants to come: asked why, begun from home where that is enough, and else given a day, an hour and a name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lojar.intake.engine import Outcome
from lojar.intake.engine.coming import Coming, FreePlace, Hall
from lojar.intake.engine.commands import (
    BookPlace,
    CancelVisit,
    ChangePlace,
    HoldPlace,
    Start,
    WaitForPlace,
)
from lojar.intake.tests.harness import NOON, Citizen, ids, scene
from lojar.intake.understand.coming_day import coming_day, hour_in

TOMORROW = NOON.replace(hour=2) + timedelta(days=1)  # 09.00 in Jakarta
MONDAY = date(2026, 11, 23)


def places(*hours, day=TOMORROW):
    return tuple(FreePlace(10 + at, day + timedelta(hours=at), day + timedelta(hours=at + 1)) for at in hours)


NINE_AND_TEN = places(0, 1)


def hall(
    *, free=NINE_AND_TEN, owed=(), full=(), own=(), mode="limited", books=("urgent", "pick_up", "in_person")
):
    return Hall(
        mode=lambda: mode,
        books=lambda: frozenset(books),
        free=lambda purpose: free,
        owed=lambda purpose: owed,
        full_days=lambda purpose: full,
        own=lambda: own,
    )


def citizen(**of_the_hall):
    return Citizen(scene(hall=hall(**of_the_hall)))


def sees(one, **of_the_hall):
    one.scene = replace(one.scene, hall=hall(**of_the_hall))
    return one


def offered(one):
    return {id for message in one.last.say for id, _ in ids(message)}


def own(id=5, state="booked", **more):
    at = {"starts_at": TOMORROW, "ends_at": TOMORROW + timedelta(hours=1), **more}
    return Coming(id, "urgent", state, person="Siti Contoh", **at)


def test_who_wants_to_come_is_asked_why_with_the_reasons_of_the_catalogue():
    one = citizen().writes("mau datang besok")
    assert "Untuk keperluan apa" in one.reads
    assert {"visit-why:tni-polri", "visit-why:sakit", "visit-why:sekolah", "visit-other"} <= offered(one)
    assert "visit-why:lain" not in offered(one)


def test_a_reason_in_own_words_needs_no_second_question():
    one = citizen().writes("urgent pak buat daftar polri besok")
    assert "24 November: pilih jam" in one.reads


def test_from_a_reason_to_a_booking_in_a_name():
    one = citizen().writes("saya mau ke kantor").presses("visit-why:sakit")
    one.presses("visit-day:2026-11-24").presses("09.00–10.00")
    assert one.did(HoldPlace) == [HoldPlace(10, "sakit")]
    assert "Atas nama siapa" in one.reads
    sees(one, own=(own(7, "held"),)).writes("Siti Contoh")
    assert one.did(BookPlace) == [BookPlace(7, "Siti Contoh")]


def test_a_day_and_an_hour_can_be_written():
    one = citizen().writes("ibu saya opname, mau datang").writes("besok jam 10")
    assert one.did(HoldPlace) == [HoldPlace(11, "sakit")]


def test_a_wish_that_names_its_time_is_not_asked_for_it_again():
    one = citizen().writes("ibu saya opname, mau datang besok jam 10")
    assert one.did(HoldPlace) == [HoldPlace(11, "sakit")]
    two = citizen().writes("besok jam 9 saya ke kantor").presses("visit-why:sakit")
    assert two.did(HoldPlace) == [HoldPlace(10, "sakit")]


def test_a_day_without_a_place_is_said_and_the_others_are_offered():
    one = citizen().writes("ibu saya opname, mau datang").writes("jumat aja")
    assert "tidak ada tempat" in one.reads
    assert "visit-day:2026-11-24" in offered(one)


def test_a_full_day_that_was_asked_for_can_be_waited_for():
    one = citizen(full=(date(2026, 11, 27),)).writes("ibu saya opname, mau datang").writes("jumat aja")
    assert "sudah penuh" in one.reads
    one.writes("ya")
    assert one.did(WaitForPlace) == [WaitForPlace("urgent", "2026-11-27", "sakit")]


@pytest.mark.parametrize(
    ("reason", "again"),
    [("full", True), ("session_begun", True), ("not_urgent", False), ("has_open_visit", False)],
)
def test_another_time_is_asked_for_only_where_it_helps(reason, again):
    one = citizen().writes("ibu saya opname, mau datang besok jam 9")
    one.learns(Outcome(one.did(HoldPlace)[0], reason=reason))
    assert ("visit-day:2026-11-24" in offered(one)) == again
    assert (one.state.awaits == "visit:day") == again


def test_a_number_is_no_name():
    one = citizen().writes("ibu saya opname, mau datang").writes("besok jam 9").writes("08123")
    assert one.did(BookPlace) == []
    assert "dengan huruf" in one.reads


def test_what_is_not_urgent_begins_from_home():
    one = citizen().writes("mau datang besok").presses("visit-other")
    assert "tanpa datang" in one.reads
    assert any(id.startswith("group:") for id in offered(one))


def test_a_service_that_is_named_instead_of_a_reason_begins():
    one = citizen().writes("mau datang besok").writes("ktp saya hilang")
    assert "tanpa datang" in one.reads
    assert one.state.service


def test_who_comes_to_collect_begins_nothing_new():
    one = citizen().writes("mau datang besok").writes("mau ambil ktp")
    assert one.state.service == ""
    assert one.did(Start) == []


def test_a_question_on_the_way_does_not_lose_the_place():
    one = citizen().writes("ibu saya opname, mau datang").writes("jam buka?")
    assert "Jam buka kantor" in one.reads
    assert "visit-day:2026-11-24" in offered(one)


def test_an_office_without_sessions_says_its_address_and_hours():
    one = citizen(books=()).writes("mau datang besok")
    assert "Jl. Contoh No. 1" in one.reads


def test_where_all_is_full_one_can_stand_in_line():
    one = citizen(free=(), full=(date(2026, 11, 25),)).writes("ibu saya opname, mau datang")
    one.presses("visit-wait:2026-11-25")
    assert one.did(WaitForPlace) == [WaitForPlace("urgent", "2026-11-25", "sakit")]
    assert "daftar tunggu" in one.reads


def test_a_closed_hall_says_what_goes_on():
    one = citizen(free=(), mode="closed").writes("ibu saya opname, mau datang")
    assert "Loket sedang tutup" in one.reads
    assert "officer" in offered(one)


def test_a_booking_of_ones_own_is_told_moved_and_cancelled():
    one = citizen(own=(own(),)).writes("mau datang besok")
    assert "Siti Contoh" in one.reads
    one.presses("visit-change:5").presses("visit-day:2026-11-24").presses("10.00–11.00")
    assert one.did(ChangePlace) == [ChangePlace(5, 11)]
    one.writes("batal datang").presses("visit-drop:5")
    assert one.did(CancelVisit) == [CancelVisit(5)]


def test_who_is_owed_a_time_goes_before_the_line():
    one = citizen(own=(own(state="displaced"),), free=(), owed=NINE_AND_TEN).writes("jadwal")
    one.presses("visit-change:5").presses("visit-day:2026-11-24").presses("09.00–10.00")
    assert one.did(ChangePlace) == [ChangePlace(5, 10)]


def test_who_stops_moving_a_booking_keeps_it():
    one = citizen(own=(own(),)).writes("jadwal").presses("visit-change:5").presses("visit-leave")
    assert "jadwal Anda tetap" in one.reads
    assert one.did(ChangePlace) == []


def test_a_button_of_somebody_elses_visit_does_nothing():
    one = citizen(own=(own(5),))
    one.sends(one.heard("choice", choice="visit-drop:6", text="Ya, batalkan"))
    assert one.did(CancelVisit) == []
    assert "tidak berlaku" in one.reads


@pytest.mark.parametrize("button", ["visit-day:2026-11-24", "visit-time:10", "visit-days"])
def test_a_button_of_days_ago_asks_what_it_was_about(button):
    one = citizen()
    one.sends(one.heard("choice", choice=button, text="Selasa"))
    assert "Untuk keperluan apa" in one.reads
    assert one.did(HoldPlace) == []


def test_an_offer_that_is_over_is_said():
    one = citizen()
    one.sends(one.heard("choice", choice="visit-take:9", text="Ambil"))
    assert one.did(BookPlace) == []
    assert "sudah lewat" in one.reads


def test_whoever_leaves_is_at_the_door_again():
    one = citizen().writes("ibu saya opname, mau datang").presses("visit-leave")
    assert one.state.awaits == ""
    one.writes("ktp hilang").presses("begin")
    assert one.did(Start)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("besok jam 9", date(2026, 11, 24)),
        ("lusa", date(2026, 11, 25)),
        ("hari jumat", date(2026, 11, 27)),
        ("senin", MONDAY),
        ("30 nov", date(2026, 11, 30)),
        ("tgl 2", date(2026, 12, 2)),
        ("4/12", date(2026, 12, 4)),
        ("2 januari", date(2027, 1, 2)),
        ("tomorrow morning", date(2026, 11, 24)),
        ("minggu depan", None),
        ("31/2", None),
        ("terserah", None),
    ],
)
def test_days_to_come(text, day):
    assert coming_day(text, MONDAY) == day


@pytest.mark.parametrize(
    ("text", "hour"),
    [("jam 9", 9), ("pukul 13.30", 13), ("jam 1 siang", 13), ("10.00", 10), ("2pm", 14), ("besok", None)],
)
def test_hours(text, hour):
    assert hour_in(text) == hour
