"""After an outage a person's week comes at once, or in pieces: one answer to a piece, nothing lost, nothing undone."""

import random
from collections.abc import Iterable
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lojar.applications.models import Application, PaperPage
from lojar.channels.messages import from_json, plain
from lojar.channels.models import InboundMessage, OutboundMessage, WebhookDelivery
from lojar.evidence.models import PhotoArrival
from lojar.intake import converse as turns
from lojar.intake.models import Conversation
from lojar.lib import clock
from tests import cast

pytestmark = pytest.mark.django_db
Media = InboundMessage.Media
LAST_WEEK = timedelta(days=5)
SAID = [
    "halo", "pak", "ktp saya hilang", "photo", "photo kk", "sudah saya kirim", "ya", "1", "photo", "halo?", "batal",
    "gimana pak", "lanjut", "photo", "ya", "kok tidak dibalas", "2", "Siti Contoh", "terima kasih", "besok saya tanya",
]  # fmt: skip


def lands(number: int, words: str, **more: object) -> InboundMessage:
    """Written a minute after the one before it, last week; kept here a moment ago."""
    now, siti = clock.now(), cast.siti()
    is_photo = words.startswith("photo")
    message = InboundMessage.objects.create(
        office=siti.office, contact=siti, phone_number_id=siti.office.phone_number_id, wamid=f"wamid.{number}",
        kind="image" if is_photo else "text", text=words.removeprefix("photo").strip(),
        sent_at=now - LAST_WEEK + timedelta(minutes=number), received_at=now - timedelta(seconds=30),
        media_state=Media.KEPT if is_photo else Media.NONE, **more,
    )  # fmt: skip
    if is_photo:
        PhotoArrival.objects.create(message=message, photo=cast.a_photo(siti))
    return message


def answers() -> list[str]:
    return [plain(from_json(row.body)) for row in OutboundMessage.objects.order_by("id")]


def photos_on_papers() -> int:
    waiting = Conversation.objects.get().state["photos"]
    return PaperPage.objects.filter(withdrawn_at=None).count() + len(waiting)


def brought(pieces: Iterable[list[int]]) -> None:
    for piece in pieces:
        for number in piece:
            lands(number, SAID[number])
        turns.converse(cast.siti().pk)


def test_a_week_in_one_go_is_one_turn_with_one_answer():
    brought([random.Random(3).sample(range(20), 20)])
    assert len(answers()) == 1
    assert photos_on_papers() == 4
    assert not InboundMessage.objects.filter(heard_at=None).exists()


@pytest.mark.parametrize("seed", range(4))
def test_a_week_in_pieces_is_one_answer_a_piece_at_most(seed):
    order = random.Random(seed).sample(range(20), 20)
    brought([order[:6], order[6:9], order[9:10], order[10:]])
    assert len(answers()) <= 4
    assert photos_on_papers() == 4
    assert not Application.objects.exclude(status="draft").exists()
    assert not InboundMessage.objects.filter(heard_at=None).exists()


def test_what_came_too_late_is_said_once_and_noted_for_the_officer():
    brought([[19], [1], [6], [12]])
    assert sum("baru kami terima" in answer for answer in answers()) == 1
    assert InboundMessage.objects.filter(note="datang terlambat").count() == 3


def test_photos_of_last_week_that_are_still_fetched_are_waited_for_together():
    now, siti = clock.now(), cast.siti()
    read = WebhookDelivery.objects.create(body=b"{}", received_at=now - timedelta(hours=3), finished_at=now)
    photo = lands(3, "photo", delivery=read)
    InboundMessage.objects.filter(pk=photo.pk).update(media_state=Media.WAITING)
    lands(2, "ktp saya hilang", delivery=read)
    turns.converse(siti.pk)
    assert answers() == []
    InboundMessage.objects.filter(pk=photo.pk).update(media_state=Media.KEPT)
    turns.converse(siti.pk)
    assert len(answers()) == 1


def test_a_photo_of_last_week_that_cannot_be_fetched_stops_nothing():
    now, siti = clock.now(), cast.siti()
    read_at = now - timedelta(minutes=3)
    read = WebhookDelivery.objects.create(body=b"{}", received_at=read_at, finished_at=read_at)
    photo = lands(3, "photo", delivery=read)
    InboundMessage.objects.filter(pk=photo.pk).update(media_state=Media.WAITING, received_at=read_at)
    lands(2, "ktp saya hilang", delivery=read)
    turns.converse(siti.pk)
    assert len(answers()) == 1
    assert list(InboundMessage.objects.filter(heard_at=None)) == [photo]


def test_nobody_is_shown_typing_who_wrote_last_week():
    lands(2, "halo")
    turns.converse(cast.siti().pk)
    typing = ProcrastinateJob.objects.filter(task_name="channels.show_typing")
    assert typing.count() == 0
    message = lands(3, "halo lagi")
    InboundMessage.objects.filter(pk=message.pk).update(sent_at=clock.now())
    turns.converse(cast.siti().pk)
    assert typing.count() == 1
