"""Meta brings late what it could not deliver: in any order, in any number of POSTs. Nothing goes backwards by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lojar.intake.engine import Heard, HeardPhoto
from lojar.intake.engine.commands import (
    Answer,
    ChangeService,
    Fill,
    HandBack,
    KeepSilent,
    LayPage,
    Note,
    SkipPaper,
    Start,
    Submit,
    TakeBack,
    TalkWithOfficer,
    Withdraw,
)
from lojar.intake.tests.harness import Citizen
from lojar.intake.tests.test_answering import asked_for_data, at_summary
from lojar.intake.tests.test_at_any_moment import begun

# What a word or a press of last week must never do.
DEEDS = (
    Submit, Withdraw, SkipPaper, TakeBack, ChangeService, Fill, Answer, Start, TalkWithOfficer, KeepSilent, HandBack,
)  # fmt: skip
LAST_WEEK = timedelta(days=5)


def late(citizen: Citizen, kind: str = "text", *, before: timedelta = LAST_WEEK, **more) -> Heard:
    heard = citizen.heard(kind, **more)
    return replace(heard, at=citizen.scene.now - before, came_at=citizen.scene.now)


LATE_WORDS = [
    "ya",
    "1",
    "2",
    "batal",
    "lewati",
    "Siti Contoh",
    "petugas",
    "berhenti kirim pesan",
    "kk",
    "lanjut",
    "menu",
]


@pytest.mark.parametrize("words", LATE_WORDS)
@pytest.mark.parametrize("somewhere", [begun, asked_for_data, at_summary])
def test_late_words_lead_nowhere_and_the_question_is_asked_again(words, somewhere):
    citizen = somewhere()
    before, focus = len(citizen.done), citizen.state.focus
    asked = citizen.state.offered
    citizen.sends(late(citizen, text=words))
    assert "Rabu, 18 November" in citizen.reads
    assert "baru kami terima" in citizen.reads
    assert [type(command) for command in citizen.done[before:]] == [Note]
    assert (citizen.state.focus, citizen.state.offered) == (focus, asked)
    assert len(citizen.last.say) == 1


@pytest.mark.parametrize(
    "press", ["send", "withdraw:BWI-0001", "skip", "onward", "remove:kk", "officer", "begin", "keep"]
)
def test_a_late_press_is_named_and_not_acted_on(press):
    citizen = at_summary()
    before = len(citizen.done)
    citizen.sends(late(citizen, "choice", choice=press, text="Tombol lama"))
    assert '"Tombol lama"' in citizen.reads
    assert "belum kami jalankan" in citizen.reads
    assert [type(command) for command in citizen.done[before:]] == [Note]


def test_a_late_yes_does_not_confirm_what_was_asked_today():
    citizen = begun().writes("batal")
    citizen.sends(late(citizen, text="ya"))
    assert not citizen.did(Withdraw)


def test_a_wish_of_last_week_still_stands_where_nothing_was_begun():
    citizen = Citizen().writes("halo")
    citizen.sends(late(citizen, text="ktp saya hilang"))
    assert "baru kami terima" in citizen.reads
    assert "Surat keterangan hilang" in citizen.reads
    citizen = Citizen().writes("halo")
    citizen.sends(late(citizen, "choice", choice="service:ktp-hilang", text="KTP hilang"))
    assert "Surat keterangan hilang" in citizen.reads


def test_a_late_photo_of_the_one_application_is_laid_as_ever():
    citizen = begun().writes("halo")
    citizen.sends(late(citizen, "photo", text="", photo=HeardPhoto(7), before=timedelta(seconds=10)))
    assert [page.paper for page in citizen.did(LayPage)] == ["kk"] or citizen.state.photos == ()
    assert "baru kami terima" not in citizen.reads


def test_a_late_photo_behind_a_newer_one_is_asked_about():
    citizen = begun().photographs("")
    laid = len(citizen.did(LayPage))
    citizen.sends(late(citizen, "photo", text="", photo=HeardPhoto(7), before=timedelta(seconds=10)))
    assert len(citizen.did(LayPage)) == laid
    assert "Foto ini dokumen apa" in citizen.reads
    assert citizen.last.quotes == 7


def test_a_late_photo_with_a_name_lies_where_it_belongs():
    citizen = begun().photographs("")
    citizen.sends(late(citizen, "photo", text="kk", photo=HeardPhoto(7), before=timedelta(seconds=10)))
    assert ("kk", 7) in [(page.paper, page.photo) for page in citizen.did(LayPage)]


def test_a_late_photo_goes_to_the_application_that_was_talked_about_then():
    citizen = begun().waits(minutes=10)
    citizen.writes("kk hilang").presses("answer:sebab:hilang").presses("begin")
    first, second = (case.number for case in reversed(citizen.scene.cases))
    assert citizen.state.focus == second
    citizen.sends(late(citizen, "photo", text="kk", photo=HeardPhoto(7), before=timedelta(minutes=5)))
    assert [(page.case, page.paper) for page in citizen.did(LayPage)] == [(first, "kk")]
    assert first in citizen.reads
    assert citizen.state.focus == second
    citizen.sends(late(citizen, "photo", text="", photo=HeardPhoto(8), before=timedelta(minutes=5)))
    assert "Untuk permohonan yang mana" in citizen.reads


def test_a_trickle_of_late_words_is_answered_once():
    citizen = begun()
    for words in ("ya", "pak", "halo", "1"):
        citizen.sends(late(citizen, text=words))
    assert sum("baru kami terima" in message.body for message in citizen.said) == 1
    assert all(len(turn) <= 1 for turn in [citizen.last.say])
    assert len(citizen.did(Note)) == 4


def test_late_words_beside_timely_ones_are_only_noted():
    citizen = begun().writes("halo")
    citizen.sends(late(citizen, text="batal"), citizen.heard("text", text="jam buka?"))
    assert "08.00-15.30" in citizen.reads
    assert "baru kami terima" not in citizen.reads
    assert "dihapus sesuai jadwal" not in citizen.reads


def test_a_late_menu_does_not_send_the_officer_away():
    citizen = begun().writes("mau bicara sama petugas")
    citizen.sends(late(citizen, text="menu"), late(citizen, "photo", photo=HeardPhoto(9)))
    assert citizen.last.say == ()
    assert not citizen.did(HandBack)
    assert [photo.id for photo in citizen.state.photos] == [9]


def test_photos_that_come_with_the_word_that_ends_the_officers_talk_are_kept():
    citizen = begun().writes("mau bicara sama petugas")
    citizen.sends(citizen.photo("", id=41), citizen.heard("text", text="menu"))
    assert citizen.did(HandBack)
    assert 41 in {page.photo for page in citizen.did(LayPage)} | {p.id for p in citizen.state.photos}


def test_a_whole_week_that_comes_in_one_go_is_heard_in_order():
    citizen = Citizen()
    week = [
        late(citizen, text="assalamualaikum"),
        late(citizen, text="ktp saya hilang", before=LAST_WEEK - timedelta(minutes=1)),
        late(citizen, "photo", text="kk", photo=HeardPhoto(7), before=LAST_WEEK - timedelta(minutes=9)),
    ]
    citizen.sends(*week)
    assert [page.photo for page in citizen.did(LayPage)] == [7]
    assert "baru kami terima" not in citizen.reads
    assert len(citizen.last.say) == 1


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("jam buka kantor?", "08.00"),
        ("biayanya berapa?", "gratis"),
        ("alamat kantor di mana?", "Jl. Contoh"),
        ("syarat ktp hilang apa saja?", "kepolisian"),
    ],
)
@pytest.mark.parametrize("somewhere", [begun, asked_for_data, at_summary])
def test_a_late_question_that_stands_by_itself_is_answered_each_time(asked, answered, somewhere):
    """Two in an hour: only the first is told to be late, and both have their answer."""
    citizen = somewhere()
    offered = citizen.state.offered
    for _ in range(2):
        citizen.sends(late(citizen, before=timedelta(minutes=4), text=asked))
        assert answered in citizen.reads
        assert citizen.state.offered == offered
    assert not citizen.did(Note)


def test_what_a_late_question_is_about_is_not_guessed():
    citizen = begun()
    citizen.sends(late(citizen, text="syaratnya apa?"))
    assert len(citizen.did(Note)) == 1
