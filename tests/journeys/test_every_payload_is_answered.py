"""Each made-up payload from the door to the words that its sender reads, with the files that its name promises."""

import hmac
import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from procrastinate.contrib.django import app

from lojar.channels.media import Damaged, Fetched
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.evidence.models import Photo
from lojar.evidence.tests import files
from tests import cast

pytestmark = pytest.mark.django_db
PAYLOADS = Path(__file__).parents[2] / "lojar" / "channels" / "whatsapp" / "tests" / "payloads"
NAMES = sorted(
    path.stem
    for path in PAYLOADS.glob("*.json")
    if not path.stem.startswith(("http_", "graph_", "status_", "env_", "field_", "errors_"))
)
NOW = datetime(2026, 11, 22, 0, 5, tzinfo=UTC)
NUMBER = "106540352242922"
JOBS = ["evidence.keep_media", "evidence.give_up", "intake.converse"]

SILENT = {
    "batch_1000_statuses", "group_message", "reaction", "reaction_removed_empty", "revoke", "revoke_unknown_original",
    "system_number_changed_bsuid", "system_unknown_type", "system_user_id_changed", "text_invalid_from",
}  # fmt: skip
WORDS = {
    "audio_voice_note": "Pesan suara Anda sudah kami simpan",
    "voice_legacy_type": "Pesan suara Anda sudah kami simpan",
    "video_caption": "Video belum dapat kami pakai",
    "location_named": "belum kami perlukan",
    "location_zero_zero": "belum kami perlukan",
    "contacts_three": "Kartu kontak belum kami perlukan",
    "contacts_other_vcard": "Kartu kontak belum kami perlukan",
    "edit_text": "tulis lagi yang benar sebagai pesan baru",
    "unsupported_edit": "tulis lagi yang benar sebagai pesan baru",
    "unsupported_poll": "Jajak pendapat belum dapat kami baca",
    "unsupported_131060": "Mohon kirim sebagai tulisan atau foto",
    "unsupported_type_unknown": "Mohon kirim sebagai tulisan atau foto",
    "interactive_with_error": "Mohon kirim sebagai tulisan atau foto",
    "media_too_big_131052": "Mohon kirim sekali lagi",
    "document_unsupported_mime": "bukan foto atau PDF",
    "document_mime_lies": "bukan foto atau PDF",
}


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("kk.txt", "kosong")
    return out.getvalue()


BYTES = {
    "document_unsupported_mime": a_zip(),
    "document_mime_lies": b"<!doctype html><script>alert(1)</script>",
    "document_heic": files.HEIC,
    "image_png": files.picture("PNG"),
    "audio_voice_note": b"OggS" + bytes(60),
    "voice_legacy_type": b"OggS" + bytes(60),
    "video_caption": bytes(4) + b"ftypisom" + bytes(60),
}


@pytest.fixture
def office(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path}"
    office = cast.an_office()
    office.phone_number_id = NUMBER
    office.save()
    return office


@pytest.fixture
def post(client, settings, monkeypatch, office):
    """Posts a payload and runs what it wakes, each job at its time."""

    def post(name: str) -> list[str]:
        body = (PAYLOADS / f"{name}.json").read_bytes()

        def fetch(message, *, as_it_is=False, **_):
            if name == "image_sha_mismatch" and not as_it_is:
                raise Damaged("other bytes", is_short=False)
            data = BYTES.get(name, files.picture())
            document = (message.details or {}).get("document", {})
            return Fetched(data, "image/jpeg", document.get("filename", ""), not as_it_is)

        monkeypatch.setattr("lojar.evidence.fetching.media.fetch", fetch)
        signature = hmac.new(settings.LOJAR_WHATSAPP_APP_SECRET.encode(), body, sha256).hexdigest()
        with time_machine.travel(NOW, tick=False):
            answer = client.post(
                "/whatsapp/webhook",
                body,
                content_type="application/json",
                HTTP_X_HUB_SIGNATURE_256=f"sha256={signature}",
            )
            app.tasks["channels.read_inbox"].func()
        assert answer.status_code == 200
        _live()
        said = OutboundMessage.objects.exclude(state="sent").order_by("id")
        return [str(message.body.get("body", message.body)) for message in said]

    return post


def _live() -> None:
    at = NOW
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs WHERE task_name = ANY(%s)"
                " AND status = 'todo' ORDER BY scheduled_at NULLS FIRST, id LIMIT 1)"
                " RETURNING scheduled_at, task_name, args",
                [JOBS],
            )
            if (job := cursor.fetchone()) is None:
                return
            at = max(at, job[0] or at)
            with time_machine.travel(at, tick=False):
                app.tasks[job[1]].func(**(json.loads(job[2]) if isinstance(job[2], str) else job[2]))


@pytest.mark.parametrize("name", NAMES)
def test_a_payload_has_one_answer_or_none(post, name):
    said = post(name)
    assert len(said) == (0 if name in SILENT else 1)
    assert not InboundMessage.objects.filter(heard_at=None).exists()
    assert not InboundMessage.objects.filter(note__contains="put aside").exists()
    if name in WORDS:
        assert WORDS[name] in said[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_payload_that_meta_repeats_is_not_answered_again(post, name):
    assert post(name) == post(name)


def test_a_photo_as_a_file_is_a_photo(post):
    post("document_photo_as_file")
    assert Photo.objects.get().state == "kept"


@pytest.mark.parametrize("name", ["document_heic", "image_png", "image_no_caption", "image_with_url"])
def test_a_picture_of_any_kind_is_kept_and_can_be_shown(post, name):
    post(name)
    assert Photo.objects.get().pages.count() == 1


@pytest.mark.parametrize("name", ["document_unsupported_mime", "document_mime_lies"])
def test_what_is_no_picture_is_kept_away(post, name):
    post(name)
    photo = Photo.objects.get()
    assert photo.state == "quarantined"
    assert photo.object_key.startswith("quarantine/")


def test_a_hostile_name_is_only_shown_and_never_a_path(post):
    post("document_path_traversal")
    photo = Photo.objects.get()
    assert ".." not in photo.object_key
    assert "/" not in photo.filename
    assert "\u202e" not in photo.filename


def test_the_same_photo_under_another_id_is_one_photo(post):
    post("image_no_caption")
    post("image_same_sha_resent")
    assert Photo.objects.count() == 1
    assert InboundMessage.objects.filter(media_state="kept").count() == 2


def test_bytes_that_are_not_those_that_were_announced_are_never_shown_as_verified(post):
    post("image_sha_mismatch")
    assert Photo.objects.get().checksum_matched is False


def test_a_forwarded_photo_is_marked_for_the_officer(post):
    post("image_forwarded")
    assert Photo.objects.get().forwarded
