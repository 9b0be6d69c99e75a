"""Which of several readings a field takes, and whether it says what was typed."""

import pytest

from lojar.applications.rules.read_values import agrees, fits, is_near, values_read
from lojar.catalogue.loader import load
from lojar.evidence.rules.reading.said import PaperSeen, Said

CATALOGUE = load()
BIRTH = CATALOGUE.services["akta-lahir"]


def seen(document: str, **said: str | tuple[str, float]) -> PaperSeen:
    read = {}
    for name, value in said.items():
        text, confidence = value if isinstance(value, tuple) else (value, 0.97)
        read[name.replace("__", ".")] = Said(text, confidence)
    return PaperSeen(document, document, read, dict.fromkeys(read, 7))


def read(given: dict[str, str] | None = None, **papers: PaperSeen) -> dict[str, str]:
    laid = {key.replace("_", "-"): [(1, paper)] for key, paper in papers.items()}
    return {key: value.said.value for key, value in values_read(BIRTH, given or {}, laid).items()}


def test_a_value_comes_from_the_paper_that_the_catalogue_names():
    found = read(
        kk=seen("kk", kk_number="3510990203120004"), surat_lahir=seen("sk_lahir", child_name="RAHMA CONTOH")
    )
    assert (found["nomor_kk"], found["anak_nama"]) == ("3510990203120004", "RAHMA CONTOH")


def test_of_two_the_sure_one_is_taken():
    found = read(
        kk=seen("kk", mother__name=("SITI C0NTOH", 0.6), mother__nik=("3510995505900003", 0.5)),
        surat_lahir=seen("sk_lahir", mother_name="SITI CONTOH", mother_nik="3510995505900003"),
    )
    assert found["ibu_nama"] == "SITI CONTOH"


def test_papers_of_two_people_are_not_mixed():
    found = read(
        kk=seen("kk", mother__name="SITI CONTOH", mother__nik=("3510995505900003", 0.5)),
        surat_lahir=seen("sk_lahir", mother_name="RATNA LAIN", mother_nik="3510994101800009"),
    )
    assert (found["ibu_nama"], found["ibu_nik"]) == ("SITI CONTOH", "3510995505900003")


def test_what_was_typed_says_who_is_meant():
    found = read(
        {"ibu_nama": "Ratna Lain"},
        kk=seen("kk", mother__name="SITI CONTOH", mother__nik="3510995505900003"),
        surat_lahir=seen("sk_lahir", mother_name="RATNA LAIN", mother_nik="3510994101800009"),
    )
    assert found["ibu_nik"] == "3510994101800009"


def test_the_reporter_who_is_the_father_is_read_as_the_father():
    papers = {"kk": seen("kk", father__nik="3510991506880001", father__name="BUDI CONTOH")}
    assert read({"hubungan": "ayah"}, **papers)["nik_pelapor"] == "3510991506880001"
    assert "nik_pelapor" not in read({"hubungan": "ibu"}, **papers)


def test_a_photo_of_another_paper_fits_no_line():
    assert fits(CATALOGUE.documents["kk"], seen("kk"))
    assert not fits(CATALOGUE.documents["kk"], seen("ktp"))
    assert not fits(CATALOGUE.documents["kk"], PaperSeen())
    assert not fits(None, seen("kk"))


@pytest.mark.parametrize(
    ("key", "typed", "said", "same"),
    [
        ("nomor_kk", "3510 9902 0312 0004", "3510990203120004", True),
        ("anak_nama", "Rahma Contoh", "RAHMA  CONTOH", True),
        ("anak_nama", "Rahma Contohan", "RAHMA CONTOH", False),
        ("lahir_tanggal", "20-11-2026", "2026-11-20", True),
        ("lahir_tanggal", "2026-11-21", "2026-11-20", False),
        ("anak_jk", "perempuan", "female", True),
        ("anak_jk", "laki_laki", "female", False),
        ("anak_nama", "", "RAHMA CONTOH", False),
    ],
)
def test_spelling_makes_no_difference_and_anything_else_does(key, typed, said, same):
    assert agrees(BIRTH.field(key), typed, Said(said, 0.97)) is same


def test_a_letter_misread_is_near():
    assert is_near("Muhammad Rizki", Said("MUHAMMAD RIZKl", 0.9))
    assert not is_near("Muhammad Rizki", Said("BUDI CONTOH", 0.9))


def test_every_source_of_the_catalogue_names_a_paper_of_some_service_that_asks_the_field():
    for code, service in CATALOGUE.services.items():
        for field in service.fields:
            for source in field.read_from:
                paper, _, name = source.partition(".")
                assert paper, (code, source)
                assert name, (code, source)
    papers = {r.key for service in CATALOGUE.services.values() for r in service.requirements}
    named = {
        source.partition(".")[0]
        for s in CATALOGUE.services.values()
        for f in s.fields
        for source in f.read_from
    }
    assert named <= papers
