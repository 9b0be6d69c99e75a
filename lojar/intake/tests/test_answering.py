"""The questions of a service: answered by line, label or order, skipped, misread, changed, and sent."""

import pytest

from lojar.intake.engine.commands import ChangeService, Fill, Start, Submit, TalkWithOfficer
from lojar.intake.engine.state import State
from lojar.intake.tests.harness import Citizen

DATA = "3510 9955 0590 0003\nSiti Aminah\n3510 9902 0312 0004"


def asked_for_data() -> Citizen:
    return Citizen().writes("ktp saya hilang").presses("begin").photographs("surat polisi", "kk")


def at_summary() -> Citizen:
    return asked_for_data().writes(DATA).writes("Genteng\nKembiritan").presses("Ambil di kantor")


def test_three_answers_in_one_message_are_not_asked_again():
    citizen = asked_for_data().writes(DATA)
    assert citizen.case.values["nik_pelapor"] == "3510995505900003"
    assert "Kecamatan" in citizen.reads


def test_answers_may_come_one_by_one():
    citizen = asked_for_data().writes("3510995505900003")
    assert "NIK" not in citizen.reads
    assert "Nama lengkap" in citizen.reads
    citizen.writes("Siti Aminah").writes("no kk 3510990203120004")
    assert "Kecamatan" in citizen.reads


def test_one_long_message_with_labels_fills_what_it_names():
    citizen = asked_for_data().writes(
        "Nama: Siti Aminah\nNIK: 3510995505900003\nNo KK: 3510990203120004\nKecamatan: Genteng\nDesa: Kembiritan"
    )
    assert "ambil di mana" in citizen.reads
    assert citizen.case.values["desa"] == "Kembiritan"


def test_a_digit_too_few_is_told_kindly_and_the_rest_is_kept():
    citizen = asked_for_data().writes("351099550590000\nSiti Aminah\n3510990203120004")
    assert "15 angka" in citizen.reads
    assert citizen.case.values["nama_pelapor"] == "Siti Aminah"
    assert "nik_pelapor" not in citizen.case.values


def test_the_third_miss_offers_an_officer_and_never_takes_a_short_nik():
    citizen = asked_for_data().writes("Siti Aminah\nno kk 3510990203120004")
    citizen.writes("12345").writes("123456").writes("1234567")
    assert "Bicara petugas" in citizen.reads
    assert "nik_pelapor" not in citizen.case.values


def test_what_only_an_officer_can_judge_is_taken_as_written_in_the_end():
    citizen = asked_for_data().writes(DATA).writes("Genteng").writes("Sukadesa").writes("Sukadesa")
    assert citizen.case.values["desa"] == "Sukadesa"
    assert "seperti yang Anda tulis" in citizen.reads


def test_a_village_that_stands_in_two_districts_asks_for_the_district():
    citizen = asked_for_data().writes(DATA).writes("desa: Karangrejo")
    assert "beberapa kecamatan" in citizen.reads


def test_an_optional_answer_is_skipped_with_a_word():
    citizen = (
        Citizen().writes("bapak saya meninggal").presses("only:akta-mati").presses("answer:hubungan:anak")
    )
    citizen.presses("begin").photographs("surat kematian", "kk").presses("onward")
    citizen.writes(DATA).writes("Genteng\nKembiritan").writes("-\nSukarman")
    assert citizen.case.values["alm_nik"] == ""
    assert citizen.case.values["alm_nama"] == "Sukarman"


def test_a_question_on_the_way_is_answered_and_the_place_is_not_lost():
    citizen = asked_for_data().writes("berapa biayanya ya?")
    assert "gratis" in citizen.reads
    assert "NIK pemohon" in citizen.reads
    assert len(citizen.last.say) == 1


def test_words_that_could_be_a_command_are_an_answer_where_words_were_asked_for():
    citizen = Citizen().writes("konsolidasi nik").presses("begin").photographs("ktp", "kk")
    citizen.writes(DATA).writes("Genteng\nKembiritan")
    citizen.writes("NIK tidak aktif waktu daftar BPJS")
    assert citizen.case.values["alasan"] == "NIK tidak aktif waktu daftar BPJS"


def test_the_summary_shows_every_answer_and_paper():
    citizen = at_summary()
    for told in ("3510 9955 0590 0003", "Siti Aminah", "Kembiritan", "✓ Kartu Keluarga", "Kirim permohonan"):
        assert told in citizen.reads


def test_a_field_is_changed_by_its_number():
    citizen = at_summary().presses("edit").writes("2")
    assert "Sekarang tercatat: Siti Aminah" in citizen.reads
    citizen.writes("Siti Aminah Putri")
    assert citizen.case.values["nama_pelapor"] == "Siti Aminah Putri"
    assert "Kirim permohonan" in citizen.reads


@pytest.mark.parametrize("words", ["nama lengkap", "nama pemohon", "Nama lengkap pemohon"])
def test_a_field_is_changed_by_its_name(words):
    citizen = at_summary().presses("edit").writes(words)
    assert "Siti Aminah" in citizen.reads


def test_a_field_is_changed_in_one_go():
    citizen = at_summary().writes("nama lengkap pemohon: Siti Aminah Putri")
    assert citizen.case.values["nama_pelapor"] == "Siti Aminah Putri"
    assert "Kirim permohonan" in citizen.reads


@pytest.mark.parametrize("words", ["1", "kirim permohonan", "kirim", "ya", "inggih"])
def test_it_is_sent_by_number_words_or_yes_and_the_receipt_speaks_for_itself(words):
    citizen = at_summary().writes(words)
    assert len(citizen.did(Submit)) == 1
    assert citizen.last.say == ()


def test_send_pressed_twice_sends_once():
    citizen = at_summary()
    press = citizen.heard("choice", choice="send", text="Kirim permohonan")
    citizen.sends(press, press).sends(press)
    assert len(citizen.did(Submit)) == 1


def test_a_birth_reported_late_becomes_the_late_service_without_reproach():
    citizen = (
        Citizen()
        .writes("mau buat akta lahir anak")
        .presses("only:akta-lahir")
        .presses("answer:dasar:lengkap")
    )
    citizen.presses("answer:hubungan:ibu").presses("begin").photographs(
        "surat lahir", "buku nikah", "kk"
    ).writes(DATA)
    citizen.writes("Genteng\nKembiritan").writes("tanggal lahir anak: 3 januari 2024")
    assert [c.code for c in citizen.did(ChangeService)] == ["akta-lahir-terlambat"]
    assert "Tidak ada denda" in citizen.reads
    assert citizen.case.values["lahir_tanggal"] == "2024-01-03"
    assert not citizen.case.wanted()


def test_the_number_they_write_from_is_known():
    assert asked_for_data().case.values["hp"] == "6280012345678"


def test_numbers_sent_with_the_first_words_are_not_asked_again():
    citizen = Citizen().writes("#KTP#3510991505990001#3510990101100012#BUDI SANTOSO#Hilang").presses("begin")
    assert citizen.case.values["nik_pelapor"] == "3510991505990001"
    assert citizen.case.values["nomor_kk"] == "3510990101100012"


def test_a_nik_sent_while_photos_are_awaited_is_kept():
    citizen = Citizen().writes("ktp hilang").presses("begin").writes("3510995505900003")
    assert citizen.did(Fill)[-1].values == {"nik_pelapor": "3510995505900003"}
    assert "Sekarang kirim foto" in citizen.reads


def test_state_survives_being_written_down():
    state = at_summary().state
    assert State.from_json(state.to_json()) == state


def test_nothing_begins_before_the_citizen_says_so():
    assert not Citizen().writes("ktp hilang").did(Start)


def test_an_officer_is_one_button_away_when_it_is_difficult():
    citizen = asked_for_data().writes("tidak tahu pak").writes("bingung saya").writes("susah").writes("waduh")
    citizen.presses("officer")
    assert citizen.did(TalkWithOfficer)


def test_a_place_on_no_list_of_ours_is_asked_about_once_more_and_then_taken_as_written():
    citizen = asked_for_data().writes("3510995505900003\nSiti Contoh\n3510990203120004")
    citizen.writes("Ambulu\nSabrang")
    assert "belum kami temukan" in citizen.reads
    citizen.writes("Kecamatan: Ambulu\nDesa: Sabrang")
    assert "petugas akan memeriksanya" in citizen.reads
    assert (citizen.case.values["kecamatan"], citizen.case.values["desa"]) == ("Ambulu", "Sabrang")
