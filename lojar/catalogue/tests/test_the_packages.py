"""Packages: each paper once, nothing asked that another member makes, every member can stand alone."""

from lojar.catalogue import catalogue
from lojar.catalogue.shapes import Package

FATHER = {"hubungan": "ayah", "dasar": "lengkap", "ktp-siapa": "ayah-ibu"}


def package(code: str) -> Package:
    return catalogue().packages[code]


def keys(found) -> list[str]:
    return [thing.key for thing in found]


def test_a_birth_package_asks_for_each_paper_once():
    papers = keys(package("paket-lahir").whole.papers(FATHER))
    assert papers == ["surat-lahir", "buku-nikah", "kk", "ktp-ayah", "ktp-ibu"]


def test_the_akta_and_the_portrait_are_not_asked_for_a_newborn():
    whole = package("paket-lahir").whole
    assert whole.requirement("akta-lahir") is None
    assert whole.requirement("pas-foto") is None
    assert whole.question("umur") is None


def test_every_part_finds_its_papers_and_fields_in_the_whole():
    for found in catalogue().packages.values():
        for part in found.parts.values():
            assert {r.key for r in part.requirements} <= {r.key for r in found.whole.requirements}
            assert {f.key for f in part.fields} <= {f.key for f in found.whole.fields}
            assert {q.key for q in part.questions} <= {q.key for q in found.whole.questions}


def test_what_the_whole_was_sent_with_completes_every_part():
    found = package("paket-lahir")
    sent = set(keys(found.whole.papers(FATHER)))
    for part in found.parts.values():
        assert set(keys(part.must_send(FATHER))) <= sent


def test_without_a_spouse_there_is_no_identity_card_to_change():
    found = package("paket-mati")
    answers = {"kepala-keluarga": "ya", "ada-pasangan": "tidak", "semua-anak": "ada"}
    assert found.members(answers) == ("akta-mati", "kk-ganti-kepala")
    assert "ktp-pasangan" not in keys(found.whole.papers(answers))
    assert "pasangan_nik" not in keys(found.whole.to_ask(answers))
    assert "ambil" not in keys(found.whole.to_ask(answers))  # no card, so nowhere to collect it
    assert "ambil" in keys(found.whole.to_ask({**answers, "ada-pasangan": "ada"}))


def test_a_death_package_makes_the_akta_it_needs():
    found = package("paket-mati")
    assert found.whole.requirement("akta-mati") is None
    assert found.parts["ktp-ubah"].field("elemen_lama_baru").default.endswith("cerai mati")


def test_who_was_not_head_of_the_family_leaves_the_head_in_place():
    found = package("paket-mati")
    answers = {"kepala-keluarga": "bukan", "ada-pasangan": "ada"}
    assert found.members(answers) == ("akta-mati", "ktp-ubah")
    assert "semua-anak" not in keys(found.whole.to_choose(answers))


def test_a_marriage_at_the_kua_needs_the_marriage_book_and_no_akta():
    found = package("paket-kawin")
    answers = {"dicatat": "kua", "pasangan-dari": "tidak"}
    assert found.members(answers) == ("kk-baru", "ktp-ubah")
    assert keys(found.whole.papers(answers)) == ["ktp-suami", "ktp-istri", "kk", "buku-nikah", "kk-pasangan"]
    assert "saksi1_nik" not in keys(found.whole.to_ask(answers))
    assert "buku-nikah" in keys(found.parts["kk-baru"].must_send(answers))


def test_a_marriage_at_dukcapil_asks_for_no_marriage_book():
    found = package("paket-kawin")
    answers = {
        "dicatat": "dukcapil",
        "pernah-kawin": "tidak",
        "perlu-izin": "tidak",
        "pasangan-dari": "tidak",
    }
    assert found.members(answers) == ("akta-kawin", "kk-baru", "ktp-ubah")
    assert "buku-nikah" not in keys(found.whole.papers(answers))
    assert "buku-nikah" not in keys(found.parts["kk-baru"].must_send(answers))


def test_pdfs_of_a_package_go_by_whatsapp_while_its_card_is_collected():
    found = package("paket-lahir")
    answers = {**FATHER, "ambil": "kecamatan"}
    assert found.parts["akta-lahir"].filled(answers)["ambil"] == "pdf"
    assert found.parts["kia-baru"].filled(answers)["ambil"] == "kecamatan"


def test_a_service_knows_the_packages_to_propose():
    assert [p.code for p in catalogue().packages_with("kia-baru")] == ["paket-lahir"]
