"""A number changed: one kind question before what was filed under the old one, and none where there is nothing."""

from dataclasses import replace

import pytest

from lojar.catalogue.shapes import Text
from lojar.intake.engine import Outcome, Proof
from lojar.intake.engine.commands import AnswerProof, LayPage, Start, TalkWithOfficer
from lojar.intake.engine.state import Pending
from lojar.intake.tests.harness import NOON, Citizen, scene
from lojar.intake.tests.test_at_any_moment import begun
from lojar.intake.tests.test_coming_late import late

LABEL = Text("Tanggal lahir ibu", "Date of birth of the mother")
DATE = Proof(NOON.isoformat(), "BWI-0009", "key", LABEL, "date")
WHY = "Nomor atau akun WhatsApp Anda berubah"


def changed(proof: Proof = DATE, citizen: Citizen | None = None) -> Citizen:
    citizen = citizen or Citizen(scene())
    citizen.scene = replace(citizen.scene, cases=(), proof=proof)
    return citizen


def answered(citizen: Citizen, *, right: bool, cases=()) -> Citizen:
    """As the worker does: the answer is judged, and a right one brings everything back into sight."""
    command = citizen.did(AnswerProof)[-1]
    if right:
        citizen.scene = replace(citizen.scene, proof=None, cases=cases)
    return citizen.learns(Outcome(command, right=right))


@pytest.mark.parametrize(
    "words", ["halo", "status", "sudah bisa diambil?", "lanjut", "batal", "Baca kabar", "kode pengambilan"]
)
def test_whoever_asks_for_what_was_before_is_asked_kindly_and_told_why(words):
    citizen = changed().writes(words)
    assert WHY in citizen.reads
    assert "Permohonan BWI-0009" in citizen.reads
    assert "Tanggal lahir ibu" in citizen.reads
    assert "MENU" in citizen.reads
    assert len(citizen.last.say) == 1


@pytest.mark.parametrize(
    "press", ["pdf", "receive-pdf", "case", "fix", "continue", "withdraw", "cancel", "photos"]
)
def test_an_old_button_opens_nothing(press):
    citizen = changed()
    citizen.sends(citizen.heard("choice", choice=f"{press}:BWI-0009", text="Tombol"))
    assert WHY in citizen.reads
    assert not [command for command in citizen.done if not isinstance(command, AnswerProof)]


def test_something_new_is_begun_as_ever():
    citizen = changed().writes("ktp saya hilang").presses("begin").photographs("kk")
    assert citizen.did(Start)
    assert citizen.did(LayPage)
    assert not any(WHY in message.body for message in citizen.said)


def test_a_wish_is_not_taken_for_an_answer():
    citizen = changed().writes("halo").writes("ktp saya hilang")
    assert not citizen.did(AnswerProof)
    assert "Surat keterangan hilang" in citizen.reads
    citizen = changed(replace(DATE, asks="name")).writes("halo").writes("ktp saya hilang")
    assert not citizen.did(AnswerProof)


def test_a_question_on_the_way_is_answered_and_ours_asked_again_without_the_reason():
    citizen = changed().writes("halo").writes("jam buka?")
    assert "08.00-15.30" in citizen.reads
    assert "Tanggal lahir ibu" in citizen.reads
    assert WHY not in citizen.reads


def test_menu_leads_elsewhere():
    citizen = changed().writes("halo").writes("menu")
    assert "Apa yang ingin Anda urus" in citizen.reads
    assert citizen.state.awaits == ""


def test_a_right_answer_shows_everything_again():
    before = begun()
    cases = before.scene.cases
    citizen = changed(citizen=before).writes("status").writes("15-5-1990")
    [command] = citizen.did(AnswerProof)
    assert (command.case, command.key, command.answer) == ("BWI-0009", "key", "15-5-1990")
    assert citizen.last.say == ()
    answered(citizen, right=True, cases=cases)
    assert "jawabannya cocok" in citizen.reads
    assert cases[0].number in citizen.reads
    assert citizen.writes("halo").state.awaits != "proof"


def test_photos_that_waited_come_back_with_it():
    before = begun()
    cases = before.scene.cases
    before.state = replace(before.state, photos=(Pending(55),))
    citizen = changed(citizen=before).writes("status")
    assert citizen.state.photos == ()
    citizen.writes("15-5-1990")
    answered(citizen, right=True, cases=cases)
    laid = {page.photo for page in citizen.did(LayPage)} | {photo.id for photo in citizen.state.photos}
    assert 55 in laid


def test_the_third_wrong_answer_brings_an_officer_and_nothing_more_is_asked():
    citizen = changed().writes("status")
    for _ in range(2):
        answered(citizen.writes("1-1-1970"), right=False)
        assert "belum cocok" in citizen.reads
        assert "Tanggal lahir ibu" in citizen.reads
    answered(citizen.writes("1-1-1970"), right=False)
    assert "petugas akan memastikan" in citizen.reads
    assert citizen.did(TalkWithOfficer)
    citizen.writes("menu").writes("status").writes("15-5-1990")
    assert len(citizen.did(AnswerProof)) == 3
    assert "kami tahan dulu" in citizen.writes("status").reads


def test_an_officer_who_confirms_gives_three_new_answers_for_another_time():
    citizen = changed().writes("status")
    answered(citizen.writes("1-1-1970"), right=False)
    citizen.scene = replace(citizen.scene, proof=None)
    citizen.writes("halo")
    assert (citizen.state.proof_misses, citizen.state.shut) == (0, "")


def test_where_nothing_can_be_asked_an_officer_helps():
    citizen = changed(replace(DATE, label=None)).writes("status")
    assert "kami tahan dulu" in citizen.reads
    assert "PETUGAS" in citizen.reads


def test_what_is_over_is_asked_about_only_when_it_is_asked_for():
    over = replace(DATE, is_open=False)
    assert WHY not in changed(over).writes("halo").reads
    assert WHY in changed(over).writes("status").reads


def test_an_old_choice_on_the_table_is_cleared_away():
    before = begun().writes("batal")
    citizen = changed(citizen=before)
    citizen.writes("1")
    assert not [c for c in citizen.done if type(c).__name__ == "Withdraw"]


def test_a_late_answer_is_none():
    citizen = changed().writes("status")
    citizen.sends(late(citizen, text="15-5-1990"))
    assert not citizen.did(AnswerProof)
    assert "Tanggal lahir ibu" in citizen.reads
