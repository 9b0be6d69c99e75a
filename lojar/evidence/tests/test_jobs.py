"""What is fetched is kept, what fails for a moment is tried again, and what has had its time goes."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from lojar.channels.media import Fetched, TooLarge, TransportError
from lojar.channels.models import Contact, InboundMessage, LineAlarm
from lojar.evidence import actions, jobs, queries
from lojar.evidence.models import Photo
from tests import cast

from . import files
from .conftest import NOW

pytestmark = pytest.mark.django_db


class FakeTransport:
    """Meta's side: the answers in their order."""

    def __init__(self, monkeypatch) -> None:
        self.answers: list[Fetched | Exception] = []
        self.asked = 0
        monkeypatch.setattr("lojar.evidence.fetching.media.fetch", self.fetch)

    def fetch(self, message: InboundMessage, *, in_seconds: float, as_it_is: bool) -> Fetched:
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def transport(monkeypatch):
    return FakeTransport(monkeypatch)


@pytest.fixture
def message(citizen):
    return InboundMessage.objects.create(
        office=citizen.office, contact=citizen, phone_number_id="1", wamid="w1", kind="image", media_state="waiting",
        sent_at=NOW, received_at=NOW,
    )  # fmt: skip


def came(data: bytes) -> Fetched:
    return Fetched(data=data, declared_mime="image/jpeg", filename="KTP.jpg", checksum_matched=True)


def keep(message: InboundMessage, at=NOW) -> InboundMessage:
    with time_machine.travel(at, tick=False):
        jobs.keep_media(message.pk)
    message.refresh_from_db()
    return message


def waiting_jobs() -> dict[str, float]:
    """Name -> in how many seconds, as deferred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, extract(epoch FROM scheduled_at - now()) FROM procrastinate_jobs WHERE status = 'todo'"
        )
        return {name: float(seconds or 0) for name, seconds in cursor.fetchall()}


def test_what_came_is_kept_and_the_conversation_hears_of_it_after_the_burst(transport, message):
    transport.answers = [came(files.picture())]
    assert keep(message).media_state == "kept"
    photo = queries.photos_of_messages([message.pk])[message.pk]
    assert (photo.filename, photo.checksum_matched) == ("KTP.jpg", True)
    assert "intake.converse" in waiting_jobs()


def test_a_message_whose_file_is_settled_is_left_alone(transport, message):
    transport.answers = [came(files.picture())]
    keep(message)
    keep(message)
    assert transport.asked == 1


def test_html_named_jpg_is_quarantined_with_the_reason_on_the_message(transport, message):
    transport.answers = [came(b"<!doctype html><script>")]
    assert (keep(message).media_state, message.note) == ("quarantined", "not_an_image")


def test_a_file_larger_than_is_fetched_is_told_as_too_large(transport, message):
    transport.answers = [TooLarge()]
    assert (keep(message).media_state, message.note) == ("quarantined", "too_large")


def test_a_hiccup_at_meta_loses_no_photo(transport, message):
    transport.answers = [TransportError("503", permanent=False), came(files.picture())]
    assert (keep(message).media_state, message.media_tries) == ("waiting", 1)
    assert "evidence.keep_media" in waiting_jobs()
    assert keep(message, NOW + timedelta(seconds=6)).media_state == "kept"


def test_a_store_that_takes_nothing_is_told_and_the_file_comes_again(transport, message, monkeypatch):
    def full(*_, **__):
        raise OSError("no space left on device")

    transport.answers = [came(files.picture()), came(files.picture())]
    with monkeypatch.context() as broken:
        broken.setattr("lojar.evidence.fetching.actions.keep_photo", full)
        assert (keep(message).media_state, message.media_tries) == ("waiting", 1)
    assert "evidence.keep_media" in waiting_jobs()
    assert LineAlarm.objects.get(resolved_at=None).kind == "media_store"
    assert keep(message, NOW + timedelta(seconds=6)).media_state == "kept"
    assert not LineAlarm.objects.filter(resolved_at=None).exists()


def test_a_worker_that_was_thought_dead_changes_nothing_any_more(transport, message, monkeypatch):
    real = actions.keep_photo

    def slow(*args, **more):
        InboundMessage.objects.filter(pk=message.pk).update(media_state="quarantined", note="damaged")
        return real(*args, **more)

    monkeypatch.setattr("lojar.evidence.fetching.actions.keep_photo", slow)
    transport.answers = [came(files.picture())]
    assert (keep(message).media_state, message.note) == ("quarantined", "damaged")


def test_a_sender_who_turned_out_to_be_somebody_we_knew_gets_the_photo(transport, message, monkeypatch):
    known = Contact.objects.create(office=message.office, first_heard_at=NOW)

    def fetch(asked, **_):
        InboundMessage.objects.filter(pk=asked.pk).update(contact=known)
        return came(files.picture())

    monkeypatch.setattr("lojar.evidence.fetching.media.fetch", fetch)
    keep(message)
    assert Photo.objects.get().contact == known


def test_a_photo_of_an_open_application_stays_and_of_a_long_closed_one_goes(citizen):
    open_case, closed_case = cast.submitted(), cast.submitted(contact=cast.budi())
    closed_case.closed_at = cast.NOW
    closed_case.save()
    with time_machine.travel(cast.NOW + timedelta(days=200)):
        jobs.purge_expired()
    assert set(Photo.objects.filter(contact=open_case.contact).values_list("state", flat=True)) == {"kept"}
    assert set(Photo.objects.filter(contact=closed_case.contact).values_list("state", flat=True)) == {
        "purged"
    }


def test_the_sweep_removes_only_what_no_row_knows(citizen):
    photo = actions.keep_photo(citizen, data=files.picture(), now=NOW)
    folder = photo.object_key.rsplit("/", 2)[0]
    queries.store().put(f"{folder}/abandoned/original", b"x")
    with time_machine.travel(NOW + timedelta(days=10)):
        jobs.sweep()
    assert queries.original_bytes(photo) == files.picture()
    assert not queries.store().exists(f"{folder}/abandoned/original")
