"""Talking with the citizen beside the papers."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.channels.models import Contact, InboundMessage, OutboundMessage
from tests import cast

from .test_reviewing_papers import url

pytestmark = pytest.mark.django_db


def test_a_reply_is_posted_once_however_often_the_form_is_sent(rina: Client) -> None:
    application = cast.submitted()
    for _ in range(2):
        rina.post(url(application, "reply"), {"text": "Selamat pagi.", "key": "abc"})
    sent = OutboundMessage.objects.get(purpose="officer")
    assert sent.body["body"] == "Selamat pagi."
    assert (sent.written_by, sent.about) == (cast.rina(), application.number)


def test_after_a_reply_the_program_keeps_still_until_it_is_handed_back(rina: Client) -> None:
    application = cast.submitted()
    rina.post(url(application, "reply"), {"text": "Halo", "key": "abc"})
    assert Contact.objects.get(pk=application.contact_id).with_officer_since == cast.NOW
    rina.post(url(application, "hand-back"))
    assert Contact.objects.get(pk=application.contact_id).with_officer_since is None


def test_an_empty_reply_sends_nothing(rina: Client) -> None:
    rina.post(url(cast.submitted(), "reply"), {"text": "   ", "key": "abc"})
    assert not OutboundMessage.objects.filter(purpose="officer").exists()


def test_an_open_window_says_until_when(rina: Client) -> None:
    assert "Jendela WhatsApp terbuka" in rina.get(url(cast.submitted(), "?panel=percakapan")).content.decode()


def test_a_closed_window_says_that_the_reply_waits(rina: Client) -> None:
    application = cast.submitted()
    Contact.objects.update(window_opened_at=cast.NOW - timedelta(days=2))
    page = rina.get(url(application, "?panel=percakapan")).content.decode()
    assert "menunggu sampai warga menulis" in page


def test_what_was_said_is_shown_and_asking_again_is_304(rina: Client) -> None:
    application = cast.submitted()
    InboundMessage.objects.create(
        office=application.office, contact=application.contact, phone_number_id="1", wamid="a", kind="text",
        text="Apakah <b>harus</b> asli?", sent_at=cast.NOW, received_at=cast.NOW,
    )  # fmt: skip
    page = rina.get(url(application, "conversation"), HTTP_HX_REQUEST="true")
    assert "Apakah &lt;b&gt;harus&lt;/b&gt; asli?" in page.content.decode()
    again = rina.get(
        url(application, "conversation"), HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=page.headers["ETag"]
    )
    assert again.status_code == 304


def test_the_timeline_names_the_officer_and_the_paper(rina: Client) -> None:
    application = cast.returned(papers=["kk"])
    page = rina.get(url(application, "?panel=riwayat")).content.decode()
    assert "Berkas dikembalikan: Kartu Keluarga orang tua" in page
    assert "Rina" in page


def test_the_service_panel_shows_sources_and_law(rina: Client) -> None:
    page = rina.get(url(cast.submitted(), "?panel=layanan")).content.decode()
    assert "Permendagri 108/2019" in page
    assert "kepastian tinggi" in page
