"""What the photos say is offered once, in one message; only a yes fills it in."""

import pytest

from lojar.intake.tests.harness import Citizen

FAMILY = {
    "kk_number": "3510990203120004", "father__nik": "3510991506880001", "father__name": "BUDI CONTOH",
    "mother__nik": "3510995505900003", "mother__name": "SITI CONTOH", "district": "GENTENG", "village": "KEMBIRITAN",
}  # fmt: skip


@pytest.fixture
def citizen() -> Citizen:
    citizen = Citizen().writes("akta kelahiran anak")
    for _ in range(6):
        if "Mulai" in citizen.reads:
            break
        citizen.writes("1")
    return citizen.presses("begin")


def send_all(citizen: Citizen, **family: str) -> Citizen:
    letter = citizen.showing("sk_lahir", child_name="RAHMA CONTOH", sex="female", birth_date="2026-11-20")
    return citizen.sends(citizen.showing("kk", **{**FAMILY, **family}), letter, citizen.showing("buku_nikah"))


def test_everything_read_is_offered_in_one_message(citizen):
    send_all(citizen)
    for told in (
        "3510 9902 0312 0004",
        "SITI CONTOH",
        "RAHMA CONTOH",
        "20 November 2026",
        "Perempuan",
        "Genteng",
    ):
        assert told in citizen.reads
    assert citizen.case.values == {} or "nomor_kk" not in citizen.case.values


def test_a_yes_fills_it_and_only_the_rest_is_asked(citizen):
    send_all(citizen).writes("ya")
    values = citizen.case.values
    assert values["nomor_kk"] == "3510990203120004"
    assert values["ibu_nama"] == "SITI CONTOH"
    assert values["anak_jk"] == "perempuan"
    assert values["lahir_tanggal"] == "2026-11-20"
    asked = set(citizen.state.asked)
    assert asked
    assert asked.isdisjoint(values)


def test_a_wrong_one_is_asked_and_the_others_are_offered_again(citizen):
    send_all(citizen).writes("tidak")
    citizen.presses("misread:ibu_nama")
    assert "SITI CONTOH" not in citizen.reads
    assert "RAHMA CONTOH" in citizen.reads
    citizen.writes("ya")
    assert "ibu_nama" not in citizen.case.values
    assert citizen.case.values["anak_nama"] == "RAHMA CONTOH"
    assert "ibu_nama" in {field.key for field in citizen.case.to_ask()}


def test_all_wrong_goes_on_with_the_questions(citizen):
    send_all(citizen).presses("readings:wrong").presses("misread:all")
    assert "kami membaca" not in citizen.reads
    assert citizen.state.asked


def test_a_value_in_doubt_is_never_offered(citizen):
    letter = citizen.showing("sk_lahir", child_name="RAHMA CONTOH", doubtful=("child_name",))
    citizen.sends(citizen.showing("kk", **FAMILY), letter, citizen.showing("buku_nikah"))
    assert "RAHMA" not in citizen.reads


def test_a_correction_in_words_is_taken_at_once(citizen):
    send_all(citizen).writes("nama anak: Rahmah Putri Contoh")
    assert citizen.case.values["anak_nama"] == "Rahmah Putri Contoh"
    assert "RAHMA CONTOH" not in citizen.reads


def test_a_reporter_who_is_the_father_is_read_from_the_family_card(citizen):
    """His own number stands there as the father's, and is offered once."""
    assert citizen.case.given["hubungan"] == "ayah"
    send_all(citizen)
    assert "NIK pelapor: 3510 9915 0688 0001" in citizen.reads
    assert "NIK ayah" not in citizen.reads


def test_values_of_a_paper_on_a_wrong_line_are_not_believed(citizen):
    other = citizen.showing("ktp", "kk", kk_number="3510990203120077")
    citizen.sends(other, citizen.showing("sk_lahir"), citizen.showing("buku_nikah"))
    assert "3510 9902 0312 0077" not in citizen.reads


def test_a_village_of_no_list_is_asked_not_guessed(citizen):
    send_all(citizen, village="KEMBIRITEN")
    assert "Genteng" in citizen.reads
    assert "Desa/Kelurahan:" not in citizen.reads
