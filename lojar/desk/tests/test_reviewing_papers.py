"""Paper by paper: accepted, returned with reasons, looked at again; and who may not."""

import pytest
from django.test import Client

from lojar.applications import actions
from lojar.applications.models import Application
from tests import cast

pytestmark = pytest.mark.django_db


def url(application: Application, rest: str = "") -> str:
    return f"/desk/berkas/{application.number}/{rest}"


def state(application: Application, key: str) -> str:
    return application.papers.get(key=key).state


def test_the_page_shows_papers_fields_and_doubts(rina: Client) -> None:
    page = rina.get(url(cast.submitted())).content.decode()
    assert "Kartu Keluarga orang tua" in page
    assert "3510 9955 0590 0003" in page
    assert "Kode wilayah 351099 tidak ada dalam daftar" in page


def test_a_number_is_copied_without_its_blanks(rina: Client) -> None:
    assert 'data-copy="3510995505900003"' in rina.get(url(cast.submitted())).content.decode()


def test_accepting_a_paper_goes_on_to_the_next_open_one(rina: Client) -> None:
    application = cast.submitted()
    first, second = application.papers.order_by("position")[:2]
    answer = rina.post(url(application, f"papers/{first.key}/acceptance"))
    assert answer.headers["Location"] == url(application, f"?kertas={second.key}")
    assert state(application, first.key) == "accepted"


def test_working_on_a_paper_takes_the_case(rina: Client) -> None:
    application = cast.submitted()
    rina.post(url(application, "papers/kk/acceptance"))
    assert cast.fresh(application).claimed_by == cast.rina()


def test_a_paper_is_returned_with_several_reasons_and_a_word_of_ones_own(rina: Client) -> None:
    application = cast.submitted()
    page = rina.get(url(application, "?kertas=kk"))
    reasons = [reason.code for reason in page.context["paper"].reasons[:2]]
    rina.post(
        url(application, "papers/kk/return"), {"reason": reasons, "note": "Mohon baris ibu ikut terlihat."}
    )
    paper = application.papers.get(key="kk")
    assert (paper.state, paper.reasons, paper.note) == ("returned", reasons, "Mohon baris ibu ikut terlihat.")


def test_a_return_without_a_reason_is_refused_in_words(rina: Client) -> None:
    application = cast.submitted()
    answer = rina.post(url(application, "papers/kk/return"))
    assert answer.status_code == 409
    assert "Alasan pengembalian belum dipilih." in answer.content.decode()
    assert state(application, "kk") == "received"


def test_a_decision_on_a_paper_can_be_taken_back(rina: Client) -> None:
    application = cast.submitted()
    rina.post(url(application, "papers/kk/acceptance"))
    rina.post(url(application, "papers/kk/second-look"))
    assert state(application, "kk") == "received"


def test_a_colleague_who_holds_the_case_is_named_in_the_refusal(rina: Client) -> None:
    application = cast.submitted()
    actions.claim(application, cast.joko(), now=cast.NOW)
    answer = rina.post(url(application, "papers/kk/acceptance"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Berkas ini sedang dipegang Joko." in page
    assert "pukul 10.30" in page
    assert state(application, "kk") == "received"


def test_for_htmx_a_refusal_is_only_a_notice(rina: Client) -> None:
    application = cast.submitted()
    actions.claim(application, cast.joko(), now=cast.NOW)
    answer = rina.post(url(application, "papers/kk/acceptance"), HTTP_HX_REQUEST="true")
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notice"
    assert b"<html" not in answer.content


def test_no_buttons_are_drawn_while_a_colleague_holds_the_case(rina: Client) -> None:
    application = cast.submitted()
    actions.claim(application, cast.joko(), now=cast.NOW)
    page = rina.get(url(application)).content.decode()
    assert "/acceptance" not in page
    assert "Joko sedang memeriksa berkas ini" in page


def test_a_supervisor_takes_over_with_a_reason(wati: Client) -> None:
    application = cast.submitted()
    actions.claim(application, cast.joko(), now=cast.NOW)
    wati.post(url(application, "take-over"), {"reason": "Joko sakit"})
    assert cast.fresh(application).claimed_by == cast.wati()


def test_a_clerk_cannot_take_over(rina: Client) -> None:
    application = cast.submitted()
    actions.claim(application, cast.joko(), now=cast.NOW)
    assert rina.post(url(application, "take-over"), {"reason": "Ingin"}).status_code == 403
    assert cast.fresh(application).claimed_by == cast.joko()


def test_releasing_gives_the_case_back_to_the_queue(rina: Client) -> None:
    application = cast.submitted()
    rina.post(url(application, "claim"))
    rina.post(url(application, "release"))
    assert cast.fresh(application).claimed_by is None


@pytest.mark.parametrize(
    "rest", ["", "claim", "papers/kk/acceptance", "acceptance", "rejection", "result", "reply"]
)
def test_another_office_gets_the_same_404_as_for_nothing_at_all(stranger: Client, rest: str) -> None:
    application = cast.submitted()
    ask = stranger.post if rest else stranger.get
    there, nowhere = ask(url(application, rest)), ask(f"/desk/berkas/BWI-000000-0000/{rest}")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_a_draft_is_not_shown_to_officers(rina: Client) -> None:
    assert rina.get(url(cast.a_draft())).status_code == 404


def test_verbs_answer_to_post_alone(rina: Client) -> None:
    application = cast.submitted()
    for rest in ("claim", "release", "papers/kk/acceptance", "acceptance", "rejection", "ready", "hand-over"):
        assert rina.get(url(application, rest)).status_code == 405


def test_an_unknown_paper_is_404(rina: Client) -> None:
    assert rina.post(url(cast.submitted(), "papers/surat-sakti/acceptance")).status_code == 404


def test_without_signing_in_there_is_only_the_door(client: Client, db: None) -> None:
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/masuk/")
