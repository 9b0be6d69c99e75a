"""A photo that Meta does not hand over: the person hears of it in few words, once, and the conversation goes on."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from procrastinate.contrib.django import app

from lojar.channels.media import Fetched, Missing, TransportError
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.lib import clock
from tests import cast

pytestmark = pytest.mark.django_db
JOBS = ["evidence.keep_media", "evidence.give_up", "intake.converse"]
LATE = "tidak perlu dikirim ulang"
LOST = "belum sampai ke kami. Mohon kirim sekali lagi"


@pytest.fixture
def meta(monkeypatch, settings, tmp_path):
    """What is answered when a file is asked for, the last of it for ever."""
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path}"
    answers = []

    def fetch(message, **_):
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("lojar.evidence.fetching.media.fetch", fetch)
    return answers


def album(contact, count: int, *, ago: timedelta) -> list[InboundMessage]:
    from lojar.channels.wake import wake_media

    at = clock.now() - ago
    made = [
        InboundMessage.objects.create(
            office=contact.office, contact=contact, phone_number_id=contact.office.phone_number_id,
            wamid=f"wamid.{n}.{at.timestamp()}", kind="image", sent_at=at, received_at=at, media_state="waiting",
        )
        for n in range(count)
    ]  # fmt: skip
    for message in made:
        wake_media(message.pk)
    return made


def live() -> None:
    """The jobs that matter here, each at its own time, until none is left."""
    at = clock.now()
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


def heard(contact) -> list[str]:
    said = OutboundMessage.objects.filter(contact=contact).order_by("id")
    return [str(message.body.get("body", "")) for message in said]


def test_an_album_that_is_lost_is_asked_for_once_and_kindly(meta):
    siti = cast.siti()
    meta[:] = [Missing("404")]
    messages = album(siti, 5, ago=timedelta(hours=2))
    live()
    assert set(InboundMessage.objects.values_list("media_state", flat=True)) == {"lost"}
    assert sum(LOST in said for said in heard(siti)) == 1
    assert len(heard(siti)) == 1
    assert not InboundMessage.objects.filter(pk__in=[m.pk for m in messages], heard_at=None).exists()


def test_a_photo_that_is_late_is_told_once_and_taken_when_it_comes(meta):
    siti = cast.siti()
    down = TransportError("HTTP 503")
    meta[:] = [*[down] * 9, Fetched(cast.a_jpeg(), "image/jpeg", "", True)]
    album(siti, 3, ago=timedelta(minutes=2))
    live()
    assert set(InboundMessage.objects.values_list("media_state", flat=True)) == {"kept"}
    said = heard(siti)
    assert sum(LATE in each for each in said) == 1
    assert not any(LOST in each for each in said)
    assert len(said) >= 2


def test_to_whom_an_officer_talks_the_program_says_nothing_of_it(meta):
    siti = cast.siti()
    siti.with_officer_since = clock.now()
    siti.save()
    down = TransportError("HTTP 503")
    meta[:] = [*[down] * 3, Fetched(cast.a_jpeg(), "image/jpeg", "", True)]
    album(siti, 1, ago=timedelta(minutes=2))
    live()
    assert heard(siti) == []
