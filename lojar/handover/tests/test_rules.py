"""The small pure rules of the last step: no database is to be had here."""

from datetime import UTC, datetime, timedelta

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from lojar.handover.rules.collector import may_collect, must_be_surrendered, proofs_of
from lojar.handover.rules.passes import read_pass, shown_code
from lojar.handover.rules.pdf_question import Asks, asks, choose, is_answered, is_right
from lojar.handover.rules.what_to_bring import what_to_bring

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=9), NOW + timedelta(days=9)


# Who may collect


@pytest.mark.parametrize(
    ("collector", "proofs"),
    [("applicant", ["ktp"]), ("family", ["ktp", "kk"]), ("proxy", ["ktp", "surat_kuasa"])],
)
def test_each_collector_shows_who_they_are_and_why_they_may(collector, proofs):
    assert list(proofs_of(collector)) == proofs
    assert may_collect(collector, name="Budi Contoh", shown=proofs) == collector
    with pytest.raises(NotAllowed) as no:
        may_collect(collector, name="Budi Contoh", shown=proofs[:-1])
    assert no.value.details["missing"] == proofs[-1:]


def test_an_original_is_surrendered_or_excused():
    must_be_surrendered(["ktp"], ["ktp"])
    must_be_surrendered(["ktp"], [], excuse="Hilang")
    with pytest.raises(NotAllowed, match="not_surrendered"):
        must_be_surrendered(["ktp", "kk"], ["ktp"])


def test_an_optional_paper_that_never_came_is_not_to_be_brought():
    package = catalogue().packages["paket-mati"].whole
    brought = {b.key for b in what_to_bring(package, {}, sent={"kk"})}
    assert "kk" in brought
    assert "ktp-almarhum" not in brought


# The question

SITI = {
    "nama_pelapor": "Siti Contoh", "ibu_nama": "Siti Contoh", "ibu_tanggal_lahir": "1990-05-15",
    "nomor_kk": "3510990203120004", "nik_pelapor": "3510995505900003",
}  # fmt: skip


def test_a_name_that_every_message_speaks_is_no_question():
    assert choose(SITI, shown=[]) == "ibu_tanggal_lahir"
    assert choose({**SITI, "ibu_nama": "Tini Contoh"}, shown=[]) == "ibu_nama"


def test_what_stands_in_the_chat_is_asked_last():
    assert choose(SITI, shown=["Tanggal lahir ibu: 1990-05-15"]) == "nomor_kk"
    assert choose(SITI, shown=["1990-05-15", "KK 3510 9902 0312 0004"]) == "nik_pelapor"
    everything = ["1990-05-15 3510990203120004 3510 9955 0590 0003"]
    assert choose(SITI, shown=everything) == "ibu_tanggal_lahir"
    assert choose({}, shown=[]) == ""


def test_a_used_up_question_is_avoided_while_there_is_another():
    assert choose(SITI, shown=[], avoid={"ibu_tanggal_lahir"}) == "nomor_kk"
    assert choose({"nomor_kk": "1"}, shown=[], avoid={"nomor_kk"}) == "nomor_kk"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("ibu_nama", Asks.NAME), ("ibu_tanggal_lahir", Asks.DATE), ("nomor_kk", Asks.LAST_DIGITS),
        ("nik_pelapor", Asks.LAST_DIGITS), ("alm_nik", Asks.LAST_DIGITS), ("mati_tanggal", Asks.DATE),
    ],
)  # fmt: skip
def test_a_question_is_worded_by_what_it_asks(key, kind):
    assert asks(key) == kind


@pytest.mark.parametrize(
    "answer",
    [
        "15-05-1990", "15/5/1990", "15.05.1990", "15 05 90", "15 Mei 1990", "15 mei 90", "tgl 15 may 1990 kak",
        "1990-05-15", "15051990", "15-Mei-1990",
    ],
)  # fmt: skip
def test_a_date_is_right_however_it_is_written(answer):
    assert is_right("ibu_tanggal_lahir", "1990-05-15", answer)


@pytest.mark.parametrize(
    "answer", ["16-05-1990", "15-06-1990", "15 Mei 1991", "1990", "mei", "", "05-15-1990"]
)
def test_another_date_is_wrong(answer):
    assert not is_right("ibu_tanggal_lahir", "1990-05-15", answer)


@pytest.mark.parametrize(
    "answer", ["Siti Aminah", "siti aminah", "SITI AMINAH.", "Siti Amina", "nama ibu siti aminah"]
)
def test_a_name_forgives_a_slip(answer):
    assert is_right("ibu_nama", "Siti Aminah", answer)


@pytest.mark.parametrize("answer", ["Siti", "Aminah Siti Rahayu", "Budi", "", "123", "Sri Wahyuni"])
def test_another_name_is_wrong(answer):
    assert not is_right("ibu_nama", "Siti Aminah", answer)


@pytest.mark.parametrize("answer", ["0004", "00 04", "120004", "3510 9902 0312 0004", "empat angkanya 0004"])
def test_the_last_digits_are_enough(answer):
    assert is_right("nomor_kk", "3510990203120004", answer)


@pytest.mark.parametrize("answer", ["004", "0005", "3510", "", "93510990203120004"])
def test_fewer_or_other_digits_are_wrong(answer):
    assert not is_right("nomor_kk", "3510990203120004", answer)


def test_nothing_known_is_never_answered():
    assert not is_right("", "", "")
    assert not is_right("nomor_kk", "", "0004")


def test_an_answer_holds_for_a_day():
    assert is_answered(NOW, NOW + timedelta(hours=23))
    assert not is_answered(NOW, NOW + timedelta(hours=24))
    assert not is_answered(None, NOW)


# The pass


@pytest.mark.parametrize(
    ("text", "code", "token"),
    [
        ("7kd 4px", "7KD4PX", ""), ("7KD-4PX", "7KD4PX", ""), ("zkd4ps", "2KD4P5", ""), ("AAAAAA", "", ""),
        ("https://contoh.id/ambil/abcdefghijklmnopqrstuvwx/", "", "abcdefghijklmnopqrstuvwx"),
        ("abcdefghijklmnopqrstuvwx", "", "abcdefghijklmnopqrstuvwx"), ("pendek", "", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_pass_is_read_as_code_or_token(text, code, token):
    read = read_pass(text)
    assert (read.code, read.token) == (code, token)


def test_a_code_is_shown_in_two_halves():
    assert shown_code("7KD4PX") == "7KD 4PX"
