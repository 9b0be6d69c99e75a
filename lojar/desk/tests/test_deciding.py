"""The decision about the whole case: corrections, yes, no; each told to the citizen once."""

import pytest
from django.test import Client

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import TABLE, Status
from tests import cast

from .test_reviewing_papers import url

pytestmark = pytest.mark.django_db


def accept_papers(application: Application) -> Application:
    for paper in application.papers.filter(pages__isnull=False):
        actions.accept_paper(paper, cast.rina(), now=cast.NOW)
    return application


def test_a_complete_case_is_accepted_and_gets_its_promise(rina: Client) -> None:
    application = accept_papers(cast.submitted())
    page = rina.post(url(application, "acceptance"), follow=True).content.decode()
    assert cast.fresh(application).status == "accepted"
    assert "disetujui. Warga diberi tahu" in page


def test_with_a_paper_not_looked_at_accepting_is_refused(rina: Client) -> None:
    application = cast.submitted()
    answer = rina.post(url(application, "acceptance"))
    assert answer.status_code == 409
    assert "Masih ada berkas yang belum diterima." in answer.content.decode()
    assert cast.fresh(application).status == "submitted"


def test_a_correction_names_what_was_returned(rina: Client) -> None:
    application = cast.submitted()
    actions.return_paper(application.papers.get(key="kk"), cast.rina(), note="Buram", now=cast.NOW)
    assert "“Buram”" in rina.get(url(application)).content.decode()
    rina.post(url(application, "correction-request"), {"note": ""})
    assert cast.fresh(application).status == "returned"


def test_a_correction_without_anything_to_correct_is_refused(rina: Client) -> None:
    answer = rina.post(url(cast.submitted(), "correction-request"), {"note": ""})
    assert answer.status_code == 409
    assert "Belum ada berkas yang dikembalikan." in answer.content.decode()


def test_a_rejection_needs_its_legal_ground(rina: Client) -> None:
    application = cast.submitted()
    assert rina.post(url(application, "rejection"), {"ground": "  "}).status_code == 409
    rina.post(url(application, "rejection"), {"ground": "UU 23/2006 Pasal 27: kelahiran sudah tercatat."})
    assert cast.fresh(application).status == "rejected"


def test_a_case_for_the_head_says_so_to_the_clerk(rina: Client) -> None:
    application = cast.submitted("akta-lahir-terlambat", values={"lahir_tanggal": "2020-01-05"})
    page = rina.get(url(application)).content.decode()
    assert "disetujui oleh kepala kantor" in page
    assert f'action="/desk/berkas/{application.number}/acceptance"' not in page
    assert rina.post(url(application, "acceptance")).status_code == 409


def test_the_head_accepts_what_only_the_head_may(hadi: Client) -> None:
    application = cast.submitted("akta-lahir-terlambat", values={"lahir_tanggal": "2020-01-05"})
    for paper in application.papers.filter(pages__isnull=False):
        actions.accept_paper(paper, cast.hadi(), now=cast.NOW)
    hadi.post(url(application, "acceptance"))
    assert cast.fresh(application).status == "accepted"


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_the_buttons_are_those_the_table_allows(rina: Client, status: Status) -> None:
    application = cast.submitted()
    Application.objects.filter(pk=application.pk).update(status=status.value, closed_at=cast.NOW)
    page = rina.get(url(application)).content.decode()
    drawn = {
        "accept": f"{application.number}/acceptance" in page,
        "ask_for_correction": f"{application.number}/correction-request" in page,
        "reject": f"{application.number}/rejection" in page,
        "mark_ready": f"{application.number}/ready" in page,
        "register_result": f"{application.number}/result" in page,
        "claim": f"{application.number}/claim" in page,
    }
    assert drawn == {verb: verb in TABLE[status] for verb in drawn}


def test_a_decision_waits_five_seconds_in_the_browser(rina: Client) -> None:
    page = rina.get(url(accept_papers(cast.submitted()))).content.decode()
    assert page.count('data-undo="Disetujui.') == 1
    assert page.count('data-undo="Ditolak.') == 1


def test_a_step_that_is_past_is_refused_with_the_state_in_words(rina: Client) -> None:
    application = cast.returned()
    answer = rina.post(url(application, "acceptance"))
    assert answer.status_code == 409
    assert "berkas berstatus “Dikembalikan ke warga”" in answer.content.decode()
