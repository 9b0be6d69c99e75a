"""Numbers, dates, names and places in one message, and whose they are."""

from datetime import date

import pytest

from lojar.intake.understand import mentioned, speaker
from lojar.intake.wordlist import own_places

TODAY = date(2026, 11, 25)


def told(text: str, *kinds: str) -> list[tuple[str, str, str]]:
    found = mentioned(text, TODAY, own_places())
    return [(m.kind, m.value, m.of) for m in found if not kinds or m.kind in kinds]


def test_everything_in_one_message_is_told_apart():
    text = (
        "akta lahir anak saya Rahma Putri lahir 3 maret di RSUD, saya Siti Aminah "
        "NIK 3510995505900003, kk 3510990203120004"
    )
    assert told(text) == [
        ("name", "Rahma Putri", "child"),
        ("date", "2026-03-03", "birth"),
        ("name", "Siti Aminah", "self"),
        ("nik", "3510995505900003", "self"),
        ("kk", "3510990203120004", "self"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nik 3510 9915 0599 0001", "nik"),
        ("3510.9902.0312.0004 itu kk saya", "number"),
        ("no kk: 3510990203120004", "kk"),
        ("3510990203120004 (kk)", "kk"),
        ("3510995505900003", "nik"),  # day 55: a woman's
        ("3510991505990001", "number"),  # could be either, so it is asked
    ],
)
def test_a_nik_is_told_from_a_family_card_by_its_label_or_not_at_all(text, kind):
    assert [m.kind for m in mentioned(text, TODAY)] == [kind]


@pytest.mark.parametrize(
    "text", ["35109915059900011", "351099150599000", "0812 3456 7890", "1.500.000", "rt 02 rw 01"]
)
def test_what_has_not_sixteen_digits_is_no_number_of_ours(text):
    assert told(text, "nik", "kk", "number") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("lahir 12/5/90", "1990-05-12"),
        ("tgl 3 bulan 5 tahun 2021", "2021-05-03"),
        ("5 febuari 2024", "2024-02-05"),
        ("17AGUSTUS1995", "1995-08-17"),
        ("2024-03-03", "2024-03-03"),
        ("lahir 03032024", "2024-03-03"),
        ("lahir 24 desember", "2025-12-24"),
        ("anak lahir kemarin", "2026-11-24"),
        ("lahir 3 hari yang lalu", "2026-11-22"),
        ("born on March 3, 2024", "2024-03-03"),
    ],
)
def test_dates_as_people_write_them(text, day):
    assert [value for _, value, _ in told(text, "date")] == [day]


@pytest.mark.parametrize(
    "text",
    ["31 februari 2020", "kemarin katanya jadi", "jam 08.15", "3510991203150007", "rt 02/01", "10.30-12.00"],
)
def test_what_is_no_date_gives_none(text):
    assert told(text, "date") == []


def test_what_happened_is_told_beside_the_date():
    assert told("bapak meninggal 5-2-2024, lahir 1-1-1950", "date") == [
        ("date", "2024-02-05", "death"),
        ("date", "1950-01-01", "birth"),
    ]


def test_a_name_between_the_marks_of_another_office():
    assert ("name", "BUDI SANTOSO", "") in told("#KTP#3510991505990001#3510990101100012#BUDI SANTOSO#Lateng")


@pytest.mark.parametrize("text", ["anak saya baru lahir", "nama di akta salah", "ibu saya meninggal kemarin"])
def test_ordinary_words_are_no_names(text):
    assert told(text, "name") == []


def test_places_by_the_word_before_them():
    assert told("rt 02/01 kec genteng desa kembiritan") == [
        ("district", "Genteng", ""),
        ("village", "Kembiritan", ""),
    ]


@pytest.mark.parametrize(
    ("text", "who"), [("saya ibunya", "ibu"), ("saya anak beliau", "anak"), ("ibu saya sakit", "")]
)
def test_who_writes(text, who):
    assert speaker(text) == who


@pytest.mark.parametrize("text", ["", "\x00", "#" * 999, "1" * 5000, "😀 12 😀", "nama", "lahir 99/99/9999"])
def test_nothing_that_is_typed_breaks_it(text):
    assert isinstance(mentioned(text, TODAY, own_places()), tuple)
