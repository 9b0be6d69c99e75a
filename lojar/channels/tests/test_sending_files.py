"""Pictures and papers of ours: uploaded once, sent by their id."""

from datetime import timedelta

import httpx
import pytest

from lojar.channels.delivery import uploads
from lojar.channels.messages import Button, Buttons, DoesNotFit, Paperwork, Picture
from lojar.channels.models import UploadedMedia
from lojar.channels.tests.line import NOW, NUMBER, make_contact, now_of, post
from lojar.lib.object_store import SealedStore, store_at
from lojar.lib.sealed_fields import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path}"
    SealedStore(store_at(settings.LOJAR_MEDIA_URL), keyring()).put("ab/cd", b"%PDF-1.7 made up")
    return "ab/cd"


def test_a_paper_is_uploaded_once_and_sent_by_its_id(office, contact, wire, send, stored):
    paper = Paperwork(stored, "Akta.pdf", "application/pdf", "Ini dokumen Anda")
    other = make_contact(office, phone="62800000000012")
    post(contact, paper, key="a")
    post(other, paper, key="b")
    send(contact)
    send(other)
    uploaded = [one for one in wire.requests if one.url.path.endswith("/media")]
    assert len(uploaded) == 1
    assert b"%PDF-1.7 made up" in uploaded[0].content
    assert wire.sent[0]["document"] == {
        "id": "1037543291543636",
        "filename": "Akta.pdf",
        "caption": "Ini dokumen Anda",
    }


def test_an_upload_of_a_month_ago_is_made_again(contact, wire, send, stored):
    UploadedMedia.objects.create(
        object_key=stored, phone_number_id=NUMBER, media_id="old", uploaded_at=NOW - uploads.KEPT_FOR
    )
    post(contact, Picture(stored, "image/jpeg"))
    send(contact)
    assert wire.sent[0]["image"] == {"id": "1037543291543636"}


def test_an_upload_that_is_lost_can_be_made_again(contact, wire, send, stored):
    wire.then(httpx.ReadTimeout("x"))
    message = post(contact, Picture(stored, "image/jpeg"))
    send(contact)
    assert (now_of(message).state, wire.sent) == ("queued", [])


def test_a_file_that_whatsapp_refuses_is_uploaded_once_more_and_then_given_up(
    contact, wire, send, stored, clock_at
):
    refusal = httpx.Response(400, json={"error": {"code": 131053, "message": "x"}})
    well = httpx.Response(200, json={"id": "1"})
    wire.then(well, refusal, httpx.Response(200, json={"id": "2"}), refusal)
    message = post(contact, Picture(stored, "image/jpeg"))
    send(contact)
    clock_at.move_to(NOW + timedelta(seconds=5), tick=False)
    send(contact)
    assert (now_of(message).state, message.tries) == ("failed", 2)


def test_a_file_that_is_gone_ends_the_message(contact, wire, send, stored):
    message = post(contact, Picture("ab/zz", "image/jpeg"))
    send(contact)
    assert (now_of(message).state, wire.requests) == ("failed", [])


def test_buttons_may_stand_under_a_picture(contact, wire, send, stored):
    post(contact, Buttons("Foto ini silau.", (Button("retake", "Foto ulang"),), picture=stored))
    send(contact)
    assert wire.sent[0]["interactive"]["header"] == {"type": "image", "image": {"id": "1037543291543636"}}


def test_buttons_go_without_their_picture_rather_than_not_at_all(contact, wire, send, stored):
    wire.then(httpx.ReadTimeout("x"))
    message = post(contact, Buttons("Foto ini silau.", (Button("retake", "Foto ulang"),), picture=stored))
    send(contact)
    assert now_of(message).state == "sent"
    assert "header" not in wire.sent[0]["interactive"]


def test_a_picture_and_a_header_of_words_are_too_much():
    with pytest.raises(DoesNotFit):
        Buttons("Foto ini silau.", (Button("retake", "Foto ulang"),), header="Foto", picture="ab/cd")
