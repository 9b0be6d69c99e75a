"""Into the office's queue, once, whole."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from lojar.applications.models import Application, CaseEvent
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=2)


def kinds(application):
    return [event.kind for event in queries.timeline(application)]


def test_a_complete_draft_enters_the_queue():
    [case] = actions.submit(cast.a_complete_draft(), now=LATER)
    assert (case.status, case.submitted_at, kinds(case)[-1]) == ("submitted", LATER, "submitted")


def test_an_incomplete_draft_says_everything_that_is_missing_at_once():
    draft = cast.a_draft("paket-lahir")
    with pytest.raises(NotAllowed) as no:
        actions.submit(draft, now=LATER)
    details = no.value.details
    assert no.value.reason == "incomplete"
    assert {"surat-lahir", "buku-nikah", "kk"} <= set(details["missing"])
    assert {"nik_pelapor", "anak_nama"} <= set(details["fields"])
    assert "ktp-siapa" in details["questions"]
    assert cast.fresh(draft).status == "draft"


def test_sending_twice_does_nothing_the_second_time():
    draft = cast.a_complete_draft()
    [first] = actions.submit(draft, now=cast.NOW)
    events = CaseEvent.objects.count()
    [second] = actions.submit(draft, now=LATER)
    assert (second, second.submitted_at, CaseEvent.objects.count()) == (first, cast.NOW, events)


def test_a_correction_keeps_the_place_in_the_queue():
    case = cast.returned(papers=["kk"])
    actions.lay_page(case, "kk", cast.a_photo(), now=LATER)
    [case] = actions.submit(case, now=LATER)
    assert (case.status, case.submitted_at, kinds(case)[-1]) == ("submitted", cast.NOW, "resubmitted")
    assert [p.state for p in case.papers.all()] == ["received"] * 3


def test_a_correction_leaves_accepted_papers_accepted():
    case = cast.submitted()
    actions.accept_paper(case.papers.get(key="buku-nikah"), cast.rina(), now=cast.NOW)
    case = cast.return_some(case, papers=["kk"])
    actions.lay_page(case, "kk", cast.a_photo(), now=LATER)
    [case] = actions.submit(case, now=LATER)
    assert {p.key: p.state for p in case.papers.all()} == {
        "surat-lahir": "received", "buku-nikah": "accepted", "kk": "received",
    }  # fmt: skip


def test_a_returned_paper_must_come_again():
    case = cast.returned(papers=["kk"])
    with pytest.raises(NotAllowed) as no:
        actions.submit(case, now=LATER)
    assert no.value.details["missing"] == ["kk"]


def test_a_returned_optional_paper_may_be_skipped_instead():
    draft = cast.a_complete_draft("akta-mati")
    actions.lay_page(draft, "ktp-almarhum", cast.a_photo(), now=cast.NOW)
    [case] = actions.submit(draft, now=cast.NOW)
    case = cast.return_some(case, papers=["ktp-almarhum"])
    actions.skip_paper(case, "ktp-almarhum", now=LATER)
    assert actions.submit(case, now=LATER)[0].status == "submitted"


def test_a_value_may_be_corrected_where_only_a_note_asked_for_it():
    case = cast.submitted()
    case = actions.ask_for_correction(
        case, cast.rina(), note="Nama anak di surat lahir: Rahma Putri", now=cast.NOW
    )
    actions.fill(case, {"anak_nama": "Rahma Putri"}, now=LATER)
    [case] = actions.submit(case, now=LATER)
    assert (case.status, case.person_name) == ("submitted", "Rahma Putri")


@pytest.mark.parametrize("build", [cast.a_draft, cast.submitted, cast.returned])
def test_the_citizen_may_withdraw_until_it_is_decided(build):
    case = actions.withdraw(build(), now=LATER)
    assert (case.status, case.closed_at, case.claimed_by) == ("withdrawn", LATER, None)


def test_an_accepted_case_cannot_be_withdrawn():
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.withdraw(cast.accepted(), now=LATER)


def test_asking_for_an_officer_is_on_the_timeline():
    case = cast.submitted()
    actions.want_officer(case, now=LATER)
    assert (cast.fresh(case).status, kinds(case)[-1]) == ("submitted", "officer_wanted")


def test_every_service_can_be_sent():
    for code in catalogue().services:
        case = cast.submitted(code)
        assert (code, case.status) == (code, "submitted")
    assert Application.objects.count() == len(catalogue().services)
