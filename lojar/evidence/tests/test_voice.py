"""A voice note is kept for an officer to hear; a program of the office's may hear it first."""

import shlex
import sys

import pytest

from lojar.channels.media import Fetched
from lojar.channels.models import InboundMessage
from lojar.evidence import jobs, queries, speech
from lojar.evidence.models import Photo

from .conftest import NOW

pytestmark = pytest.mark.django_db
VOICE = b"OggS" + bytes(60)
HEARS = shlex.join([sys.executable, "-c", "import sys; print('syarat', 'ktp', len(sys.stdin.buffer.read()))"])


@pytest.fixture
def voice(citizen, monkeypatch, settings) -> InboundMessage:
    settings.LOJAR_SPEECH_COMMAND = ""
    came = Fetched(data=VOICE, declared_mime="audio/ogg", filename="", checksum_matched=True)
    monkeypatch.setattr("lojar.evidence.fetching.media.fetch", lambda *args, **more: came)
    return InboundMessage.objects.create(
        office=citizen.office, contact=citizen, phone_number_id="1", wamid="v1", kind="audio", media_state="waiting",
        sent_at=NOW, received_at=NOW,
    )  # fmt: skip


def keep(message: InboundMessage) -> tuple[InboundMessage, Photo]:
    jobs.keep_media(message.pk)
    message.refresh_from_db()
    return message, queries.photos_of_messages([message.pk])[message.pk]


def test_it_is_kept_as_it_came_and_no_program_opens_it(voice):
    message, kept = keep(voice)
    assert (message.media_state, message.text) == ("kept", "")
    assert (kept.state, kept.mime, kept.pages.count()) == ("kept", "audio/ogg", 0)
    assert queries.original_bytes(kept) == VOICE
    assert queries.voice_of(message.office_id, kept.pk) == kept
    assert queries.voice_of(message.office_id + 1, kept.pk) is None


def test_a_sound_that_came_as_a_document_is_no_paper(voice):
    InboundMessage.objects.filter(pk=voice.pk).update(kind="document")
    message, kept = keep(voice)
    assert (message.media_state, kept.trouble) == ("quarantined", "not_an_image")


def test_a_program_of_the_office_hears_it(voice, settings):
    settings.LOJAR_SPEECH_COMMAND = HEARS
    message, _ = keep(voice)
    assert message.text == "syarat ktp 64"


@pytest.mark.parametrize("command", ["/nowhere/at-all", "false", "sleep 5"])
def test_a_program_that_fails_costs_nothing(voice, settings, monkeypatch, command, caplog):
    monkeypatch.setattr(speech, "PATIENCE", 0.2)
    settings.LOJAR_SPEECH_COMMAND = command
    message, _ = keep(voice)
    assert (message.media_state, message.text) == ("kept", "")
    assert "a voice note was not heard" in caplog.text


def test_it_sees_none_of_our_secrets(settings):
    settings.LOJAR_SPEECH_COMMAND = shlex.join([sys.executable, "-c", "import os; print(sorted(os.environ))"])
    assert "LOJAR" not in speech.words_of(b"")
