"""What waits, in order, for one office only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.applications.rules.next_case import Why
from lojar.desk import words_for, worklist
from tests import cast

pytestmark = pytest.mark.django_db


def numbers_in(response) -> list[str]:
    return [row.number for row in response.context["rows"]]


def test_the_oldest_comes_first(rina: Client) -> None:
    younger = cast.submitted(now=cast.NOW - timedelta(hours=1))
    older = cast.submitted("ktp-hilang", contact=cast.budi(), now=cast.NOW - timedelta(hours=3))
    assert numbers_in(rina.get("/desk/")) == [older.number, younger.number]


def test_a_row_tells_whom_what_how_long_and_how_many_papers(rina: Client) -> None:
    cast.submitted(now=cast.NOW - timedelta(hours=2))
    page = rina.get("/desk/").content.decode()
    assert "Rahma Putri Contoh" in page
    assert "Akta kelahiran" in page
    assert "2 jam lalu" in page
    assert "Senin, 23 November 2026, 08.00" in page
    assert "0 dari 3 berkas sudah diperiksa" in page


def test_another_office_sees_nothing_of_it(stranger: Client) -> None:
    application = cast.submitted()
    page = stranger.get("/desk/")
    assert numbers_in(page) == []
    assert application.number not in page.content.decode()


def test_an_empty_list_says_what_happens_next(rina: Client) -> None:
    assert "Tidak ada berkas yang menunggu" in rina.get("/desk/").content.decode()


def test_each_section_holds_its_own_state(rina: Client) -> None:
    waiting, returned = cast.submitted(), cast.returned("ktp-hilang", contact=cast.budi())
    assert numbers_in(rina.get("/desk/?bagian=masuk")) == [waiting.number]
    assert numbers_in(rina.get("/desk/?bagian=dikembalikan")) == [returned.number]


def test_mine_shows_only_what_i_hold(rina: Client) -> None:
    mine, other = cast.submitted(), cast.submitted("ktp-hilang", contact=cast.budi())
    actions.claim(mine, cast.rina(), now=cast.NOW)
    actions.claim(other, cast.joko(), now=cast.NOW)
    assert numbers_in(rina.get("/desk/?bagian=saya")) == [mine.number]


def test_a_promise_that_is_past_is_marked(rina: Client) -> None:
    late = cast.accepted()
    Application.objects.filter(pk=late.pk).update(promised_at=cast.NOW - timedelta(hours=2))
    assert "lewat 2 jam" in rina.get("/desk/?bagian=disetujui").content.decode()


def test_pages_go_on_where_the_last_one_ended(rina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "PAGE", 2)
    made = [
        cast.submitted("ktp-hilang", contact=cast.budi(), now=cast.NOW - timedelta(hours=9 - n))
        for n in range(5)
    ]
    first = rina.get("/desk/")
    second = rina.get(f"/desk/{first.context['next_url']}")
    third = rina.get(f"/desk/{second.context['next_url']}")
    assert numbers_in(first) + numbers_in(second) + numbers_in(third) == [each.number for each in made]
    assert third.context["next_url"] == ""


def test_a_broken_cursor_begins_at_the_beginning(rina: Client) -> None:
    waiting = cast.submitted()
    assert numbers_in(rina.get("/desk/?setelah=besok~x")) == [waiting.number]


def test_the_list_asks_the_same_number_of_queries_for_one_row_and_for_twenty(
    rina: Client, django_assert_num_queries
) -> None:
    cast.submitted("ktp-hilang", contact=cast.budi())
    rina.get("/desk/")
    with django_assert_num_queries(13, exact=False) as few:
        rina.get("/desk/")
    for _ in range(19):
        cast.submitted("ktp-hilang", contact=cast.budi())
    with django_assert_num_queries(len(few)):
        rina.get("/desk/")


def test_asking_again_without_change_is_304(rina: Client) -> None:
    cast.submitted()
    tag = rina.get("/desk/").context["tag"]
    part = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "list"}
    assert rina.get("/desk/", HTTP_IF_NONE_MATCH=tag, **part).status_code == 304
    cast.submitted("ktp-hilang", contact=cast.budi())
    answer = rina.get("/desk/", HTTP_IF_NONE_MATCH=tag, **part)
    assert answer.status_code == 200
    assert b"<html" not in answer.content


def test_the_next_one_is_the_first_in_line_that_nobody_holds_and_says_why(rina: Client) -> None:
    oldest = cast.submitted(now=cast.NOW - timedelta(hours=3))
    second = cast.submitted("ktp-hilang", contact=cast.budi(), now=cast.NOW - timedelta(hours=2))
    actions.claim(oldest, cast.joko(), now=cast.NOW)
    answer = rina.post("/desk/next", follow=True)
    assert answer.redirect_chain[0][0] == f"/desk/berkas/{second.number}/"
    assert "berkas ini yang paling dekat jatuh temponya" in answer.content.decode()
    assert cast.fresh(second).claimed_by == cast.rina()


def test_with_nothing_free_the_next_one_says_so_kindly(rina: Client) -> None:
    page = rina.post("/desk/next", follow=True)
    assert escape("Tidak ada berkas yang bebas sekarang.") in page.content.decode()


def test_the_next_one_stands_on_the_case_once_it_is_decided(rina: Client) -> None:
    waiting, decided = cast.submitted(), cast.accepted("ktp-hilang", contact=cast.budi())
    pages = [rina.get(f"/desk/berkas/{case.number}/").content.decode() for case in (waiting, decided)]
    assert ['action="/desk/next"' in page for page in pages] == [False, True]


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_for_the_next_one_has_one_sentence_in_both_languages(why: Why) -> None:
    told = set()
    for language in ("id", "en"):
        with translation.override(language):
            told.add(str(words_for.NEXT_BECAUSE[why]))
    assert len(told) == 2
    assert all(words.count(".") == 1 for words in told)


def test_a_number_is_found_as_it_was_typed(rina: Client) -> None:
    application = cast.submitted()
    answer = rina.get("/desk/cari/", {"q": application.number.lower().replace("-", " ")})
    assert answer.headers["Location"] == f"/desk/berkas/{application.number}/"


def test_a_nik_finds_every_application_of_the_person(rina: Client) -> None:
    one, two = cast.submitted("ktp-hilang"), cast.submitted("ktp-rusak")
    assert set(numbers_in(rina.get("/desk/cari/", {"q": cast.SITI_NIK}))) == {one.number, two.number}


def test_a_search_in_another_office_finds_nothing(stranger: Client) -> None:
    application = cast.submitted()
    assert "Tidak ditemukan" in stranger.get("/desk/cari/", {"q": application.number}).content.decode()
