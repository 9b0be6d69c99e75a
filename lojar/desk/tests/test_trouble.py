"""What went wrong and needs a person."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.channels.models import LineAlarm, OutboundMessage, RefusedWebhook, WebhookDelivery
from lojar.evidence.models import Photo
from tests import cast

pytestmark = pytest.mark.django_db


def a_failed_message(**about: object) -> OutboundMessage:
    return OutboundMessage.objects.create(
        contact=cast.siti(), key="f1", body={"type": "text", "body": "Rahasia warga"}, state="failed",
        created_at=cast.NOW, failed_at=cast.NOW, error_code=131026, error_text="Tidak memakai WhatsApp", **about,
    )  # fmt: skip


def test_a_failed_message_shows_whom_to_phone_and_not_what_it_said(rina: Client) -> None:
    application = cast.submitted()
    a_failed_message(about=application.number)
    page = rina.get("/desk/gangguan/").content.decode()
    assert "0800-0000-001" in page
    assert "Tidak memakai WhatsApp" in page
    assert application.number in page
    assert "Rahasia warga" not in page


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
