from datetime import date

import pytest

from lojar.evidence.rules.reading.checks import Regions, checked, compared
from lojar.evidence.rules.reading.dates import date_in
from lojar.evidence.rules.reading.deeds import (
    read_birth_deed,
    read_birth_letter,
    read_form,
    read_marriage_book,
)
from lojar.evidence.rules.reading.family_card import read_family_card
from lojar.evidence.rules.reading.identity_card import read_identity_card
from lojar.evidence.rules.reading.numbers import sixteen_in

from .paper_lines import column, line

TODAY = date(2026, 11, 25)
REGIONS = Regions(
    {"35": "JAWA TIMUR", "3510": "KABUPATEN BANYUWANGI", "351099": "UJI", "51": "BALI", "3573": "KOTA MALANG"}
)


def card(nik=":3510991201900001", birth="BANYUWANGI, 12-01-1990", sex="LAKI-LAKI", province="JAWA TIMUR"):
    return [
        line(f"PROVINSI {province}", 200, 20), line("KABUPATEN BANYUWANGI", 200, 60),
        line("NIK", 40, 120, height=30), line(nik, 200, 120, height=30),
        *column(
            ("Nama", ": SATRIA UJI"), ("Tempat/Tgl Lahir", f": {birth}"), ("Jenis Kelamin", f":{sex}"),
            ("Alamat", ": JL. MELATI NO. 3"), ("RT/RW", ":001/002"), ("Kel/Desa", ":SUKAMAJU"),
            ("Kecamatan", ": WONOSARI"), ("Status Perkawinan : KAWIN", ""), ("Pekerjaan", ": GURU"),
        ),
        line("Gol. Darah : O", 560, 260),
    ]  # fmt: skip


def values(reading):
    return {name: found.value for name, found in reading.fields.items()}


def test_a_card_is_read_row_by_row():
    told = values(read_identity_card(card()))
    assert told["nik"] == "3510991201900001"
    assert told["name"] == "SATRIA UJI"
    assert (told["birth_place"], told["birth_date"]) == ("BANYUWANGI", "1990-01-12")
    assert told["sex"] == "male"
    assert (told["address"], told["rt_rw"], told["village"]) == ("JL. MELATI NO. 3", "001/002", "SUKAMAJU")
    assert (told["district"], told["marital_status"]) == ("WONOSARI", "KAWIN")
    assert (told["province"], told["regency"]) == ("JAWA TIMUR", "KABUPATEN BANYUWANGI")


def test_sex_and_blood_in_one_box_are_two_values():
    lines = [one for one in card() if "Darah" not in one.text and "LAKI" not in one.text]
    lines.append(line(":PEREMPUAN Gol. Darah : O", 320, 260))
    assert values(read_identity_card(lines))["sex"] == "female"


@pytest.mark.parametrize("birth", ["12-01-1990", "BANYUWANGI,12-01-1990", "BANYUWANGI 12-01-1990"])
def test_the_day_of_birth_is_found_however_the_place_is_written(birth):
    assert values(read_identity_card(card(birth=birth)))["birth_date"] == "1990-01-12"


def test_what_was_read_with_a_letter_for_a_digit_is_put_right_and_in_doubt():
    found = sixteen_in(line("NIK : 35I0991201900O01", 0, 0))
    assert found.value == "3510991201900001"
    assert "hard_to_read" in found.doubts


@pytest.mark.parametrize(
    "text", ["351099120190000", "081234567890", "JL. MELATI NO. 3510", "35109912019000011234"]
)
def test_other_numbers_are_no_nik(text):
    assert sixteen_in(line(text, 0, 0)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("No.3510990102200003", "3510990102200003"), ("3510 9901 0220 0003", "3510990102200003"),
     ("3 5 1 0 9 9 0 1 0 2 2 0 0 0 0 3", "3510990102200003")],
)  # fmt: skip
def test_numbers_are_found_behind_labels_and_between_spaces(text, value):
    assert sixteen_in(line(text, 0, 0)).value == value


def test_a_card_that_agrees_with_itself_has_no_doubt():
    assert checked(read_identity_card(card()), regions=REGIONS, today=TODAY).fields["nik"].doubts == ()


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({"birth": "BANYUWANGI, 13-01-1990"}, "birth_date_differs"),
        ({"sex": "PEREMPUAN"}, "sex_differs"),
        ({"province": "BALI"}, "province_differs"),
        ({"nik": ":3573991201900001"}, "regency_differs"),
        ({"nik": ":3599991201900001"}, "unknown_region"),
    ],
)
def test_a_number_that_fails_a_check_is_in_doubt(changed, doubt):
    reading = checked(read_identity_card(card(**changed)), regions=REGIONS, today=TODAY)
    assert doubt in reading.fields["nik"].doubts


def family():
    people = [
        ("SATRIA UJI", "3510991201900001", "LAKI-LAKI", "12-01-1990", "KEPALA KELUARGA"),
        ("KARTIKA UJI", "3510995203920002", "PEREMPUAN", "12-03-1992", "ISTRI"),
        ("GITA UJI", "3510994505150003", "PEREMPUAN", "05-05-2015", "ANAK"),
    ]
    lines = [line("KARTU KELUARGA", 400, 20, height=40), line("No. 3510990102200003", 420, 80)]
    lines += column(("Nama Kepala Keluarga", ": SATRIA UJI"), ("Alamat", ": JL. MELATI NO. 3"), y=110, at=300)
    lines += [line("Nama Lengkap", 80, 220, height=14), line("NIK", 330, 220, height=14)]
    for n, (name, nik, sex, born, relation) in enumerate(people):
        y = 250 + 22 * n
        lines += [
            line(str(n + 1), 40, y, height=14), line(name, 80, y, height=14), line(nik, 280, y, height=14),
            line(sex, 430, y, height=14), line("CONTOH", 520, y, height=14), line(born, 600, y, height=14),
            line("KAWIN", 80, 500 + 22 * n, height=14), line(relation, 280, 500 + 22 * n, height=14),
        ]  # fmt: skip
    return lines


def test_the_people_of_a_family_card_are_read_row_by_row():
    reading = read_family_card(family())
    assert values(reading)["kk_number"] == "3510990102200003"
    assert values(reading)["head"] == "SATRIA UJI"
    rows = [{name: found.value for name, found in member.fields.items()} for member in reading.members]
    assert [row["name"] for row in rows] == ["SATRIA UJI", "KARTIKA UJI", "GITA UJI"]
    assert [row["nik"] for row in rows] == ["3510991201900001", "3510995203920002", "3510994505150003"]
    assert [row["birth_date"] for row in rows] == ["1990-01-12", "1992-03-12", "2015-05-05"]
    assert [row["relation"] for row in rows] == ["kepala_keluarga", "istri", "anak"]


def relations(lines) -> dict[str, str]:
    rows = [member.fields for member in read_family_card(lines).members]
    return {row["name"].value: row["relation"].value if "relation" in row else "" for row in rows}


def test_a_row_that_was_not_read_shifts_nobody():
    """Her number is under a fold: the child must not become the wife."""
    folded = [one for one in family() if one.text != "3510995203920002"]
    assert relations(folded) == {"SATRIA UJI": "kepala_keluarga", "GITA UJI": "anak"}
    below = [one for one in family() if one.text != "ISTRI"]
    assert relations(below) == {"SATRIA UJI": "kepala_keluarga", "KARTIKA UJI": "", "GITA UJI": "anak"}


def test_the_heading_above_is_nobodys_relation():
    heading = line("Dalam Keluarga", 290, 475, height=14)
    assert relations([*family(), heading]) == {
        "SATRIA UJI": "kepala_keluarga", "KARTIKA UJI": "istri", "GITA UJI": "anak",
    }  # fmt: skip


def test_without_the_heads_own_row_nobody_is_related():
    folded = [one for one in family() if one.text != "3510991201900001"]
    assert relations(folded) == {"KARTIKA UJI": "", "GITA UJI": ""}


def test_a_family_of_one_is_a_family():
    lines = [one for one in family() if not 265 < one.box.top < 400 and one.box.top < 515]
    assert [member.fields["nik"].value for member in read_family_card(lines).members] == ["3510991201900001"]


def test_the_same_number_in_two_rows_is_in_doubt():
    twice = "3510991201900001"
    lines = [line(twice, one.box.left, one.box.top, height=14)
             if one.text == "3510995203920002" else one for one in family()]  # fmt: skip
    reading = checked(read_family_card(lines), regions=REGIONS, today=TODAY)
    assert all("twice_on_the_card" in member.fields["nik"].doubts for member in reading.members[:2])


def test_a_card_is_compared_with_the_family_card_beside_it():
    misread = read_identity_card(card(nik=":3510991201900007"))
    assert "family_card_differs" in compared(misread, read_family_card(family())).fields["nik"].doubts
    assert compared(read_identity_card(card()), read_family_card(family())).fields["nik"].doubts == ()


def test_a_birth_deed_says_who_was_born_when_and_of_whom():
    told = values(read_birth_deed([
        line("KUTIPAN AKTA KELAHIRAN", 200, 40), line("Berdasarkan Akta Kelahiran Nomor", 60, 80),
        line("3510-LU-15082016-0015", 420, 80), line("bahwa di BANYUWANGI", 60, 120),
        line("pada tanggal 1 JANUARI 2015", 60, 160), line("telah lahir", 60, 200), line("GITA UJI", 300, 240),
        line("anak ke SATU, PEREMPUAN dari suami-istri", 60, 280), line("Ayah", 60, 320), line("SATRIA UJI", 200, 320),
        line("dan Ibu", 60, 360), line("KARTIKA UJI", 200, 360), line("pada tanggal 15 Agustus 2016", 60, 400),
    ]))  # fmt: skip
    assert told["deed_number"] == "3510-LU-15082016-0015"
    assert (told["child_name"], told["birth_date"], told["sex"]) == ("GITA UJI", "2015-01-01", "female")
    assert (told["father_name"], told["mother_name"]) == ("SATRIA UJI", "KARTIKA UJI")


def test_a_birth_letter_says_who_was_born_when_and_of_whom():
    told = values(read_birth_letter([
        line("SURAT KETERANGAN LAHIR", 200, 40), line("Nomor: 254/SKL/XI/2020", 240, 80),
        *column(("Nama Bayi", ": GITA UJI"), ("Jenis Kelamin", ": Perempuan"),
                ("Hari / Tanggal", ": Senin, 16 Maret 2020"),
                ("Nama Ibu", ": KARTIKA UJI"), ("NIK Ibu", ":3510995203920002"), ("Nama Ayah", ": SATRIA UJI")),
    ]))  # fmt: skip
    assert (told["child_name"], told["mother_name"], told["father_name"]) == (
        "GITA UJI",
        "KARTIKA UJI",
        "SATRIA UJI",
    )
    assert (told["birth_date"], told["sex"], told["mother_nik"]) == (
        "2020-03-16",
        "female",
        "3510995203920002",
    )


def test_a_marriage_book_tells_husband_from_wife():
    told = values(read_marriage_book([
        line("KUTIPAN AKTA NIKAH", 200, 40), line("Nomor : 0635/083/l/2019", 240, 80),
        line("Pada hari ini, tanggal 26 Januari 2019, telah dilangsungkan akad nikah:", 40, 120),
        line("SUAMI", 40, 170),
        *column(("Nama lengkap", ": SATRIA UJI"), ("NIK", ": 3510991201900001")),
        line("ISTRI", 40, 270), *column(("Nama lengkap", ": KARTIKA UJI"), ("NIK", ": 3510995203920002"), y=300),
    ]))  # fmt: skip
    assert (told["husband_name"], told["wife_name"]) == ("SATRIA UJI", "KARTIKA UJI")
    assert (told["husband_nik"], told["wife_nik"]) == ("3510991201900001", "3510995203920002")
    assert (told["book_number"], told["marriage_date"]) == ("0635/083/I/2019", "2019-01-26")


def test_a_form_says_who_asks():
    told = values(read_form(column(("Nama Lengkap", ": SATRIA UJI"), ("NIK", "3 5 1 0 9 9 1 2 0 1 9 0 0 0 0 1"),
                                   ("Nomor KK", "3510990102200003"))))  # fmt: skip
    assert told == {"name": "SATRIA UJI", "nik": "3510991201900001", "kk_number": "3510990102200003"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("16-12-1984", date(1984, 12, 16)), ("16/12/1984", date(1984, 12, 16)), ("1 JANUARI 2015", date(2015, 1, 1)),
        ("2 Agustus 1997", date(1997, 8, 2)), ("Kamis, 12 Jamuari 2025", date(2025, 1, 12)),
        ("tanggal SATU JANUARI tahun DUA RIBU LIMA BELAS", date(2015, 1, 1)),
        ("DUA PULUH TIGA FEBRUARI SERIBU SEMBILAN RATUS SEMBILAN PULUH ENAM", date(1996, 2, 23)),
        ("Kamis, 12 Jumi 2025", None), ("32-12-1984", None), ("01-12-1784", None),
        ("tanpa tanggal", None), ("351099 12-01", None),
    ],
)  # fmt: skip
def test_days_are_read_as_papers_write_them(text, day):
    assert date_in(text) == day
