"""What went wrong and needs a person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from lojar.channels.models import Identity, LineAlarm, OutboundMessage, RefusedWebhook, WebhookDelivery
from lojar.evidence.models import Photo
from lojar.offices.models import Office
from tests import cast

pytestmark = pytest.mark.django_db


def a_failed_message(**about: object) -> OutboundMessage:
    return OutboundMessage.objects.create(
        contact=cast.siti(), key="f1", body={"type": "text", "body": "Rahasia warga"}, state="failed",
        created_at=cast.NOW, failed_at=cast.NOW, error_code=131026, error_text="Tidak memakai WhatsApp", **about,
    )  # fmt: skip


def test_a_failed_message_shows_whom_to_phone_what_to_tell_and_why(rina: Client) -> None:
    application = cast.submitted()
    a_failed_message(about=application.number)
    page = rina.get("/desk/gangguan/").content.decode()
    assert 'href="tel:+628000000001"' in page
    for words in ("0800-0000-001", "Siti Contoh", "Rahasia warga", application.number):
        assert words in page
    assert "Tidak dapat sampai ke nomor ini" in page
    assert "Telepon warga ini" in page
    assert "Tidak memakai WhatsApp" in page  # Meta's own words


def test_what_it_said_is_one_line(rina: Client) -> None:
    a_failed_message()
    OutboundMessage.objects.update(
        body={"type": "text", "body": "Baris satu\n\nbaris dua " + "panjang " * 90}
    )
    (row,) = rina.get("/desk/gangguan/").context["failed"]
    assert row.said.startswith("Baris satu baris dua panjang")
    assert row.said.endswith("…")
    assert len(row.said) <= 160


def test_somebody_without_a_number_cannot_be_phoned(rina: Client) -> None:
    a_failed_message()
    Identity.objects.update(kind="user_id", value="ID.13491208655302741918")
    page = rina.get("/desk/gangguan/").content.decode()
    assert "tel:" not in page
    assert "Tidak ada nomor yang dapat ditelepon" in page


def test_a_message_that_was_told_by_telephone_leaves_the_list(rina: Client) -> None:
    failed = a_failed_message()
    page = rina.post(f"/desk/gangguan/pesan/{failed.pk}/phone-call", follow=True)
    assert page.context["failed"] == []
    assert "sudah disampaikan lewat telepon" in page.content.decode()
    told = OutboundMessage.objects.get(key=f"phoned:{failed.pk}")
    assert (told.written_by, told.created_at) == (cast.rina(), cast.NOW)
    assert rina.post(f"/desk/gangguan/pesan/{failed.pk}/phone-call").status_code == 302  # and nothing more


def an_uncertain_message() -> OutboundMessage:
    return OutboundMessage.objects.create(
        contact=cast.siti(), key="u1", body={"type": "text", "body": "Kabar"}, state="in_flight",
        created_at=cast.NOW - timedelta(minutes=9), in_flight_at=cast.NOW - timedelta(minutes=9),
        error_text="Jawaban WhatsApp hilang di jalan (timeout)",
    )  # fmt: skip


def test_an_uncertain_message_says_that_it_may_arrive_twice(rina: Client) -> None:
    message = an_uncertain_message()
    page = rina.get("/desk/gangguan/").content.decode()
    assert "Belum jelas sampai atau tidak" in page
    assert "Kirim lagi, mungkin sampai dua kali" in page
    rina.post(f"/desk/gangguan/pesan/{message.pk}/again")
    assert OutboundMessage.objects.filter(key=f"again:{message.pk}").exists()
    assert rina.get("/desk/gangguan/").context["uncertain"] == []


def test_what_is_on_its_way_is_not_uncertain_and_cannot_be_sent_again(rina: Client) -> None:
    message = an_uncertain_message()
    OutboundMessage.objects.update(in_flight_at=cast.NOW)
    assert rina.get("/desk/gangguan/").context["uncertain"] == []
    assert rina.post(f"/desk/gangguan/pesan/{message.pk}/again").status_code == 404


def a_held_answer() -> OutboundMessage:
    siti = cast.siti()
    siti.window_opened_at = cast.NOW - timedelta(days=3)
    siti.save()
    return OutboundMessage.objects.create(
        contact=siti, key="h1", body={"type": "text", "body": "Jawaban"}, state="held",
        created_at=cast.NOW - timedelta(days=2),
    )  # fmt: skip


def test_a_held_answer_shows_the_window_and_the_price_before_anything_is_sent(rina: Client) -> None:
    office = cast.an_office()
    office.message_price = Decimal("356.65")
    office.save()
    held = a_held_answer()
    page = rina.get("/desk/gangguan/").content.decode()
    for words in ("1 jawaban menunggu", "Jendela tertutup", "Belum diberi tahu", "Rp\u00a0356,65"):
        assert words in page
    assert not OutboundMessage.objects.filter(purpose="nudge").exists()
    rina.post(f"/desk/gangguan/tertahan/{held.contact_id}/notice")
    assert OutboundMessage.objects.get(purpose="nudge").body["type"] == "template"
    assert "Template berikutnya boleh dikirim besok" in rina.get("/desk/gangguan/").content.decode()


def test_one_template_a_day_is_enough(rina: Client) -> None:
    held = a_held_answer()
    for _ in range(2):
        page = rina.post(f"/desk/gangguan/tertahan/{held.contact_id}/notice", follow=True)
    assert "hari ini sudah diberi tahu" in page.content.decode()
    assert OutboundMessage.objects.filter(purpose="nudge").count() == 1


def test_a_reply_outside_the_window_shows_its_price(rina: Client) -> None:
    held = a_held_answer()
    Office.objects.update(message_price=Decimal(400))
    page = rina.get(f"/desk/percakapan/{held.contact_id}/").content.decode()
    assert "satu template berbayar: Rp\u00a0400" in page
    rina.post(f"/desk/gangguan/tertahan/{held.contact_id}/notice")
    assert (
        "tidak ada biaya template lagi" in rina.get(f"/desk/percakapan/{held.contact_id}/").content.decode()
    )


def test_the_lists_refresh_themselves(rina: Client) -> None:
    a_failed_message()
    ask = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "not-arrived"}
    answer = rina.get("/desk/gangguan/", **ask)
    assert "Rahasia warga" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert rina.get("/desk/gangguan/", HTTP_IF_NONE_MATCH=answer.headers["ETag"], **ask).status_code == 304


def test_a_failed_message_is_sent_again_once(rina: Client) -> None:
    failed = a_failed_message()
    for _ in range(2):
        rina.post(f"/desk/gangguan/pesan/{failed.pk}/again")
    assert OutboundMessage.objects.filter(key=f"again:{failed.pk}").count() == 1


def test_another_office_cannot_send_it_again(stranger: Client) -> None:
    assert stranger.post(f"/desk/gangguan/pesan/{a_failed_message().pk}/again").status_code == 404


def test_a_delivery_set_aside_shows_reason_and_size_only(rina: Client) -> None:
    WebhookDelivery.objects.create(
        body=b"nama dan alamat warga", received_at=cast.NOW, state="set_aside", reason="jenis baru: poll"
    )
    page = rina.get("/desk/gangguan/").content.decode()
    assert "jenis baru: poll" in page
    assert "alamat warga" not in page


def test_a_quarantined_file_is_named_by_its_trouble_and_never_linked(rina: Client) -> None:
    Photo.objects.create(
        contact=cast.siti(), sha256=b"1" * 32, state="quarantined", trouble="not_an_image", mime="text/html",
        size=99, object_key="quarantine/x", kept_at=cast.NOW,
    )  # fmt: skip
    page = rina.get("/desk/gangguan/").content.decode()
    assert "Bukan gambar atau PDF" in page
    assert "quarantine/x" not in page


def test_forged_deliveries_are_counted(rina: Client) -> None:
    RefusedWebhook.objects.create(on=cast.NOW.date(), count=7)
    assert "23 Nov: 7" in rina.get("/desk/gangguan/").content.decode()


def an_alarm() -> LineAlarm:
    return LineAlarm.objects.create(
        office=cast.an_office(), kind="line_token", text="Kunci akses ditolak", stops_sending=True,
        raised_at=cast.NOW - timedelta(hours=1),
    )  # fmt: skip


def test_an_alarm_stands_above_every_page(rina: Client) -> None:
    an_alarm()
    for address in ("/desk/", "/desk/serah-terima/", "/desk/layanan/"):
        page = rina.get(address).content.decode()
        assert "Kunci akses ditolak" in page
        assert "tidak ada yang hilang" in page


def test_a_supervisor_closes_an_alarm_and_a_clerk_cannot(rina: Client, wati: Client) -> None:
    alarm = an_alarm()
    assert rina.post(f"/desk/gangguan/peringatan/{alarm.pk}/resolution").status_code == 403
    wati.post(f"/desk/gangguan/peringatan/{alarm.pk}/resolution")
    alarm.refresh_from_db()
    assert alarm.resolved_at == cast.NOW


def test_an_alarm_of_another_office_is_not_there(wati: Client, stranger: Client) -> None:
    an_alarm()
    assert "Kunci akses ditolak" not in stranger.get("/desk/").content.decode()
