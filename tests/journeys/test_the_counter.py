"""The newcomer's story: a birth and a lost card on one phone, from the first word to the papers in the hand."""

import re

import pytest

from lojar.notifications.qr_pass import ADDRESSES, qr_png
from tests.cast import PDF

from . import records
from .citizen import Citizen
from .officer import Officer, words
from .running_office import CLERK, RunningOffice

pytestmark = pytest.mark.server
SECOND_CLERK = ("joko@contoh.invalid", "sandi-petugas-kedua-untuk-uji")
IN_ORDER = ["surat-lahir", "buku-nikah", "kk"]


@pytest.fixture(scope="module")
def rina(open_office: RunningOffice) -> Officer:
    return Officer(open_office, *CLERK)


@pytest.fixture(scope="module")
def joko(open_office: RunningOffice) -> Officer:
    email, password = SECOND_CLERK
    open_office.lojar("officer", "add", email, "--role", "clerk", "--password-stdin", stdin=password)
    return Officer(open_office, email, password)


def test_a_birth_and_a_lost_card_on_one_phone(office, citizen, rina, joko):
    siti = citizen("Siti Contoh")
    birth = _applies_for_the_birth_with_an_album_in_the_wrong_order(siti)
    card = _applies_for_the_lost_card(siti)
    assert _photos_in_sending_order(office, birth) == ["kk", "surat-lahir", "buku-nikah"]

    _holds_it_against_a_colleague(rina, joko, birth)
    _returns_one_page(rina, birth)
    _sends_only_that_page_again(siti, birth)
    _accepts(rina, birth)
    siti.hears_of(birth, "lengkap dan benar")
    rina.does(birth, "result", name="Kutipan akta kelahiran", document_number="3510-LT-1", pdf=PDF)
    rina.does(birth, "ready")
    _gets_the_pdf_after_one_wrong_answer(siti, birth)

    _accepts(rina, card)
    rina.does(card, "result", name="KTP-el", document_number="3510995505900003")
    rina.does(card, "ready", tray="A", place="17")
    _collects_by_code_and_by_pass(office, siti, rina, card)

    _timeline_tells_it_in_order(rina, birth, card)
    assert {row["number"]: row["status"] for row in records.applications(office, siti.phone)} == {
        birth: "delivered",
        card: "handed_over",
    }


def _applies_for_the_birth_with_an_album_in_the_wrong_order(siti: Citizen) -> str:
    siti.writes("mau urus akta kelahiran anak saya").hears()
    assert "service:paket-lahir" in _offered(siti)
    siti.presses("only:akta-lahir").hears()
    while "foto *" not in siti.news[-1]["text"]:
        siti.steps()
    siti.sends_samples("kk", "surat_lahir", "buku_nikah").hears()
    siti.presses("Belum cocok").hears()
    assert siti.news[-1]["reply_to"]  # the photo that is meant is quoted
    siti.presses("paper:kk").hears()
    siti.presses("paper:surat-lahir").hears()
    (number,) = siti.goes_on_to_the_receipt()
    return number


def _applies_for_the_lost_card(siti: Citizen) -> str:
    siti.writes("satu lagi, ktp suami saya hilang").hears()
    assert "KTP-el hilang" in siti.reads
    siti.presses("begin").hears()
    siti.sends_samples("surat_hilang").hears()
    siti.sends_samples("hadipuro/kk").hears()
    (number,) = siti.goes_on_to_the_receipt()
    return number


def _holds_it_against_a_colleague(rina: Officer, joko: Officer, number: str) -> None:
    assert number in rina.opens("/desk/")
    rina.does(number, "claim")
    refused = joko.posts(f"/desk/berkas/{number}/papers/kk/acceptance")
    assert refused.status_code == 409
    assert "sedang dipegang" in words(refused.text)
    assert f'action="/desk/berkas/{number}/acceptance"' not in joko.reads(number)


def _returns_one_page(rina: Officer, number: str) -> None:
    assert rina.papers_of(number) == IN_ORDER
    rina.does(number, "papers/surat-lahir/acceptance")
    page = rina.opens(f"/desk/berkas/{number}/?kertas=buku-nikah")
    reason = re.search(r'name="reason" value="([^"]+)"', page)
    assert reason, "no reason is offered"
    rina.does(number, "papers/buku-nikah/return", reason=reason[1], note="Halaman dengan foto, ya Bu")
    rina.does(number, "papers/kk/acceptance")
    refused = rina.posts(f"/desk/berkas/{number}/acceptance")
    assert refused.status_code == 409
    rina.does(number, "correction-request")


def _sends_only_that_page_again(siti: Citizen, number: str) -> None:
    """Which page, why, and the picture itself; what was accepted is not asked for again."""
    said = siti.hears_of(number, "diperbaiki")
    assert "Halaman dengan foto, ya Bu" in siti.reads
    assert "Kartu Keluarga" not in said["text"]
    picture = siti.hears(until=lambda message: message.get("media"))
    assert "Buku nikah" in picture["text"]
    assert siti.media(picture)[:3] == b"\xff\xd8\xff"
    siti.photographs("").hears()
    if siti.news[-1]["buttons"]:
        siti.steps()
    siti.hears_of(number, "Perbaikan Anda sudah kami terima")


def _accepts(rina: Officer, number: str) -> None:
    for key in rina.papers_of(number):
        if f"papers/{key}/acceptance" in rina.opens(f"/desk/berkas/{number}/?kertas={key}"):
            rina.does(number, f"papers/{key}/acceptance")
    rina.does(number, "acceptance")


def _gets_the_pdf_after_one_wrong_answer(siti: Citizen, number: str) -> None:
    siti.hears_of(number, "PDF")
    siti.presses("Terima PDF").hears()
    question = siti.news[-1]["text"]
    siti.writes("Bukan Itu Sama Sekali 1111").hears_of("belum cocok")
    siti.writes(_knows(siti, question))
    document = siti.hears(until=lambda message: message.get("media"))
    assert document["media"]["filename"].endswith(f"{number}.pdf")
    assert siti.media(document) == PDF
    assert "3510-LT-1" in document["text"]


def _knows(siti: Citizen, question: str) -> str:
    """What the applicant said of this field, as the summary showed it: a citizen knows their own papers."""
    told = "\n".join(message["text"] for message in siti.chat)
    for label, value in re.findall(r"^\d+\. ([^:\n]+): (.+)$", told, re.M):
        if label.lower() in question.lower():
            return value[-4:] if "4 angka terakhir" in question else value
    raise AssertionError(f"nothing is known of: {question}")


def _collects_by_code_and_by_pass(office: RunningOffice, siti: Citizen, rina: Officer, number: str) -> None:
    ready = siti.hears_of(number, "dapat diambil")
    code = re.search(r"Kode: \*(.+?)\*", ready["text"])
    assert code, ready["text"]
    (row,) = [row for row in records.applications(office, siti.phone) if row["number"] == number]
    address = office.url + ADDRESSES["pick_up"].format(token=row["pass"])
    assert siti.media(ready) == qr_png(address)
    for shown in (code[1], code[1].lower().replace(" ", ""), address):
        assert number in rina.opens(f"/desk/serah-terima/?kode={shown}"), shown
    page = words(rina.opens(f"/desk/serah-terima/?kode={code[1]}"))
    assert "A 17" in page
    refused = rina.posts(f"/desk/berkas/{number}/hand-over", collector="proxy", collector_name="")
    assert refused.status_code == 409
    rina.posts(
        f"/desk/berkas/{number}/hand-over",
        collector="applicant",
        surrendered=re.findall(
            r'name="surrendered" value="([^"]+)"', rina.opens(f"/desk/serah-terima/?kode={code[1]}")
        ),
    )
    siti.hears_of(number, "sudah diserahkan")


def _timeline_tells_it_in_order(rina: Officer, birth: str, card: str) -> None:
    """The page shows the newest first; the story is read from the end."""
    _stand_in_order(
        rina.reads(birth, "riwayat"), "Warga memulai permohonan", "Foto diterima: Kartu Keluarga", "Permohonan dikirim",
        "Berkas dipegang", "Berkas dikembalikan: Buku nikah", "Permohonan dikembalikan untuk diperbaiki",
        "Perbaikan dikirim", "Disetujui: lengkap dan benar", "Hasil dicatat: Kutipan akta kelahiran", "Siap diambil",
        "Jawaban pengaman PDF belum cocok: 1 dari 3", "Dokumen dikirim lewat WhatsApp",
    )  # fmt: skip
    _stand_in_order(
        rina.reads(card, "riwayat"), "Warga memulai permohonan", "Permohonan dikirim", "Disetujui: lengkap dan benar",
        "Hasil dicatat: KTP-el", "Siap diambil", "Dokumen diserahkan",
    )  # fmt: skip


def _stand_in_order(page: str, *steps: str) -> None:
    told = words(page[page.index('class="timeline"') :])
    places = []
    for step in steps:
        assert step in told, f"{step} is not told: {told}"
        places.append(told.rindex(step))
    assert places == sorted(places, reverse=True), told


def _photos_in_sending_order(office: RunningOffice, number: str) -> list[str]:
    (row,) = [row for row in records.applications(office) if row["number"] == number]
    return row["sent"]


def _offered(siti: Citizen) -> list[str]:
    return [each["id"] for each in (*siti.news[-1]["buttons"], *siti.news[-1]["rows"])]
