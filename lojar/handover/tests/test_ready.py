"""Ready is said only of what can be taken now."""

from datetime import timedelta

import pytest

from lojar.applications import actions as applications
from lojar.applications import queries as cases
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.handover import actions, queries
from lojar.lib.reference import ALPHABET
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=3)


def last_event(application):
    return cases.timeline(application)[-1]


def test_a_card_is_ready_only_in_a_tray():
    case = cast.accepted("ktp-hilang")
    with pytest.raises(NotAllowed, match="not_in_tray"):
        actions.mark_ready(case, cast.rina(), now=LATER)
    tray = actions.add_tray(cast.an_office(), "Rak A")
    waiting = actions.mark_ready(case, cast.rina(), tray=tray, place="17", now=LATER)
    assert (waiting.tray, waiting.place, waiting.opened_at) == (tray, "17", LATER)
    case = cast.fresh(case)
    assert (case.status, case.ready_at, case.claimed_by) == ("ready", LATER, None)
    assert last_event(case).data == {
        "by_hand": True, "by_pdf": False, "only_told": False, "tray": "Rak A", "place": "17",
    }  # fmt: skip


def test_a_pdf_is_ready_only_when_it_is_attached_or_linked():
    case = cast.accepted()
    with pytest.raises(NotAllowed, match="no_document"):
        actions.mark_ready(case, cast.rina(), place="A-17", now=LATER)
    applications.register_result(case, cast.rina(), name="Kutipan akta kelahiran", number="1", now=LATER)
    with pytest.raises(NotAllowed, match="no_document"):
        actions.mark_ready(case, cast.rina(), now=LATER)
    applications.register_result(
        case, cast.rina(), name="Kutipan akta kelahiran", link="https://contoh.id/akta", now=LATER
    )
    actions.mark_ready(case, cast.rina(), now=LATER)
    assert cast.fresh(case).status == "ready"


def test_a_pdf_that_the_citizen_wants_on_paper_lies_in_a_tray():
    case = cast.accepted(values={"ambil": "kantor"})
    with pytest.raises(NotAllowed, match="not_in_tray"):
        actions.mark_ready(case, cast.rina(), now=LATER)
    actions.mark_ready(case, cast.rina(), place="A-17", now=LATER)
    assert last_event(case).data["by_hand"] is True


def test_a_tray_of_another_office_is_refused():
    tray = actions.add_tray(cast.an_office(code="lain", phone_number_id="9"), "Rak A")
    with pytest.raises(NotAllowed, match="other_office"):
        actions.mark_ready(cast.accepted("ktp-hilang"), cast.rina(), tray=tray, now=LATER)


def test_news_that_is_itself_the_result_is_delivered_at_once():
    case = cast.accepted("konsolidasi-nik")
    with pytest.raises(NotAllowed, match="no_result"):
        actions.mark_ready(case, cast.rina(), now=LATER)
    applications.register_result(
        case, cast.rina(), name="Pemberitahuan NIK aktif", number="sudah aktif", now=LATER
    )
    actions.mark_ready(case, cast.rina(), now=LATER)
    assert cast.fresh(case).status == "delivered"
    assert [e.kind for e in cases.timeline(case)][-2:] == ["ready", "delivered"]


def test_a_pass_can_be_read_aloud_but_not_guessed():
    passes = [cast.ready("ktp-hilang").hand_over for _ in range(5)]
    assert all(len(p.code) == 6 and set(p.code) <= set(ALPHABET) for p in passes)
    assert len({p.code for p in passes}) == len({p.pass_token for p in passes}) == 5
    assert all(len(p.pass_token) >= 32 for p in passes)


def test_a_pass_is_found_as_it_is_scanned_or_typed():
    waiting = cast.ready("ktp-hilang").hand_over
    office, code = cast.an_office(), waiting.code
    for text in (code, f" {code[:3].lower()} {code[3:].lower()} ", f"{code[:3]}-{code[3:]}"):
        assert queries.find_by_pass(office, text) == waiting
    for text in (waiting.pass_token, f"https://contoh.id/ambil/{waiting.pass_token}/?a=1"):
        assert queries.find_by_pass(office, text) == waiting
    for text in ("", "AAAAAA", waiting.pass_token[:10], "0" * 5000):
        assert queries.find_by_pass(office, text) is None


def test_a_pass_of_another_office_is_not_found():
    waiting = cast.ready("ktp-hilang").hand_over
    elsewhere = cast.an_office(code="lain", phone_number_id="9")
    assert queries.find_by_pass(elsewhere, waiting.code) is None
    assert queries.find_by_pass(elsewhere, waiting.pass_token) is None


def test_the_originals_to_bring_are_those_of_the_papers_that_came():
    lost, broken = cast.submitted("ktp-hilang"), cast.submitted("ktp-rusak")
    assert [(b.key, b.surrender) for b in queries.what_to_bring(lost)] == [("surat-hilang", False)]
    assert [b.key for b in queries.what_to_bring(broken) if b.surrender] == ["ktp-rusak"]
