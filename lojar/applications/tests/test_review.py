"""Paper by paper, and every decision can be undone until the case itself is decided."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=5)


@pytest.fixture
def case():
    return cast.submitted()


def paper(case, key="kk"):
    return case.papers.get(key=key)


def test_an_accepted_paper_names_who_accepted_it(case):
    decided = actions.accept_paper(paper(case), cast.rina(), now=LATER)
    assert (decided.state, decided.decided_by, decided.decided_at) == ("accepted", cast.rina(), LATER)


def test_accepting_twice_writes_one_event(case):
    actions.accept_paper(paper(case), cast.rina(), now=LATER)
    actions.accept_paper(paper(case), cast.rina(), now=LATER)
    assert [e.kind for e in queries.timeline(case)].count("paper_accepted") == 1


def test_a_returned_paper_carries_ready_made_reasons_and_free_words(case):
    code = catalogue().documents["kk"].return_reasons[0].code
    decided = actions.return_paper(
        paper(case), cast.rina(), reasons=[code], note=" Baris ibu tertutup ", now=LATER
    )
    assert (decided.state, decided.reasons, decided.note) == ("returned", [code], "Baris ibu tertutup")
    assert queries.timeline(case)[-1].data == {"paper": "kk", "reasons": [code], "note": "Baris ibu tertutup"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"reasons": [], "note": "  "}, "no_reason"),
        ({"reasons": ["jelek"]}, "unknown_reason"),
        ({"note": "a" * 501}, "note_too_long"),
    ],
)
def test_a_return_without_a_reason_that_helps_is_refused(case, said, reason):
    with pytest.raises(NotAllowed, match=reason):
        actions.return_paper(paper(case), cast.rina(), now=LATER, **said)
    assert (paper(case).state, cast.fresh(case).claimed_by) == ("received", None)


def test_a_paper_without_a_photo_can_be_asked_for_but_not_accepted():
    case = cast.submitted("akta-mati")
    missing = paper(case, "ktp-almarhum")
    with pytest.raises(NotAllowed, match="no_pages"):
        actions.accept_paper(missing, cast.rina(), now=LATER)
    assert (
        actions.return_paper(missing, cast.rina(), note="Mohon kirim KTP almarhum", now=LATER).state
        == "returned"
    )
    assert actions.unreview_paper(missing, cast.rina(), now=LATER).state == "missing"


def test_a_decision_about_a_paper_can_be_undone(case):
    actions.return_paper(paper(case), cast.rina(), note="Buram", now=LATER)
    undone = actions.unreview_paper(paper(case), cast.rina(), now=LATER)
    assert (undone.state, undone.note, undone.decided_by) == ("received", "", None)


def test_a_correction_tells_what_came_back_and_frees_the_case(case):
    actions.return_paper(paper(case), cast.rina(), note="Buram", now=LATER)
    case = actions.ask_for_correction(case, cast.rina(), note="Terima kasih", now=LATER)
    assert (case.status, case.returned_at, case.claimed_by, case.touched_at) == (
        "returned",
        LATER,
        None,
        LATER,
    )
    event = queries.timeline(case)[-1]
    assert event.data == {
        "papers": [{"key": "kk", "document": "kk", "reasons": [], "note": "Buram"}], "note": "Terima kasih",
    }  # fmt: skip


def test_a_correction_of_nothing_is_refused(case):
    with pytest.raises(NotAllowed, match="nothing_returned"):
        actions.ask_for_correction(case, cast.rina(), now=LATER)


def test_a_case_is_accepted_when_every_paper_is(case):
    for each in case.papers.exclude(key="kk"):
        actions.accept_paper(each, cast.rina(), now=cast.NOW)
    with pytest.raises(NotAllowed) as no:
        actions.accept(case, cast.rina(), now=LATER)
    assert (no.value.reason, no.value.details["papers"]) == ("papers_not_accepted", ["kk"])
    actions.accept_paper(paper(case), cast.rina(), now=LATER)
    case = actions.accept(case, cast.rina(), now=LATER)
    assert (case.status, case.accepted_at, case.claimed_by) == ("accepted", LATER, cast.rina())


def test_the_promise_counts_from_complete_and_correct_in_working_days():
    case = cast.accepted(now=cast.NOW)  # a Monday; one working day
    assert case.promised_at.isoformat() == "2026-11-24T15:30:00+07:00"
    assert queries.timeline(case)[-1].data["promised_at"] == case.promised_at.isoformat()


def test_an_optional_paper_that_never_came_stops_nothing():
    assert cast.accepted("akta-mati").status == "accepted"


def test_what_the_law_leaves_to_the_head_only_the_head_accepts():
    case = cast.submitted("akta-lahir-terlambat")
    for each in case.papers.all():
        actions.accept_paper(each, cast.rina(), now=cast.NOW)
    with pytest.raises(NotAllowed, match="needs_head"):
        actions.accept(case, cast.rina(), now=LATER)
    actions.release(case, cast.rina(), now=LATER)
    assert actions.accept(case, cast.hadi(), now=LATER).status == "accepted"


def test_a_refusal_names_its_ground(case):
    with pytest.raises(NotAllowed, match="no_ground"):
        actions.reject(case, cast.rina(), ground=" ", now=LATER)
    case = actions.reject(case, cast.rina(), ground="Perpres 96/2018 pasal 33", now=LATER)
    assert (case.status, case.closed_at, case.reject_ground) == (
        "rejected",
        LATER,
        "Perpres 96/2018 pasal 33",
    )
