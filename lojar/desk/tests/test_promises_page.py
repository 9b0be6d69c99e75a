"""The board of what is late or stands still, for who leads the office."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.applications.rules.late_and_stuck import Trouble
from lojar.channels.models import OutboundMessage
from lojar.desk import promises
from tests import cast

pytestmark = pytest.mark.django_db
BOARD = "/desk/janji/"


def late(hours: int = 2) -> Application:
    case = cast.accepted("ktp-hilang", contact=cast.budi(), now=cast.NOW - timedelta(days=9))
    Application.objects.filter(pk=case.pk).update(promised_at=cast.NOW - timedelta(hours=hours))
    return case


def failed(key: str = "f", about: str = "") -> OutboundMessage:
    return OutboundMessage.objects.create(
        contact=cast.siti(), key=key, body={"type": "text", "body": "Kabar"}, state="failed", about=about,
        created_at=cast.NOW - timedelta(hours=1), failed_at=cast.NOW, error_code=131026,
    )  # fmt: skip


def links_in(answer) -> list[str]:
    return [line.url for line in answer.context["lines"]]


def test_clerks_and_strangers_are_kept_out(rina: Client, stranger: Client, wati: Client) -> None:
    assert [each.get(BOARD).status_code for each in (rina, stranger, wati)] == [403, 403, 200]
    assert BOARD not in rina.get("/desk/").content.decode()
    assert BOARD in wati.get("/desk/").content.decode()


def test_the_first_list_that_holds_something_is_open(wati: Client) -> None:
    assert wati.get(BOARD).context["board"].trouble == Trouble.LATE
    draft = cast.a_draft(now=cast.NOW - timedelta(days=5))
    answer = wati.get(BOARD)
    assert answer.context["board"].trouble == Trouble.LEFT_DRAFT
    assert links_in(answer) == [f"/desk/percakapan/{draft.contact_id}/"]
    case = late()
    assert links_in(wati.get(BOARD)) == [f"/desk/berkas/{case.number}/"]


def test_a_row_tells_whom_what_and_how_late(hadi: Client) -> None:
    case = late()
    page = hadi.get(BOARD).content.decode()
    assert all(
        words in page
        for words in (case.number, "lewat 2 jam", "Budi Contoh" if not case.person_name else case.person_name)
    )
    assert "Dokumen yang sudah dijanjikan dan belum siap." in page


@pytest.mark.parametrize("board", promises.BOARDS, ids=lambda board: board.key)
def test_an_empty_list_says_so(hadi: Client, board: promises.Board) -> None:
    assert str(board.empty) in hadi.get(BOARD, {"daftar": board.key}).content.decode()


def test_every_trouble_has_a_board() -> None:
    assert [each.trouble for each in promises.BOARDS] == list(Trouble)


def test_who_left_a_case_is_named_with_the_time_of_the_last_work(wati: Client) -> None:
    case = cast.submitted(now=cast.NOW - timedelta(days=5))
    actions.claim(case, cast.rina(), now=cast.NOW - timedelta(days=4))
    (line,) = wati.get(BOARD, {"daftar": "dipegang"}).context["lines"]
    assert (line.holder, line.at) == ("Rina", cast.NOW - timedelta(days=4))


def test_a_failed_message_leads_to_its_case_or_to_the_person(wati: Client) -> None:
    case, draft = cast.submitted(), cast.a_draft("ktp-rusak")
    failed("1", case.number), failed("2", draft.number)
    answer = wati.get(BOARD, {"daftar": "pesan"})
    assert links_in(answer) == [
        f"/desk/berkas/{case.number}/?panel=percakapan", f"/desk/percakapan/{cast.siti().pk}/",
    ]  # fmt: skip
    assert "/desk/gangguan/" in answer.content.decode()
    assert draft.number not in answer.content.decode()


def test_pages_go_on_where_the_last_one_ended(wati: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promises, "PAGE", 2)
    numbers = [late(hours).number for hours in (9, 8, 7, 6, 5)]
    found, url = [], "?daftar=lewat"
    while url:
        answer = wati.get(f"{BOARD}{url}")
        found += [line.number for line in answer.context["lines"]]
        url = answer.context["next_url"]
    assert found == numbers
    assert "Kembali ke awal" in answer.content.decode()
    assert [line.number for line in wati.get(f"{BOARD}?setelah=kemarin~x").context["lines"]] == numbers[:2]


@pytest.mark.parametrize("key", ["lewat", "pesan"])
def test_the_number_of_queries_does_not_grow(wati: Client, django_assert_num_queries, key: str) -> None:
    late(), failed("1")
    wati.get(BOARD)
    with django_assert_num_queries(20, exact=False) as few:
        wati.get(BOARD, {"daftar": key})
    for number in range(12):
        late(), failed(f"more-{number}")
    with django_assert_num_queries(len(few)):
        wati.get(BOARD, {"daftar": key})
