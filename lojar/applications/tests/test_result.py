"""What the office made, kept sealed, and called ready only when it is."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.evidence.queries import store
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=3)
AKTA = "Kutipan akta kelahiran"


def register(case, officer=None, **what):
    return actions.register_result(case, officer or cast.rina(), name=AKTA, now=LATER, **what)


def test_a_pdf_lies_sealed_in_the_store_under_a_name_for_the_citizens_phone():
    case = cast.accepted()
    document = register(case, number="3510-LU-23112026-0001", pdf=cast.PDF)
    assert store().get(document.object_key) == cast.PDF
    assert document.filename == f"Kutipan-akta-kelahiran-{case.number}.pdf"
    assert (document.delivery, document.number) == ("pdf", "3510-LU-23112026-0001")
    assert queries.timeline(case)[-1].data == {"document": document.pk, "name": AKTA, "has_pdf": True}


def test_the_same_document_again_betters_it_and_keeps_the_rest():
    case = cast.accepted()
    first = register(case, number="3510-LU-1", pdf=cast.PDF)
    again = register(case, link="https://contoh.id/akta")
    assert (again.pk, again.number, again.link, again.object_key) == (
        first.pk, "3510-LU-1", "https://contoh.id/akta", first.object_key,
    )  # fmt: skip


def test_a_wrong_pdf_is_gone_once_the_right_one_is_there(django_capture_on_commit_callbacks):
    case = cast.accepted()
    wrong = register(case, pdf=cast.PDF).object_key
    with django_capture_on_commit_callbacks(execute=True):
        right = register(case, pdf=cast.PDF + b"\n").object_key
    assert not store().exists(wrong)
    assert store().exists(right)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"pdf": b"<html>%PDF-1.7 %%EOF"}, "not_a_pdf"),
        ({"pdf": b"%PDF-1.7 cut short"}, "not_a_pdf"),
        ({"pdf": b""}, "not_a_pdf"),
        ({"pdf": b"%PDF-" + b"0" * (16 * 1024 * 1024) + b"%%EOF"}, "pdf_too_large"),
        ({"link": "javascript:alert(1)"}, "not_a_link"),
    ],
)
def test_what_is_no_pdf_and_no_link_is_refused(what, reason):
    case = cast.accepted()
    with pytest.raises(NotAllowed, match=reason):
        register(case, **what)
    assert not case.documents.exists()


def test_a_refused_registration_leaves_no_object_behind():
    case = cast.submitted()
    before = set(store().keys("issued/"))
    with pytest.raises(NotAllowed, match="wrong_status"):
        register(case, pdf=cast.PDF)
    assert set(store().keys("issued/")) == before


def test_a_document_without_a_name_is_refused():
    with pytest.raises(NotAllowed, match="document_unnamed"):
        actions.register_result(cast.accepted(), cast.rina(), name=" ", now=LATER)
