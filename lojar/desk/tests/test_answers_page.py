"""Ready answers at the desk: written by who leads, picked by who replies, sent by nobody but the officer."""

import pytest
from django.test import Client

from lojar.channels.models import Contact, OutboundMessage
from lojar.notifications.models import ReadyAnswer
from tests import cast

from .test_reviewing_papers import url
from .test_talks import asks_for_an_officer

pytestmark = pytest.mark.django_db
GOOD = {"title": "Salam", "indonesian": "Halo {nama}, ini {kantor}.", "english": "Hello {nama}."}


def picked(client: Client, address: str) -> dict[str, str]:
    return {each.title: each.text for each in client.get(address).context["answers"]}


def test_it_is_filled_for_the_citizen_and_nothing_is_sent(rina: Client) -> None:
    case = cast.returned(papers=["kk"])
    before = OutboundMessage.objects.count()
    said = picked(rina, url(case, "?panel=percakapan"))
    assert said["Berkas masih kurang"].startswith(
        f"Siti Contoh, permohonan {case.number} masih memerlukan: Kartu Keluarga orang tua."
    )
    assert "Akta kelahiran" in said["Sedang diperiksa"]
    assert "Rina, Dukcapil Contoh" in said["Turut berduka"]
    assert OutboundMessage.objects.count() == before


def test_it_speaks_the_language_of_the_citizen(rina: Client) -> None:
    case = cast.submitted()
    Contact.objects.update(language="en")
    assert "free of charge" in picked(rina, url(case, "?panel=percakapan"))["Tidak dipungut biaya"]


def test_it_speaks_to_who_applied_and_never_to_the_dead(rina: Client) -> None:
    case = cast.submitted("akta-mati")
    assert picked(rina, url(case, "?panel=percakapan"))["Turut berduka"].startswith(
        "Kami turut berduka cita, Siti Contoh."
    )


def test_what_would_have_a_hole_is_left_out_and_counted(rina: Client) -> None:
    page = rina.get(url(cast.submitted(), "?panel=percakapan"))
    assert "Berkas masih kurang" not in [each.title for each in page.context["answers"]]
    assert "1 jawaban lain menyebut hal" in page.content.decode()


def test_without_an_application_only_what_needs_none_is_offered(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    assert list(picked(rina, f"/desk/percakapan/{siti.pk}/")) == [
        "Foto belum terbaca", "Mohon menunggu", "Tidak dipungut biaya", "Turut berduka"
    ]  # fmt: skip


def test_the_only_open_application_is_meant_and_of_two_none(rina: Client) -> None:
    case = cast.submitted()
    address = f"/desk/percakapan/{case.contact_id}/"
    assert case.number in picked(rina, address)["Sedang diperiksa"]
    cast.submitted("ktp-hilang")
    assert "Sedang diperiksa" not in picked(rina, address)


def test_the_supervisor_writes_one_and_the_clerk_picks_it(wati: Client, rina: Client) -> None:
    for _ in range(2):
        wati.post("/desk/jawaban/abc/words", {**GOOD, "step": "save"})
    assert ReadyAnswer.objects.get().changed_by == cast.wati()
    assert "Salam" in wati.get("/desk/jawaban/").content.decode()
    said = picked(rina, url(cast.submitted(), "?panel=percakapan"))
    assert said["Salam"] == "Halo Siti Contoh, ini Dukcapil Contoh."


def test_the_preview_saves_nothing(wati: Client) -> None:
    page = wati.post("/desk/jawaban/abc/words", {**GOOD, "step": "preview"}).content.decode()
    assert "Halo Siti Contoh, ini Dukcapil Contoh." in page
    assert "Hello Siti Contoh." in page
    assert not ReadyAnswer.objects.exists()


@pytest.mark.parametrize("step", ["save", "preview"])
def test_an_unknown_field_is_refused_in_kind_words_and_what_was_typed_stays(wati: Client, step: str) -> None:
    answer = wati.post("/desk/jawaban/abc/words", {**GOOD, "indonesian": "Halo {nma} {xyzzy}", "step": step})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Isian {nma}, {xyzzy} belum dikenal, jadi tidak akan terisi. Mungkin maksud Anda {nama}." in page
    assert "Halo {nma} {xyzzy}</textarea>" in page
    assert not ReadyAnswer.objects.exists()


def test_a_lone_brace_is_shown_how_a_field_is_written(wati: Client) -> None:
    answer = wati.post("/desk/jawaban/abc/words", {**GOOD, "indonesian": "Halo {nama", "step": "save"})
    assert "Tulis isian seperti ini: {nama}." in answer.content.decode()


def test_one_is_laid_aside_taken_back_and_restored(wati: Client, rina: Client) -> None:
    case = cast.submitted()
    wati.post("/desk/jawaban/tanpa-biaya/setting-aside")
    assert "Tidak dipungut biaya" not in picked(rina, url(case, "?panel=percakapan"))
    assert "Pakai lagi" in wati.get("/desk/jawaban/").content.decode()
    wati.post("/desk/jawaban/tanpa-biaya/offer")
    wati.post("/desk/jawaban/tanpa-biaya/words", {**GOOD, "step": "save"})
    assert "Pakai bawaan" in wati.get("/desk/jawaban/tanpa-biaya/").content.decode()
    wati.post("/desk/jawaban/tanpa-biaya/restoration")
    assert "Tidak dipungut biaya" in picked(rina, url(case, "?panel=percakapan"))


def test_a_clerk_writes_none(rina: Client) -> None:
    assert rina.get("/desk/jawaban/").status_code == 403
    assert rina.get("/desk/jawaban/baru/").status_code == 403
    assert rina.post("/desk/jawaban/abc/words", {**GOOD, "step": "save"}).status_code == 403
    assert "/desk/jawaban/" not in rina.get("/desk/layanan/").content.decode()


def test_another_office_has_its_own(wati: Client, signed_in, next_town) -> None:
    wati.post("/desk/jawaban/abc/words", {**GOOD, "step": "save"})
    neighbour = signed_in(cast.an_officer("Kepala Sebelah", "head", next_town))
    assert neighbour.get("/desk/jawaban/abc/").status_code == 404
    assert "milik kantor" not in neighbour.get("/desk/jawaban/").content.decode()


def test_what_is_not_there_is_404(wati: Client) -> None:
    assert wati.get("/desk/jawaban/bulan/").status_code == 404
    assert wati.post("/desk/jawaban/bulan/setting-aside").status_code == 404
    assert wati.post("/desk/jawaban/Bulan_Purnama/words", GOOD).status_code == 404
