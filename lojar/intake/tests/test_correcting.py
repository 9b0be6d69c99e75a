"""An application that came back, one that is ready, and what the citizen does about it."""

from dataclasses import replace

import pytest

from lojar.applications.rules.lifecycle import PaperState, Status
from lojar.catalogue.shapes import Text
from lojar.intake.engine import Outcome, PdfQuestion
from lojar.intake.engine.commands import AnswerPdfQuestion, LayPage, Start, Submit, TalkWithOfficer
from lojar.intake.tests.harness import Citizen, with_status
from lojar.intake.tests.test_answering import at_summary


def sent() -> Citizen:
    return at_summary().presses("send")


def returned(*keys: str, note: str = "", reasons: tuple[str, ...] = ("buram",)) -> Citizen:
    citizen = sent()
    case = citizen.scene.cases[0]
    papers = tuple(
        replace(p, state=PaperState.RETURNED, reasons=reasons, note=note)
        if p.key in keys
        else replace(p, state=PaperState.ACCEPTED)
        for p in case.papers
    )
    return with_status(citizen, case.number, Status.RETURNED, papers=papers, note=note)


def ready(**more) -> Citizen:
    citizen = sent()
    return with_status(citizen, citizen.scene.cases[0].number, Status.READY, **more)


QUESTION = PdfQuestion(Text("Nama ibu", "Mother's name"), "name")


def test_a_photo_sent_now_goes_to_the_page_that_came_back_and_nowhere_else():
    citizen = returned("kk").photographs("")
    laid = citizen.did(LayPage)[-1]
    assert laid.paper == "kk"
    assert "Kirim kembali" in citizen.reads
    assert not citizen.did(Start)[1:]


def test_the_very_photo_that_came_back_is_asked_for_anew():
    citizen = returned("kk")
    (paper,) = [each for each in citizen.scene.cases[0].papers if each.key == "kk"]
    citizen.sends(citizen.photo(id=paper.photos[0].id))
    assert not citizen.did(LayPage)[2:]
    assert "sama persis dengan yang tadi dikembalikan" in citizen.reads


def test_the_citizen_is_told_which_page_why_and_how_to_do_better():
    citizen = returned("kk", note="Baris kedua terpotong").writes("apa yang kurang ya")
    for told in ("Kartu Keluarga", "buram", "Letakkan di meja", "Baris kedua terpotong"):
        assert told in citizen.reads
    assert "Surat keterangan hilang" not in citizen.reads


def test_sent_back_only_when_every_page_has_come_again():
    citizen = returned("kk", "surat-hilang").photographs("kk")
    assert "Kirim kembali" not in citizen.reads
    citizen.photographs("").presses("Kirim kembali")
    assert len(citizen.did(Submit)) == 2
    assert citizen.last.say == ()


def test_a_page_the_officer_has_accepted_is_not_opened_again_by_a_stray_photo():
    citizen = returned("kk").photographs("surat polisi")
    assert [c.paper for c in citizen.did(LayPage)[2:]] == ["kk"]


def test_data_can_be_corrected_in_a_returned_application():
    citizen = returned(note="Nama kurang lengkap").writes("halo")
    assert "Nama kurang lengkap" in citizen.reads
    citizen.presses("edit").writes("nama lengkap").writes("Siti Aminah Putri").presses("send")
    assert citizen.scene.cases[0].values["nama_pelapor"] == "Siti Aminah Putri"
    assert len(citizen.did(Submit)) == 2


def test_a_photo_is_asked_about_while_a_draft_and_a_returned_application_both_wait():
    citizen = returned("kk").writes("mau buat kk baru").presses("answer:dasar-kk:menikah")
    citizen.presses("answer:dari-luar:tidak").presses("begin").photographs("")
    assert "permohonan yang mana" in citizen.reads
    number = citizen.scene.with_citizen[-1].number
    citizen.presses(f"photos:{number}")
    assert citizen.did(LayPage)[-1].case == number


def test_a_refused_submission_says_what_is_missing():
    citizen = at_summary().presses("send")
    submit = citizen.did(Submit)[0]
    with_status(citizen, submit.case, Status.DRAFT)
    case = citizen.scene.cases[0]
    papers = (replace(case.papers[0], photos=(), state=PaperState.MISSING), *case.papers[1:])
    citizen.scene = citizen.scene.with_case(replace(case, papers=papers))
    citizen.learns(Outcome(submit, reason="incomplete"))
    assert "masih ada yang kurang" in citizen.reads
    assert "Surat keterangan hilang" in citizen.reads


@pytest.mark.parametrize("reason", ["wrong_status", "paper_accepted", "a_reason_made_tomorrow"])
def test_every_refusal_is_answered_kindly(reason):
    citizen = at_summary()
    citizen.learns(Outcome(Submit("BWI-0001"), reason=reason))
    assert citizen.reads.strip()


def test_the_pdf_waits_behind_its_question():
    citizen = ready(pdf=QUESTION)
    number = citizen.scene.cases[0].number
    citizen.sends(citizen.heard("choice", choice=f"receive-pdf:{number}", text="Terima PDF"))
    assert "Nama ibu" in citizen.reads
    citizen.writes("Aminah")
    assert citizen.did(AnswerPdfQuestion) == [AnswerPdfQuestion(number, "Aminah")]
    assert citizen.last.say == ()


def test_a_wrong_answer_may_be_given_again_and_a_right_one_needs_no_words():
    citizen = ready(pdf=QUESTION)
    number = citizen.scene.cases[0].number
    citizen.sends(citizen.heard("choice", choice=f"receive-pdf:{number}", text="Terima PDF")).writes("Aminah")
    asked = citizen.did(AnswerPdfQuestion)[0]
    citizen.learns(Outcome(asked, right=False))
    assert "belum cocok" in citizen.reads
    assert "Nama ibu" in citizen.reads
    citizen.writes("Siti").learns(Outcome(asked, right=True))
    assert citizen.last.say == ()
    assert citizen.state.awaits == ""


def test_a_locked_pdf_leads_to_an_officer():
    citizen = ready(pdf=replace(QUESTION, locked=True))
    number = citizen.scene.cases[0].number
    citizen.sends(citizen.heard("choice", choice=f"receive-pdf:{number}", text="Terima PDF"))
    assert "PETUGAS" in citizen.reads
    citizen.writes("petugas")
    assert citizen.did(TalkWithOfficer)


def test_what_to_bring_and_the_code_are_told_at_any_time():
    citizen = ready(collect_code="A7K2M9", collect_place="Loket 1").writes("ambilnya bawa apa")
    for told in ("A7K2M9", "Loket 1", "surat kuasa", "Surat keterangan hilang"):
        assert told in citizen.reads


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.SUBMITTED, "menunggu diperiksa"), (Status.ACCEPTED, "sedang diproses"), (Status.READY, "Sudah jadi"),
        (Status.REJECTED, "Belum dapat dikabulkan"), (Status.HANDED_OVER, "Sudah diserahkan"),
        (Status.DELIVERED, "PDF sudah dikirim"), (Status.EXPIRED, "Ditutup"), (Status.WITHDRAWN, "Dibatalkan"),
        (Status.RETURNED, "tinggal Anda kirim kembali"), (Status.DRAFT, "tinggal Anda kirim"),
    ],
)  # fmt: skip
def test_every_status_has_words(status, told):
    citizen = sent()
    with_status(citizen, citizen.scene.cases[0].number, status).writes("status")
    assert told in citizen.reads
