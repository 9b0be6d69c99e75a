"""A photo that nobody will be able to read: said at once with what to do, replaced by the next, or insisted on."""

import pytest
import yaml

from lojar.evidence.rules.legibility import REASONS
from lojar.intake.phrasebook import phrasebook
from lojar.intake.tests.harness import Citizen


def begun() -> Citizen:
    """Lost card: the report of the police, and the family card."""
    return Citizen().writes("ktp saya hilang").presses("begin")


def photos_of(citizen: Citizen) -> dict[str, list[int]]:
    return {paper.key: [photo.id for photo in paper.photos] for paper in citizen.case.papers}


def test_the_advice_comes_with_the_photo_and_says_what_to_do():
    citizen = begun()
    citizen.sends(citizen.photo("kk", fault="cut_off"))
    assert "Kartu Keluarga" in citizen.reads
    assert "keempat sudut terlihat" in citizen.reads
    assert "Kirim apa adanya" in citizen.reads
    assert "sudah sampai, tetapi" in citizen.reads
    assert "✓" not in citizen.reads


def test_a_good_photo_brings_no_word_more_than_before():
    citizen, other = begun(), begun()
    assert citizen.photographs("kk").reads == other.sends(other.photo("kk", fault="")).reads


def test_the_next_photo_takes_the_place_of_the_bad_one():
    citizen = begun()
    citizen.sends(citizen.photo("kk", fault="glare"))
    better = citizen.photo()
    citizen.sends(better)
    assert photos_of(citizen)["kk"] == [better.photo.id]
    assert "hilang" in citizen.reads  # the paper that is still missing is asked for


def test_a_second_bad_photo_is_taken_as_it_is():
    citizen = begun()
    citizen.sends(citizen.photo("kk", fault="glare"))
    citizen.sends(citizen.photo(fault="blur_focus"))
    assert len(photos_of(citizen)["kk"]) == 1
    assert "perlu diulang" not in citizen.reads


@pytest.mark.parametrize("way", ["asis", "typed", "yes"])
def test_whoever_insists_is_believed(way):
    citizen = begun()
    bad = citizen.photo("kk", fault="too_dark")
    citizen.sends(bad)
    citizen = {
        "asis": lambda: citizen.presses("asis"),
        "typed": lambda: citizen.writes("kirim apa adanya"),
        "yes": lambda: citizen.writes("lanjut"),
    }[way]()
    assert photos_of(citizen)["kk"] == [bad.photo.id]
    assert "Petugas akan memeriksanya" in citizen.reads
    citizen.photographs("surat polisi")
    assert "perlu diulang" not in citizen.reads


def test_taking_it_again_waits_for_the_photo():
    citizen = begun()
    citizen.sends(citizen.photo("kk", fault="too_dark")).presses("retake:kk")
    assert "Kirim foto baru" in citizen.reads
    better = citizen.photo()
    citizen.sends(better)
    assert photos_of(citizen)["kk"] == [better.photo.id]


def test_an_album_with_two_bad_ones_is_told_in_one_message_and_replaced_in_order():
    citizen = begun()
    citizen.sends(citizen.photo("surat polisi", fault="glare"), citizen.photo("kk", fault="blur_motion"))
    assert len(citizen.last.say) == 1
    assert "pantulan cahaya" in citizen.reads
    assert "goyang" in citizen.reads
    first, second = citizen.photo(), citizen.photo()
    citizen.sends(first, second)
    assert sorted(photos_of(citizen).values()) == [[first.photo.id], [second.photo.id]]
    assert "NIK" in citizen.reads  # all papers are there, the questions follow


def test_a_question_on_the_way_does_not_lose_the_place():
    citizen = begun()
    citizen.sends(citizen.photo("kk", fault="glare")).writes("jam buka kantor?")
    assert "Jam buka kantor" in citizen.reads
    assert "pantulan cahaya" in citizen.reads
    citizen.presses("asis")
    assert "perlu diulang" not in citizen.reads


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_of_the_sight_has_its_advice(language):
    phrases = phrasebook()[language]
    assert [reason for reason in REASONS if not phrases.has(f"faults.{reason}")] == []
    assert yaml.safe_dump([phrases.say("faults.other")])
