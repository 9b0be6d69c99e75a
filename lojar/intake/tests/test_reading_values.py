"""Answers as people type them: numbers, dates, times, choices, places, and lines that belong to several fields."""

from datetime import date

import pytest

from lojar.catalogue.loader import load
from lojar.catalogue.regions import districts, villages
from lojar.catalogue.shapes import Choice, Field, Text
from lojar.intake.understand import Known, Misread, Places, allocate, read
from lojar.intake.wordlist import read_words

TODAY = date(2026, 11, 23)
BWI = Places(districts("3510"), villages)


def field(kind, label="Isian", **more):
    return Field(label.lower().replace(" ", "_"), kind, Text(label, label), Text("?", "?"), **more)


SEX = (Choice("laki_laki", Text("Laki-laki", "Boy")), Choice("perempuan", Text("Perempuan", "Girl")))
NIK, NAME, KK = field("nik", "NIK pelapor"), field("name", "Nama lengkap pelapor"), field("kk", "Nomor KK")
BORN, SEXED = field("date", "Tanggal lahir"), field("choice", "Jenis kelamin anak", choices=SEX)
ADDRESS, DISTRICT, VILLAGE = (
    field("address", "Alamat"),
    field("district", "Kecamatan"),
    field("village", "Desa"),
)


def known(*fields):
    words = read_words("answers")
    return Known(
        TODAY,
        BWI,
        {key: tuple(told) for key, told in words["synonyms"].items()},
        frozenset(words["skipping"]),
        {kind: tuple(told) for kind, told in words["labels"].items()},
        fields=fields,
    )


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("nik", "3510 9955 0590 0003", "3510995505900003"),
        ("nik", "NIK saya 351099-550590-0003 ya pak", "3510995505900003"),
        ("niks", "3510995505900003 dan 3510 9952 0190 0002", "3510995505900003, 3510995201900002"),
        ("date", "3 maret 2026", "2026-03-03"),
        ("date", "03-03-2026", "2026-03-03"),
        ("date", "3/3/26", "2026-03-03"),
        ("date", "Senin, 3 Mrt 2026", "2026-03-03"),
        ("date", "kemarin", "2026-11-22"),
        ("date", "tanggal 12 bulan 3 tahun 1988", "1988-03-12"),
        ("date", "17 agt 45", "1945-08-17"),
        ("time", "jam 7 pagi", "07:00"),
        ("time", "19.30", "19:30"),
        ("time", "setengah 8 malam", "19:30"),
        ("time", "jam 7 kurang 10 malam", "18:50"),
        ("datetime", "03-03-2026 19.30", "2026-03-03 19:30"),
        ("decimal", "3,2 kg", "3.2"),
        ("decimal", "3200 gram", "3.2"),
        ("integer", "anak kedua", "2"),
        ("phone", "0800-1234-5678", "6280012345678"),
        ("email", "surel saya Siti@Contoh.id", "siti@contoh.id"),
        ("district", "kec. rogojampii", "Rogojampi"),
        ("village", "ds kembiritan", "Kembiritan"),
    ],
)
def test_an_answer_is_read_as_it_is_typed(kind, text, value):
    assert read(field(kind), text, known()) == value


@pytest.mark.parametrize(
    ("kind", "text", "reason", "count"),
    [
        ("nik", "351099550590000", "digits", 15),
        ("nik", "35109955059000031", "digits", 17),
        ("nik", "belum hafal", "no_number", 0),
        ("date", "31-2-2026", "no_such_date", 0),
        ("date", "3 maret", "no_year", 0),
        ("time", "sore", "no_time", 0),
        ("district", "Sidoarjo", "no_district", 0),
    ],
)
def test_what_cannot_be_read_says_why(kind, text, reason, count):
    missed = read(field(kind), text, known())
    assert isinstance(missed, Misread)
    assert (missed.reason, missed.count) == (reason, count)


def test_nothing_but_its_length_speaks_against_a_nik():
    assert read(field("nik"), "9999999999999999", known()) == "9999999999999999"


def test_a_village_name_that_stands_twice_asks_for_the_district():
    missed = read(VILLAGE, "Karangrejo", known())
    assert isinstance(missed, Misread)
    assert missed.reason == "which_district"
    assert len(missed.options) == 2


def test_the_district_given_before_settles_which_village():
    there = known(DISTRICT, VILLAGE)
    taken = allocate("Rogojampi\nWatukebo", [DISTRICT, VILLAGE], there)
    assert taken.misread or taken.values["desa"] == "Watukebo"


@pytest.mark.parametrize("text", ["perempuan", "2", "cewek", "pr", "Girl", "perempuann"])
def test_a_choice_is_its_number_its_words_or_another_word(text):
    assert read(SEXED, text, known()) == "perempuan"


@pytest.mark.parametrize(
    "text",
    [
        "3510995505900003\nSiti Aminah\n3510990203120004",
        "Nama: Siti Aminah\nNo KK: 3510990203120004\nNIK: 3510 9955 0590 0003",
        "3510995505900003, Siti Aminah, 3510990203120004",
        "nama Siti Aminah nik 3510995505900003 no kk 3510990203120004",
        "1. 3510995505900003\n2. Siti Aminah\n3. 3510990203120004",
        "Siti Aminah\n3510995505900003\n3510990203120004",
    ],
)
def test_several_answers_in_one_message_find_their_fields(text):
    taken = allocate(text, [NIK, NAME, KK], known(NIK, NAME, KK))
    assert taken.values == {
        "nik_pelapor": "3510995505900003", "nama_lengkap_pelapor": "Siti Aminah", "nomor_kk": "3510990203120004",
    }  # fmt: skip


def test_one_wrong_line_does_not_spoil_the_others():
    taken = allocate("351099550590000\nSiti Aminah\n3510990203120004", [NIK, NAME, KK], known())
    assert taken.values == {"nama_lengkap_pelapor": "Siti Aminah", "nomor_kk": "3510990203120004"}
    assert taken.misread["nik_pelapor"] == Misread("digits", 15)


def test_commas_inside_an_address_stay_in_the_address():
    fields = [NAME, SEXED, BORN, ADDRESS]
    taken = allocate(
        "Budi Santoso, laki-laki, 3 maret 2026, Dusun Krajan RT 02 RW 01, Sempu", fields, known(*fields)
    )
    assert taken.values["alamat"] == "Dusun Krajan RT 02 RW 01, Sempu"
    assert taken.values["jenis_kelamin_anak"] == "laki_laki"


def test_a_single_question_takes_the_whole_answer():
    taken = allocate("Jl. Mawar 5, RT 03 RW 02\nDesa Ambulu", [ADDRESS], known(ADDRESS))
    assert taken.values["alamat"] == "Jl. Mawar 5, RT 03 RW 02\nDesa Ambulu"


def test_every_example_of_the_catalogue_can_be_read_back():
    catalogue = load()
    fields = {f.key: f for s in catalogue.services.values() for f in s.fields if f.example}
    there = known(*fields.values())
    wrong = [key for key, each in fields.items() if isinstance(read(each, each.example, there), Misread)]
    assert wrong == []
