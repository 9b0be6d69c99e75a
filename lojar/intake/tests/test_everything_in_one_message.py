"""What was told with the wish is not asked again; what is doubtful or touched on the way is answered honestly."""

import pytest

from lojar.intake.engine.commands import TalkWithOfficer
from lojar.intake.tests.harness import Citizen

WISH = (
    "mau urus ktp hilang, nama saya Siti Aminah nik 3510995505900003 no kk 3510990203120004 "
    "kec genteng desa kembiritan"
)
BIRTH = (
    "mau bikin akta lahir anak saya Rahma Putri lahir 20 november 2026 di RSUD, saya ibunya, nama saya Siti Aminah "
    "NIK 3510995505900003, kk 3510990203120004"
)


def test_the_wish_and_all_data_in_one_message():
    citizen = Citizen().writes(WISH).presses("begin")
    values = citizen.case.values
    assert values["nik_pelapor"] == "3510995505900003"
    assert values["nomor_kk"] == "3510990203120004"
    assert values["nama_pelapor"] == "Siti Aminah"
    assert (values["kecamatan"], values["desa"]) == ("Genteng", "Kembiritan")
    assert "sudah kami catat" in citizen.reads


def test_a_birth_told_in_one_breath_fills_the_child_and_the_mother():
    citizen = (
        Citizen().writes(BIRTH).presses("only:akta-lahir").presses("answer:dasar:lengkap").presses("begin")
    )
    values = citizen.case.values
    assert values["anak_nama"] == "Rahma Putri"
    assert values["lahir_tanggal"] == "2026-11-20"
    assert values["lahir_tempat"] == "rs"
    assert values["hubungan"] == "ibu"
    assert values["nik_pelapor"] == "3510995505900003"


def test_a_number_that_could_be_two_things_is_asked():
    citizen = Citizen().writes("ktp saya hilang 3510991505990001").presses("begin")
    assert "nik_pelapor" not in citizen.case.values
    assert "nomor_kk" not in citizen.case.values


def test_the_same_doubt_twice_brings_an_officer():
    citizen = Citizen().writes("blablabla xyz")
    assert not citizen.did(TalkWithOfficer)
    citizen.writes("qwerty asdf")
    assert citizen.did(TalkWithOfficer)


def test_a_question_that_was_likely_is_a_button_too():
    citizen = (
        Citizen().writes("halo").sends(Citizen().heard("choice", choice="mean:hours", text="Jam buka kantor"))
    )
    assert "08.00-15.30" in citizen.reads


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("perlu surat pengantar rt gak", "Perpres 96/2018"),
        ("boleh foto fotokopi?", "asli"),
        ("gratis kan?", "gratis"),
    ],
)
def test_rules_are_answered_from_the_catalogue(text, said):
    assert said in Citizen().writes(text).reads


@pytest.mark.parametrize("text", ["tolong saya dipukuli suami", "saya mau bunuh diri", "adik saya diculik"])
def test_a_person_in_danger_is_given_the_numbers_at_any_moment(text):
    for citizen in (Citizen(), Citizen().writes("ktp hilang").presses("begin")):
        citizen.writes(text)
        assert "112" in citizen.reads
        assert citizen.did(TalkWithOfficer)


@pytest.mark.parametrize("text", ["ada wa minta otp ngaku dukcapil", "disuruh download apk dukcapil"])
def test_a_fraud_is_answered_with_the_official_number(text):
    assert "0800 0000 0001" in Citizen().writes(text).reads


def test_a_voice_note_is_answered_with_what_can_be_done():
    citizen = Citizen()
    citizen.sends(citizen.heard("audio"))
    assert "PETUGAS" in citizen.reads


def test_what_was_heard_in_a_voice_note_is_told_back_and_answered():
    citizen = Citizen()
    citizen.sends(citizen.heard("text", text="ktp saya hilang", is_spoken=True))
    assert "Yang kami dengar: “ktp saya hilang”" in citizen.reads
    assert citizen.state.service == "ktp-hilang"
