"""The worker's turn: one transaction hears, does and says; nothing is lost or doubled by a repeat."""

from datetime import timedelta

import pytest

from lojar.applications.models import Application
from lojar.catalogue import for_office
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.evidence.models import PhotoArrival, PhotoPage, Reading
from lojar.intake import converse as turns
from lojar.intake import scenery
from lojar.intake.models import Conversation
from lojar.lib import clock
from tests import cast

pytestmark = pytest.mark.django_db


def wrote(contact, text: str, *, id: str = "", kind: str = "text", choice: str = "") -> InboundMessage:
    now = clock.now()
    return InboundMessage.objects.create(
        office=contact.office, contact=contact, phone_number_id=contact.office.phone_number_id,
        wamid=id or f"wamid.{text}.{InboundMessage.objects.count()}", kind=kind, text=text, choice=choice,
        sent_at=now, received_at=now,
    )  # fmt: skip


def said(contact) -> list[OutboundMessage]:
    return list(OutboundMessage.objects.filter(contact=contact).order_by("id"))


def test_a_text_is_answered_once_however_often_the_job_runs():
    siti = cast.siti()
    wrote(siti, "halo")
    turns.converse(siti.pk)
    turns.converse(siti.pk)
    assert len(said(siti)) == 1
    assert InboundMessage.objects.get(contact=siti).heard_at is not None


def test_what_was_decided_is_done_in_the_same_turn():
    siti = cast.siti()
    wrote(siti, "ktp hilang")
    turns.converse(siti.pk)
    for _ in range(4):
        if Application.objects.filter(contact=siti).exists():
            break
        first = said(siti)[-1].body["buttons"][0]
        wrote(siti, first["title"], kind="choice", choice=first["id"])
        turns.converse(siti.pk)
    draft = Application.objects.get(contact=siti)
    assert draft.service_code == "ktp-hilang"
    assert Conversation.objects.get(contact=siti).state["focus"] == draft.number


def test_a_message_that_breaks_the_engine_is_put_aside_and_the_next_one_answered(monkeypatch):
    siti = cast.siti()
    wrote(siti, "meledak")
    wrote(siti, "halo")
    real = turns.listen

    def listen(scene, state, heard):
        if any(each.text == "meledak" for each in heard):
            raise ValueError("nothing can be made of it")
        return real(scene, state, heard)

    monkeypatch.setattr(turns, "listen", listen)
    turns.converse(siti.pk)
    aside, answered = InboundMessage.objects.filter(contact=siti).order_by("id")
    assert aside.heard_at is not None
    assert "put aside" in aside.note
    assert answered.heard_at is not None
    siti.refresh_from_db()
    assert siti.with_officer_since is not None
    assert said(siti)[0].key == f"aside:{aside.pk}"


def test_a_photo_still_on_its_way_is_waited_for(run_jobs):
    siti = cast.siti()
    photo = wrote(siti, "", kind="image")
    InboundMessage.objects.filter(pk=photo.pk).update(media_state=InboundMessage.Media.WAITING)
    turns.converse(siti.pk)
    assert said(siti) == []
    assert InboundMessage.objects.get(pk=photo.pk).heard_at is None


def test_a_photo_that_is_lost_gets_a_kind_answer_and_blocks_nothing():
    siti = cast.siti()
    photo = wrote(siti, "", kind="image")
    long_ago = clock.now() - timedelta(minutes=1)
    InboundMessage.objects.filter(pk=photo.pk).update(
        media_state=InboundMessage.Media.LOST, received_at=long_ago
    )
    turns.converse(siti.pk)
    assert len(said(siti)) == 1


def test_a_worker_has_read_what_a_turn_needs_before_the_first_citizen_writes():
    office = cast.an_office()
    scenery._words.clear()
    scenery.read_ahead()
    ((_, regency, _), (kept, _)) = next(iter(scenery._words.items()))
    assert kept is for_office(office)
    assert regency == office.regency_code


def test_the_advice_about_a_photo_shows_where_the_trouble_is():
    """Above the words and the buttons, in one message that quotes the photo."""
    siti = cast.siti()
    draft = cast.a_draft("ktp-hilang", contact=siti)
    photo = cast.a_photo(siti)
    PhotoPage.objects.filter(photo=photo).update(marked_key="marked/of/it")
    found = {"corners": None, "spots": [], "size": [64, 48], "quarters": 0}
    Reading.objects.create(
        page=photo.pages.get(), engine="t", usable=False, reasons=["glare"], found=found, read_at=clock.now()
    )
    message = wrote(siti, "kk", kind="image")
    message.media_state = "kept"
    message.received_at -= timedelta(seconds=10)
    message.save()
    PhotoArrival.objects.create(photo=photo, message=message)
    turns.converse(siti.pk)
    said_last = said(siti)[-1].body
    assert draft.papers.get(key="kk").pages.count() == 1
    assert "pantulan cahaya" in said_last["body"]
    assert said_last["picture"] == "marked/of/it"
    assert said_last["answers"] == message.wamid


def test_a_voice_note_is_answered_at_once_or_waits_to_be_heard(settings):
    siti = cast.siti()
    voice = wrote(siti, "", id="v", kind="audio")
    InboundMessage.objects.filter(pk=voice.pk).update(media_state="waiting")
    settings.LOJAR_SPEECH_COMMAND = "hear"
    turns.converse(siti.pk)
    assert said(siti) == []
    InboundMessage.objects.filter(pk=voice.pk).update(media_state="kept", text="jam buka kantor?")
    turns.converse(siti.pk)
    (answer,) = said(siti)
    assert "Yang kami dengar: “jam buka kantor?”" in answer.body["body"]
    assert "Jam buka kantor" in answer.body["body"]
