"""The morning notes, as who leads the office reads them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from lojar.applications.rules.late_and_stuck import Trouble
from lojar.desk.mornings import in_words
from lojar.notifications.actions import write_morning_note
from lojar.notifications.models import MorningNote
from tests import cast

pytestmark = pytest.mark.django_db
MORNINGS = "/desk/janji/harian/"


def test_clerks_and_strangers_are_kept_out_and_a_supervisor_is_not(
    rina: Client, stranger: Client, wati: Client
) -> None:
    assert [each.get(MORNINGS).status_code for each in (rina, stranger, wati)] == [403, 403, 200]
    assert MORNINGS in wati.get("/desk/janji/").content.decode()


def test_before_the_first_one_it_says_when_it_comes(hadi: Client) -> None:
    assert "Catatan pertama muncul di sini" in hadi.get(MORNINGS).content.decode()


def test_a_note_tells_the_worst_first_with_day_and_time(hadi: Client) -> None:
    MorningNote.objects.create(
        office=cast.an_office(), on=cast.NOW.date(), counts={"silent": 2, "late": 1}, written_at=cast.NOW
    )
    page = hadi.get(MORNINGS).content.decode()
    assert "Senin, 23 November 2026" in page
    assert "1 janji sudah lewat, 2 warga diam." in page
    assert "Ditulis pukul 10.00" in page


def test_the_newest_comes_first_page_by_page_and_only_of_this_office(hadi: Client, next_town) -> None:
    for days in range(21):
        MorningNote.objects.create(
            office=cast.an_office(), on=cast.NOW.date() - timedelta(days=days), written_at=cast.NOW
        )
    MorningNote.objects.create(office=next_town, on=cast.NOW.date(), written_at=cast.NOW)
    first, second = hadi.get(MORNINGS), hadi.get(MORNINGS, {"halaman": "2"})
    assert first.context["notes"][0][0].on == cast.NOW.date()
    assert [len(each.context["notes"]) for each in (first, second)] == [20, 1]


def test_what_the_board_counts_is_what_the_note_tells(hadi: Client) -> None:
    cast.a_draft(now=cast.NOW - timedelta(days=5))
    write_morning_note(cast.an_office(), now=cast.NOW)
    assert "1 draf tertinggal." in hadi.get(MORNINGS).content.decode()


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_words_in_both_languages(trouble: Trouble) -> None:
    told = set()
    for language in ("id", "en"):
        with translation.override(language):
            told.add(in_words({trouble.value: 3}))
    assert len(told) == 2
    assert all(words.startswith("3 ") for words in told)


def test_a_quiet_morning_has_words() -> None:
    with translation.override("id"):
        assert in_words({}) == "Tidak ada yang terlambat dan tidak ada yang macet."


def test_visits_that_were_not_needed_stand_after_the_trouble() -> None:
    with translation.override("id"):
        assert in_words({"late": 1, "avoided": 37}).endswith(
            "37 kunjungan tidak perlu: dikirim atau diterima dari rumah."
        )
