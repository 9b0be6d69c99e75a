"""Notes of the officers at the desk: apart from the conversation, and marked for whom they call."""

import pytest
from django.test import Client
from django.utils.html import escape

from lojar.applications.models import CaseEvent, CaseNote, Mention
from lojar.channels.models import OutboundMessage
from lojar.notifications.jobs import announce
from tests import cast

from .test_reviewing_papers import url

pytestmark = pytest.mark.django_db


def test_a_note_is_shown_in_the_history_and_not_in_the_conversation(rina: Client) -> None:
    case = cast.submitted()
    rina.post(url(case, "notes"), {"text": "Ibu <b>marah</b>\r\nkemarin", "key": "a"})
    page = rina.get(url(case, "?panel=riwayat")).content.decode()
    assert "Ibu &lt;b&gt;marah&lt;/b&gt;\nkemarin" in page
    assert "hanya petugas" in page
    assert "marah" not in rina.get(url(case, "?panel=percakapan")).content.decode()
    assert not OutboundMessage.objects.filter(purpose="officer").exists()


def test_the_citizen_is_told_nothing_of_it(rina: Client) -> None:
    case = cast.submitted()
    announce()
    before = OutboundMessage.objects.count()
    rina.post(url(case, "notes"), {"text": "Rahasia kantor", "key": "a"})
    announce()
    assert OutboundMessage.objects.count() == before
    assert not CaseEvent.objects.filter(announced_at=None).exists()


def test_the_form_sent_twice_is_one_note(rina: Client) -> None:
    case = cast.submitted()
    for _ in range(2):
        answer = rina.post(url(case, "notes"), {"text": "Sudah ditelepon", "key": "a"})
    assert answer.headers["Location"].endswith("?panel=riwayat")
    assert CaseNote.objects.count() == 1


def test_whom_it_calls_sees_a_mark_until_the_note_is_opened(rina: Client, joko: Client) -> None:
    case = cast.submitted()
    rina.post(url(case, "notes"), {"text": "@Joko tolong periksa KK-nya", "key": "a"})
    assert "untuk Anda" not in rina.get("/desk/").content.decode()
    page = joko.get("/desk/").content.decode()
    assert "untuk Anda" in page
    assert "Rina menyebut Anda" in page
    joko.get(url(case))  # the case alone does not show the note
    assert "untuk Anda" in joko.get("/desk/").content.decode()
    assert "untuk Anda" in joko.get(url(case, "?panel=riwayat")).content.decode()
    assert "untuk Anda" not in joko.get("/desk/").content.decode()
    assert "untuk Anda" not in joko.get(url(case, "?panel=riwayat")).content.decode()


def test_turning_to_another_paper_beside_an_old_panel_opens_nothing(rina: Client, joko: Client) -> None:
    case = cast.submitted()
    rina.post(url(case, "notes"), {"text": "@Joko", "key": "a"})
    joko.get(url(case, "?panel=riwayat&kertas=kk"), HTTP_HX_REQUEST="true", HTTP_HX_TARGET="stage")
    assert Mention.objects.get().opened_at is None
    joko.get(url(case, "?panel=riwayat"), HTTP_HX_REQUEST="true", HTTP_HX_TARGET="side")
    assert Mention.objects.get().opened_at == cast.NOW


def test_a_closed_case_still_calls_on_the_worklist(rina: Client, joko: Client) -> None:
    case = cast.actions.reject(cast.submitted(), cast.hadi(), ground="Contoh", now=cast.NOW)
    rina.post(url(case, "notes"), {"text": "@joko", "key": "a"})
    assert case.number in joko.get("/desk/").content.decode()


def test_a_name_that_nobody_has_is_told(rina: Client) -> None:
    page = rina.post(url(cast.submitted(), "notes"), {"text": "@Tono lihat", "key": "a"}, follow=True)
    assert "tidak ada rekan bernama @Tono" in page.content.decode()
    assert CaseNote.objects.exists()


def test_an_empty_and_an_endless_note_are_refused_in_words(rina: Client) -> None:
    case = cast.submitted()
    for text, words in ((" ", "Catatannya masih kosong."), ("a" * 2001, "Paling banyak 2000 huruf.")):
        answer = rina.post(url(case, "notes"), {"text": text, "key": "a"})
        assert answer.status_code == 409
        assert escape(words) in answer.content.decode()
    assert not CaseNote.objects.exists()


def test_another_office_neither_reads_nor_writes(stranger: Client) -> None:
    assert stranger.post(url(cast.submitted(), "notes"), {"text": "x"}).status_code == 404


def test_the_history_asks_the_same_number_of_queries_for_one_note_and_for_ten(
    rina: Client, django_assert_num_queries
) -> None:
    case = cast.submitted()
    cast.joko()
    rina.post(url(case, "notes"), {"text": "@Joko", "key": "0"})
    rina.get(url(case, "?panel=riwayat"))
    with django_assert_num_queries(99, exact=False) as few:
        rina.get(url(case, "?panel=riwayat"))
        asked = len(few)
    for number in range(1, 10):
        rina.post(url(case, "notes"), {"text": "@Joko", "key": str(number)})
    with django_assert_num_queries(asked):
        rina.get(url(case, "?panel=riwayat"))
