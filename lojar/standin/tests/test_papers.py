"""The sample papers: complete, made up, the same every time, and sent like anybody's photos."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from lojar.standin.papers import tray
from lojar.standin.papers.people import FAMILIES

from .conftest import DANAR, Bench

# Every kind of paper that a service may ask to be photographed.
ASKED_FOR = {
    "ktp",
    "kk",
    "surat_lahir",
    "buku_nikah",
    "surat_mati",
    "surat_hilang",
    "dok_rusak",
    "putusan",
    "akta_lahir",
    "pas_foto",
    "skpwni",
    "form_ttd",
    "bap_polisi",
    "bukti_ubah",
    "suket_agama",
    "swafoto",
}


def test_there_is_a_sample_of_every_paper_a_service_asks_for():
    assert set(tray.SAMPLES) >= ASKED_FOR
    assert {"ktp_buram"} <= set(tray.SAMPLES)


def test_nobody_on_the_papers_can_be_real():
    for family in FAMILIES.values():
        numbers = [member.nik for member in family.members] + [family.kk_number, family.dead_nik]
        assert all(re.fullmatch(r"351099\d{10}", number) for number in numbers)


def test_the_niks_agree_with_birth_date_and_sex():
    for member in (member for family in FAMILIES.values() for member in family.members):
        day, month, year = member.born_on.split("-")
        written = int(day) + (40 if member.sex == "PEREMPUAN" else 0)
        assert member.nik[6:12] == f"{written:02}{month}{year[2:]}"


@pytest.mark.parametrize("code", ["ktp", "surat_lahir", "ktp_buram"])
def test_a_paper_is_the_same_wherever_it_is_drawn(tmp_path: Path, code: str):
    first = tray.draw(tmp_path / "a", "wirasena", code)
    assert first.data == tray.draw(tmp_path / "b", "wirasena", code).data
    with Image.open(io.BytesIO(first.data)) as image:
        assert max(image.size) == 1600


def test_a_drawn_paper_is_kept(tmp_path: Path):
    tray.draw(tmp_path, "hadipuro", "pas_foto")
    kept = next((tmp_path / "papers").glob("*.jpg"))
    kept.write_bytes(b"kept")
    assert tray.draw(tmp_path, "hadipuro", "pas_foto").data == b"kept"


def test_the_pdf_has_three_pages(tmp_path: Path):
    paper = tray.draw(tmp_path, "wirasena", "pdf")
    assert paper.data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", paper.data)) == 3


def test_unknown_papers_are_refused(tmp_path: Path):
    for family, code in (("wirasena", "sim"), ("nobody", "ktp"), ("..", "ktp")):
        with pytest.raises(tray.NoSuchPaperError):
            tray.draw(tmp_path, family, code)


def test_samples_are_sent_as_an_album_of_the_citizens_own_family(bench: Bench):
    answer = bench.http.post(
        f"/api/citizens/{DANAR}/send", json={"samples": ["pas_foto", "hadipuro/pas_foto"], "caption": "Foto"}
    )
    assert len(answer.json()["sent"]) == 2
    bench.flush()
    first, second = bench.office.messages()
    assert (first["image"]["caption"], "caption" in second["image"]) == ("Foto", False)
    assert first["image"]["sha256"] != second["image"]["sha256"]


def test_a_sample_is_photographed_anew_each_time(bench: Bench):
    for _ in range(2):
        bench.citizen_says(samples=["pas_foto"])
    bench.flush()
    first, second = (message["image"] for message in bench.office.messages())
    assert first["sha256"] != second["sha256"]
    shown = [bench.http.get(image["url"], headers=bench.auth).content for image in (first, second)]
    assert Image.open(io.BytesIO(shown[0])).tobytes() == Image.open(io.BytesIO(shown[1])).tobytes()


def test_a_sample_may_be_sent_as_a_document_with_its_own_bytes(bench: Bench, tmp_path: Path):
    bench.citizen_says(samples=["pas_foto"], as_document=True)
    bench.flush()
    document = bench.office.messages()[-1]["document"]
    assert (document["filename"], document["mime_type"]) == ("pas_foto-wirasena.jpg", "image/jpeg")
    assert (
        bench.http.get(document["url"], headers=bench.auth).content
        == tray.draw(tmp_path, "wirasena", "pas_foto").data
    )


def test_a_sample_that_does_not_exist_is_refused(bench: Bench):
    assert bench.http.post(f"/api/citizens/{DANAR}/send", json={"samples": ["sim"]}).status_code == 400
    assert bench.http.get("/phone/papers/wirasena/sim").status_code == 404


def test_a_small_picture_is_there_once_its_paper_is_drawn(bench: Bench):
    assert bench.http.get("/phone/papers/wirasena/pas_foto?small").status_code == 202
    assert bench.http.get("/phone/papers/wirasena/pas_foto").status_code == 200
    small = bench.http.get("/phone/papers/wirasena/pas_foto?small")
    with Image.open(io.BytesIO(small.content)) as image:
        assert max(image.size) == 320
