"""What may be said at any moment: status, questions, another service, cancel, an officer, stop, silence, odd kinds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lojar.applications.rules.lifecycle import Status
from lojar.intake.engine.commands import (
    ChangeService,
    HandBack,
    KeepSilent,
    LayPage,
    Note,
    SpeakAgain,
    SpeakLanguage,
    Start,
    Submit,
    TalkWithOfficer,
    Withdraw,
)
from lojar.intake.tests.harness import OFFICE, Citizen, ids, scene, with_status
from lojar.intake.tests.test_answering import asked_for_data, at_summary

DATA_USE = "hanya dipakai untuk permohonan"


def begun() -> Citizen:
    return Citizen().writes("ktp saya hilang").presses("begin")


def test_the_first_words_say_who_we_are_what_we_do_and_how_data_is_used():
    citizen = Citizen().writes("assalamualaikum")
    for told in ("Dispendukcapil Banyuwangi", "gratis", DATA_USE, "Apa yang ingin Anda urus"):
        assert told in citizen.reads
    assert len(citizen.last.say) == 1


def test_the_greeting_is_said_once():
    citizen = Citizen().writes("halo").writes("halo").writes("ktp hilang")
    assert sum(DATA_USE in message.body for message in citizen.said) == 1


def test_three_bubbles_of_one_thought_get_one_answer():
    citizen = Citizen().writes("assalamualaikum", "mau tanya pak", "ktp saya hilang gimana ya")
    assert len(citizen.last.say) == 1
    assert "Surat keterangan hilang" in citizen.reads


def test_bereavement_is_met_with_condolence_first():
    citizen = Citizen().writes("bapak saya meninggal mau urus akta kematian")
    assert citizen.reads.startswith("Kami turut berduka cita")
    assert "!" not in citizen.reads


def test_a_package_is_offered_beside_the_service_that_opens_it_only():
    assert "Paket lahir" in Citizen().writes("mau bikin akta kelahiran anak").reads
    assert "Paket" not in Citizen().writes("kia baru").reads


def test_several_services_at_once_are_offered_as_a_package_or_one_by_one():
    citizen = Citizen().writes("bapak meninggal urus akta kematian sama kk sekalian")
    assert "Paket kematian" in citizen.reads
    citizen = Citizen().writes("ktp sama kk hilang dua duanya")
    assert {"KTP hilang", "KK hilang/rusak"} <= {title for _, title in ids(citizen.last.say[0])}


def test_before_the_first_photo_the_papers_cost_time_and_how_are_told():
    citizen = Citizen().writes("kk hilang").presses("answer:sebab:hilang")
    for told in ("Yang perlu difoto", "gratis", "hari kerja", "asli", "Mulai"):
        assert told in citizen.reads


def test_an_answer_may_lead_to_the_right_service():
    citizen = (
        Citizen().writes("akta lahir anak").presses("only:akta-lahir").presses("answer:dasar:tanpa-nikah")
    )
    assert "Tetap bisa" in citizen.reads
    assert "suami istri" in citizen.reads


def test_an_answer_that_ends_here_says_why_and_offers_a_person():
    citizen = Citizen().writes("ktp baru").presses("answer:sudah-rekam:belum")
    assert "hadir sendiri" in citizen.reads
    assert OFFICE.address in citizen.reads
    assert "Bicara petugas" in citizen.reads
    assert not citizen.did(Start)


@pytest.mark.parametrize("typed", ["1", "ada keduanya", "Ada Keduanya ", "ada keduannya"])
def test_a_choice_can_be_typed_as_number_or_words(typed):
    citizen = Citizen().writes("akta lahir anak").presses("only:akta-lahir").writes(typed)
    assert "hubungan Anda dengan anak" in citizen.reads


def test_whoever_types_numbers_sees_them_from_then_on():
    citizen = Citizen().writes("akta lahir anak").writes("2").writes("1")
    assert "1. Ayah" in citizen.reads


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bayar berapa", "gratis"), ("berapa lama jadi", "hari kerja"), ("jam buka?", "08.00-15.30"),
        ("alamat kantor dimana", OFFICE.address), ("ini asli dukcapil atau penipuan", OFFICE.number),
        ("siapa saja yang lihat data saya", "petugas"), ("cara bikin paspor", "bukan layanan kantor kami"),
        ("untuk apa data saya", "dihapus 90 hari"), ("boleh diwakilkan?", "surat kuasa"),
        ("terima kasih", "Sama-sama"), ("syarat kk hilang apa", "Yang perlu difoto"),
        ("mendesak untuk operasi rumah sakit", "langsung datang"), ("buram gimana hp saya jelek", "lampu kilat"),
    ],
)  # fmt: skip
def test_a_question_on_the_way_is_answered_without_losing_the_place(text, told):
    citizen = begun().writes(text)
    assert told in citizen.reads
    assert "Sekarang kirim foto" in citizen.reads or citizen.scene.with_officer
    assert len(citizen.last.say) == 1


def test_nobody_is_ever_asked_for_a_code_or_sent_an_app():
    citizen = Citizen().writes("ada wa minta otp ngaku dukcapil")
    assert "tidak pernah meminta kode OTP" in citizen.reads


def test_identity_apps_are_face_to_face_only():
    citizen = Citizen().writes("aktivasi ikd lewat wa bisa?")
    assert "tatap muka" in citizen.reads
    assert not citizen.done


def test_status_of_all_applications_and_what_is_missing():
    citizen = asked_for_data().writes("status")
    assert "Belum dikirim" in citizen.reads
    assert "3 isian" in citizen.reads or "isian" in citizen.reads
    assert "BWI-0001" in citizen.reads


def test_a_second_application_leaves_the_first_as_it_is():
    citizen = begun().writes("mau urus kk hilang juga").presses("answer:sebab:hilang").presses("begin")
    assert len(citizen.scene.with_citizen) == 2
    citizen.writes("status")
    assert "KTP hilang" in citizen.reads
    assert "KK hilang/rusak" in citizen.reads


def test_the_same_service_again_is_continued_or_begun_for_another_person():
    citizen = begun().writes("ktp hilang")
    assert "Permohonan lain" in citizen.reads
    citizen.presses("second").presses("begin")
    assert len(citizen.did(Start)) == 2


def test_which_application_is_meant_is_asked_where_two_could_be():
    citizen = begun().writes("kk hilang").presses("answer:sebab:hilang").presses("begin")
    citizen.state = type(citizen.state)(greeted_on=citizen.state.greeted_on)
    citizen.writes("lanjut")
    assert "Permohonan yang mana" in citizen.reads
    citizen.presses("case:BWI-0001")
    assert citizen.state.focus == "BWI-0001"


def test_cancelling_is_confirmed_and_then_news_of_its_own():
    citizen = begun().writes("batal")
    assert "dihapus sesuai jadwal" in citizen.reads
    assert not citizen.did(Withdraw)
    citizen.presses("Ya, batalkan")
    assert len(citizen.did(Withdraw)) == 1
    assert citizen.last.say == ()


def test_changing_ones_mind_about_cancelling_keeps_everything():
    citizen = begun().writes("batal").writes("tidak")
    assert not citizen.did(Withdraw)
    assert "Sekarang kirim foto" in citizen.reads


def test_what_is_in_progress_is_not_cancelled_by_a_word():
    citizen = at_summary().presses("send")
    with_status(citizen, citizen.scene.cases[0].number, Status.ACCEPTED).writes("batal")
    assert "tidak dapat dibatalkan" in citizen.reads


def test_the_service_is_changed_and_photos_that_fit_go_along():
    citizen = begun().photographs("kk").writes("bukan ktp hilang tapi ktp rusak").presses("begin")
    assert [c.code for c in citizen.did(ChangeService)] == ["ktp-rusak"]
    assert len(citizen.did(Start)) == 1
    assert citizen.case.paper("kk").photos


def test_an_officer_is_called_and_the_program_keeps_still():
    citizen = begun().writes("mau bicara sama petugas")
    assert citizen.did(TalkWithOfficer)
    citizen.writes("pak saya bingung", "tolong").photographs("kk")
    assert citizen.last.say == ()
    assert len(citizen.did(Note)) == 3
    citizen.writes("menu")
    assert citizen.did(HandBack)
    assert "dokumen apa" in citizen.reads or citizen.did(LayPage)


def test_at_night_it_is_said_when_an_officer_reads():
    night = scene()
    closed = replace(night, office=replace(OFFICE, reads_at=night.now + timedelta(hours=20)))
    citizen = Citizen(closed).writes("petugas")
    assert "besok pukul 08.00" in citizen.reads


def test_a_complaint_is_heard_and_goes_to_a_person():
    citizen = Citizen().writes("petugas minta uang")
    assert "lapor.go.id" in citizen.reads
    assert citizen.did(TalkWithOfficer)


def test_silence_is_kept_on_request_and_ended_on_request():
    citizen = begun().writes("berhenti kirim pesan")
    assert citizen.did(KeepSilent)
    citizen.writes("mulai")
    assert citizen.did(SpeakAgain)


def test_english_is_spoken_on_request_and_indonesian_again():
    citizen = begun().writes("english please")
    assert citizen.did(SpeakLanguage)[0].language == "en"
    assert "Now send a photo" in citizen.reads
    assert "Sekarang kirim foto" in citizen.writes("bahasa indonesia").reads


def test_days_of_silence_change_nothing():
    citizen = asked_for_data().waits(days=6).writes("halo pak")
    assert "KTP hilang" in citizen.reads
    assert "NIK pemohon" in citizen.reads


def test_a_yes_after_days_sends_nothing_unseen():
    citizen = at_summary().waits(days=3).writes("lanjut")
    assert not citizen.did(Submit)
    assert "Kirim permohonan" in citizen.reads


def test_the_next_photo_after_days_is_simply_taken():
    citizen = begun().waits(days=2).photographs("kk")
    assert [c.paper for c in citizen.did(LayPage)] == ["kk"]


@pytest.mark.parametrize(
    "kind",
    ["audio", "video", "sticker", "location", "contacts", "order", "edit", "unsupported", "poll", "flow"],
)
def test_a_kind_we_cannot_use_gets_one_useful_answer_and_no_wrong_step(kind):
    citizen = begun()
    before = list(citizen.done)
    citizen.sends(citizen.heard(kind), citizen.heard(kind))
    assert len(citizen.last.say) == 1
    assert [c for c in citizen.done if c not in before and not isinstance(c, Note)] == []
    assert "Sekarang kirim foto" in citizen.reads


@pytest.mark.parametrize("kind", ["reaction", "system", "revoke", "something_new"])
def test_a_kind_that_asks_for_nothing_is_noted_in_silence(kind):
    citizen = begun()
    offered = citizen.state.offered
    citizen.sends(citizen.heard(kind))
    assert citizen.last.say == ()
    assert citizen.state.offered == offered


def test_the_first_doubt_offers_what_is_likely_the_second_a_person():
    citizen = Citizen().writes("surat nikah ktp")
    assert "KTP ubah data" in citizen.reads
    citizen.writes("blablabla xyz").writes("qwerty asdf")
    assert citizen.did(TalkWithOfficer)


def test_a_button_of_long_ago_does_no_harm():
    citizen = begun().photographs("kk").waits(days=1)
    citizen.sends(citizen.heard("choice", choice="begin", text="Mulai"))
    assert len(citizen.did(Start)) == 1
    citizen.sends(citizen.heard("choice", choice="send", text="Kirim permohonan"))
    assert not citizen.did(Submit)
    citizen.sends(citizen.heard("choice", choice="case:BWI-9999", text="Lain"))
    assert citizen.reads.strip()


def test_a_button_nobody_made_is_read_as_words():
    citizen = Citizen()
    citizen.sends(citizen.heard("choice", choice="payload-of-a-template", text="ktp hilang"))
    assert "Surat keterangan hilang" in citizen.reads


def test_data_are_changed_at_a_word():
    citizen = at_summary().writes("ubah data")
    assert "Ketik nomornya" in citizen.reads
    citizen.writes("kecamatan").writes("Muncar")
    assert citizen.case.values["kecamatan"] == "Muncar"
