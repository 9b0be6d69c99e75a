"""From the counter's verbs to what the citizen reads."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import segno
import time_machine
from PIL import Image

from lojar.applications import actions
from lojar.applications.models import CaseEvent
from lojar.channels import actions as channels
from lojar.channels.messages import from_json, plain
from lojar.channels.models import OutboundMessage
from lojar.evidence.models import PhotoPage
from lojar.evidence.queries import store
from lojar.handover import actions as handover
from lojar.notifications import jobs
from lojar.notifications.actions import change_text, restore_text
from lojar.notifications.rules.event_text import CannotSay
from tests import cast

pytestmark = pytest.mark.django_db
NIGHT = cast.NOW + timedelta(hours=14)  # a Tuesday, midnight in Banyuwangi


@pytest.fixture(autouse=True)
def media_of_this_test(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"


def told(now=cast.NOW) -> list[OutboundMessage]:
    """What is new in the outbox after the job has run."""
    known = set(OutboundMessage.objects.values_list("pk", flat=True))
    with time_machine.travel(now, tick=False):
        jobs.announce()
    return list(OutboundMessage.objects.exclude(pk__in=known).order_by("id"))


def words(message: OutboundMessage) -> str:
    return plain(from_json(message.body))


def forget() -> None:
    """What came before is told already."""
    CaseEvent.objects.update(announced_at=cast.NOW)


def test_the_receipt_says_number_promise_place_and_what_happens_next():
    first, case = cast.submitted(), cast.submitted(contact=cast.budi(), now=cast.NOW + timedelta(minutes=5))
    receipts = told()
    receipt = next(message for message in receipts if message.about == case.number)
    assert len(receipts) == 2
    assert receipt.contact == cast.budi()
    assert receipt.key.startswith("event:")
    for part in (case.number, "Akta", "kerja", "Ada 1 permohonan lain", "gratis", "STATUS"):
        assert part in words(receipt)
    assert "urutan pertama" in words(next(m for m in receipts if m.about == first.number))


def test_a_receipt_at_night_comes_at_once_and_says_when_it_will_be_read():
    cast.submitted(now=NIGHT)
    [receipt] = told(NIGHT)
    assert receipt.not_before is None
    assert "Kantor sedang tutup" in words(receipt)
    assert "hari ini pukul 08.00 WIB" in words(receipt)


def test_a_package_gets_one_receipt_with_every_number():
    cases = cast.all_submitted("paket-lahir")
    [receipt] = told()
    assert len(cases) > 1
    assert all(case.number in words(receipt) for case in cases)
    assert not CaseEvent.objects.filter(announced_at=None).exists()


def test_telling_twice_tells_once():
    cast.submitted()
    assert len(told()) == 1
    CaseEvent.objects.update(announced_at=None)
    assert told() == []


def test_a_death_is_received_with_condolence():
    cast.submitted("akta-mati")
    assert words(told()[0]).startswith("Kami turut berduka cita.")


def test_a_correction_names_the_paper_and_gives_that_picture_back():
    case = cast.submitted()
    forget()
    rina, paper = cast.rina(), case.papers.get(key="kk")
    actions.return_paper(paper, rina, reasons=["buram"], note="Baris ke-3.", now=cast.NOW)
    actions.ask_for_correction(case, rina, note="Ditunggu sampai Jumat.", now=cast.NOW)
    text, picture = told()
    page = paper.pages.get().photo.pages.get()
    assert case.number in words(text)
    assert "fotonya buram" in words(text)
    assert "Catatan petugas: Ditunggu sampai Jumat." in words(text)
    assert picture.body["object_key"] == page.display_key
    assert "Baris ke-3." in words(picture)
    assert picture.key == f"{text.key}:photo:1"
    assert text.body["outside_window"]["name"] == "berkas_perlu_diperbaiki"


def test_the_picture_that_comes_back_shows_the_place_where_one_was_seen():
    case = cast.submitted()
    forget()
    rina, paper = cast.rina(), case.papers.get(key="kk")
    page = paper.pages.get().photo.pages.get()
    PhotoPage.objects.filter(pk=page.pk).update(marked_key="pages/marked")
    actions.return_paper(paper, rina, reasons=["buram"], note="", now=cast.NOW)
    actions.ask_for_correction(case, rina, note="", now=cast.NOW)
    assert told()[1].body["object_key"] == "pages/marked"


def test_a_correction_of_a_word_alone_needs_no_picture():
    case = cast.submitted()
    forget()
    actions.ask_for_correction(case, cast.rina(), note="Nama ayah kurang satu huruf.", now=cast.NOW)
    [text] = told()
    assert "Nama ayah kurang satu huruf." in words(text)


def test_an_acceptance_promises_a_day():
    case = cast.submitted()
    forget()
    cast.accept_it(case)
    [message] = told()
    assert "Selasa, 24 November" in words(message)


def test_a_reminder_of_the_night_waits_until_six():
    draft = cast.a_draft(now=NIGHT - timedelta(days=11))
    forget()
    actions.warn_of_expiry(draft, now=NIGHT)
    [message] = told(NIGHT)
    assert message.not_before == datetime(2026, 11, 24, 6, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert message.purpose == "news"


def test_what_an_officer_does_at_night_is_told_at_once():
    case = cast.submitted()
    forget()
    cast.accept_it(case, now=NIGHT)
    [message] = told(NIGHT)
    assert message.not_before is None


def test_a_refusal_names_the_ground_and_what_can_be_done():
    case = cast.submitted()
    forget()
    actions.reject(
        case, cast.rina(), ground="Permendagri 108/2019 Pasal 33: sudah pernah dicatatkan.", now=cast.NOW
    )
    [message] = told()
    for part in ("Pasal 33", "PETUGAS", "lapor.go.id"):
        assert part in words(message)
    assert "telepon" not in words(message)  # the office gave no number


def test_ready_in_the_tray_comes_with_a_pass_that_can_be_scanned():
    case = cast.accepted("ktp-hilang")
    forget()
    waiting = cast.make_ready(case)
    [message] = told()
    assert message.body["type"] == "picture"
    for part in (
        f"{waiting.code[:3]} {waiting.code[3:]}",
        "meja pengambilan",
        "Senin-Kamis 08.00-15.30",
        "Mohon bawa",
    ):
        assert part in words(message)
    assert "A-17" not in words(message)  # where in the tray is the office's own matter
    picture = Image.open(io.BytesIO(store().get(message.body["object_key"])))
    code = segno.make_qr(f"http://testserver/ambil/{waiting.pass_token}/", error="m")
    dark = [[bool(dot) for dot in row] for row in code.matrix_iter(border=4)]
    seen = [
        [picture.getpixel((x * 12 + 6, y * 12 + 6)) == 0 for x in range(len(dark))] for y in range(len(dark))
    ]
    assert seen == dark
    assert picture.mode == "L"


def test_a_pdf_is_offered_with_a_button_and_sent_after_the_answer():
    case = cast.accepted()
    forget()
    cast.make_ready(case)
    [offer] = told()
    assert offer.body["buttons"] == [{"id": f"receive-pdf:{case.number}", "title": "Terima PDF"}]
    assert handover.answer_question(case, cast.SAYS[case.hand_over.question], now=cast.NOW)
    handover.deliver_pdf(case, now=cast.NOW)
    papers = told()
    assert [paper.key.split(":", 2)[2] for paper in papers] == [f"pdf:{n}" for n in range(1, len(papers) + 1)]
    for paper in papers:
        assert (paper.body["type"], paper.body["mime"]) == ("paperwork", "application/pdf")
        assert store().get(paper.body["object_key"]) == cast.PDF
        assert "go.id" in words(paper)


def test_three_wrong_answers_are_told_once_with_a_way_out():
    case = cast.ready()
    forget()
    for _ in range(3):
        handover.answer_question(case, "salah", now=cast.NOW)
    [message] = told()
    assert "PETUGAS" in words(message)


def test_a_handing_over_names_who_came():
    case = cast.accepted("ktp-hilang")
    cast.make_ready(case)
    forget()
    surrendered = [each.key for each in handover.what_to_bring(case) if each.surrender]
    handover.hand_over(
        case,
        cast.rina(),
        collector="family",
        collector_name="Tini Contoh",
        surrendered=surrendered,
        now=cast.NOW,
    )
    [message] = told()
    assert "Tini Contoh" in words(message)


def test_a_draft_is_warned_about_and_then_closed():
    draft = cast.a_draft()
    later = cast.NOW + timedelta(days=10)
    actions.warn_of_expiry(draft, now=later)
    [warning] = told(later)
    assert "Senin, 7 Desember" in words(warning)
    actions.expire(draft, now=cast.NOW + timedelta(days=14))
    [closed] = told(cast.NOW + timedelta(days=14))
    assert "kami tutup" in words(closed)


def test_who_asked_for_silence_gets_answers_and_no_news():
    case = cast.submitted()
    channels.keep_silent(case.contact, cast.NOW)
    assert len(told()) == 1
    cast.accept_it(cast.fresh(case))
    assert told() == []
    assert not CaseEvent.objects.filter(announced_at=None).exists()


def test_english_is_spoken_to_whoever_chose_it():
    channels.speak(cast.siti(), "en")
    cast.submitted()
    assert words(told()[0]).startswith("We have received your application.")


def test_an_office_words_its_own_messages_and_can_go_back():
    case = cast.submitted()
    forget()
    cast.accept_it(case)
    change_text(
        cast.an_office(), "id", "accepted", body="{number} selesai {promised}, matur nuwun.", now=cast.NOW
    )
    assert words(told()[0]) == f"{case.number} selesai Selasa, 24 November, matur nuwun."
    restore_text(cast.an_office(), "id", "accepted")
    with pytest.raises(CannotSay):
        change_text(cast.an_office(), "id", "birthday", body="Selamat", now=cast.NOW)


def test_an_event_that_cannot_be_told_keeps_nobody_else_waiting(monkeypatch):
    broken, whole = cast.submitted(), cast.submitted(contact=cast.budi())
    CaseEvent.objects.filter(application=broken).exclude(kind="submitted").update(announced_at=cast.NOW)
    accepted = cast.accept_it(broken)
    CaseEvent.objects.filter(application=accepted, kind="accepted").update(
        data={"promised_at": "bukan tanggal"}
    )
    messages = told()
    assert {message.about for message in messages} == {broken.number, whole.number}
    assert CaseEvent.objects.filter(announced_at=None).get().kind == "accepted"
