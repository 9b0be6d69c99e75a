"""From the approved file to the citizen's hands, at the desk and at the pick-up table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lojar.handover.models import HandOver
from tests import cast

from .test_reviewing_papers import url

pytestmark = pytest.mark.django_db


def test_a_result_is_registered_with_number_and_pdf(rina: Client) -> None:
    application = cast.accepted()
    pdf = SimpleUploadedFile("akta.pdf", cast.PDF, content_type="application/pdf")
    rina.post(
        url(application, "result"),
        {"name": "Kutipan akta kelahiran", "document_number": "3510-LT-23112026-0001", "pdf": pdf},
    )
    document = application.documents.get()
    assert document.number == "3510-LT-23112026-0001"
    assert document.object_key


def test_a_file_that_is_no_pdf_is_refused_in_words(rina: Client) -> None:
    application = cast.accepted()
    answer = rina.post(
        url(application, "result"),
        {"name": "Kutipan akta kelahiran", "pdf": SimpleUploadedFile("akta.pdf", b"<html>halo")},
    )
    assert answer.status_code == 409
    assert "bukan PDF" in answer.content.decode()


def test_a_card_without_a_place_is_not_ready(rina: Client) -> None:
    application = cast.accepted("ktp-rusak")
    answer = rina.post(url(application, "ready"))
    assert answer.status_code == 409
    assert "Dokumen fisik belum punya tempat di rak." in answer.content.decode()
    assert cast.fresh(application).status == "accepted"


def test_a_card_in_a_new_tray_is_ready(rina: Client) -> None:
    application = cast.accepted("ktp-rusak")
    rina.post(url(application, "ready"), {"tray": "Rak KTP", "place": "A-17"})
    waiting = HandOver.objects.get(application=application)
    assert (waiting.tray.name, waiting.place) == ("Rak KTP", "A-17")
    assert cast.fresh(application).status == "ready"


def test_the_table_finds_a_pass_by_code_and_by_its_qr(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    waiting = application.hand_over
    for written in (waiting.code, f" {waiting.code[:3].lower()} {waiting.code[3:]} ", waiting.pass_token):
        page = rina.get("/desk/serah-terima/", {"kode": written})
        assert page.context["found"].application == application
        assert "A-17" in page.content.decode()


def test_the_table_says_what_to_take_in(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    page = rina.get("/desk/serah-terima/", {"kode": application.hand_over.code})
    assert [each.key for each in page.context["found"].take_in]
    assert "Ambil dokumen aslinya" in page.content.decode()


def test_a_code_of_another_office_is_not_found(stranger: Client) -> None:
    application = cast.ready("ktp-rusak")
    page = stranger.get("/desk/serah-terima/", {"kode": application.hand_over.code})
    assert page.context["found"] is None
    assert "tidak ditemukan di kantor ini" in page.content.decode()


def surrendered(client: Client, application) -> list[str]:
    page = client.get("/desk/serah-terima/", {"kode": application.hand_over.code})
    return [each.key for each in page.context["found"].take_in]


def test_handing_over_records_who_took_it(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    given = {
        "collector": "family", "collector_name": "Budi Contoh", "surrendered": surrendered(rina, application),
    }  # fmt: skip
    answer = rina.post(url(application, "hand-over"), given)
    waiting = HandOver.objects.get(application=application)
    assert answer.headers["Location"] == "/desk/serah-terima/"
    assert (waiting.collector, waiting.collector_name, waiting.handed_by) == (
        "family",
        "Budi Contoh",
        cast.rina(),
    )
    assert cast.fresh(application).status == "handed_over"


def test_family_without_a_name_is_refused(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    given = {"collector": "family", "surrendered": surrendered(rina, application)}
    answer = rina.post(url(application, "hand-over"), given)
    assert answer.status_code == 409
    assert "Nama pengambil belum ditulis." in answer.content.decode()


def test_an_original_that_does_not_come_needs_a_reason(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    answer = rina.post(url(application, "hand-over"), {"collector": "applicant"})
    assert answer.status_code == 409
    rina.post(url(application, "hand-over"), {"collector": "applicant", "excuse": "Hancur terbakar"})
    assert cast.fresh(application).status == "handed_over"


def test_a_document_is_handed_over_once(rina: Client) -> None:
    application = cast.ready("ktp-rusak")
    given = {"collector": "applicant", "surrendered": surrendered(rina, application)}
    rina.post(url(application, "hand-over"), given)
    assert rina.post(url(application, "hand-over"), given).status_code == 409
    page = rina.get("/desk/serah-terima/", {"kode": application.hand_over.code})
    assert "Sudah diserahkan" in page.content.decode()


def test_a_locked_pdf_question_is_opened_again_by_an_officer(rina: Client) -> None:
    application = cast.ready()
    HandOver.objects.filter(application=application).update(locked_at=cast.NOW, wrong_answers=3)
    assert "Buka lagi pertanyaan pengaman" in rina.get(url(application)).content.decode()
    rina.post(url(application, "pdf-question"))
    assert HandOver.objects.get(application=application).locked_at is None


def test_an_empty_table_lists_what_waits_and_where(rina: Client) -> None:
    cast.ready("ktp-rusak")
    page = rina.get("/desk/serah-terima/").content.decode()
    assert "Siti Contoh" in page
    assert "A-17" in page
