"""The life of a file that does not come at once, told by a scripted line: every job at its own time, to the end."""

import json
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from procrastinate.contrib.django import app

from lojar.channels.media import Damaged, Fetched, LineTrouble, Missing, TooLarge, TransportError
from lojar.channels.models import InboundMessage

from . import files
from .conftest import NOW

pytestmark = pytest.mark.django_db
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
OURS = ("evidence.keep_media", "evidence.give_up")


class Line:
    """What Meta says at each moment. `asked` holds when it was asked for which message."""

    def __init__(self, monkeypatch) -> None:
        self.answer = lambda at, message: True
        self.asked: list[tuple[datetime, int]] = []
        monkeypatch.setattr("lojar.evidence.fetching.media.fetch", self.fetch)

    def fetch(self, message, *, in_seconds, as_it_is):
        at = datetime.now(NOW.tzinfo)
        self.asked.append((at, message.pk))
        said = self.answer(at, message)
        if isinstance(said, Damaged) and as_it_is:
            return came(matched=False)
        if isinstance(said, Exception):
            raise said
        return came(matched=True)


def came(*, matched: bool) -> Fetched:
    return Fetched(files.picture(), "image/jpeg", "KTP.jpg", matched)


@pytest.fixture
def line(monkeypatch):
    return Line(monkeypatch)


@pytest.fixture
def photo(citizen):
    def make(sent_at=NOW, received_at=None):
        made = InboundMessage.objects.create(
            office=citizen.office, contact=citizen, phone_number_id="1", kind="image", media_state="waiting",
            wamid=f"w{InboundMessage.objects.count()}", sent_at=sent_at, received_at=received_at or sent_at,
        )  # fmt: skip
        with time_machine.travel(made.received_at, tick=False):
            app.configure_task("evidence.keep_media").defer(message_id=made.pk)
        return made

    return make


def live(until: datetime | None = None) -> list[datetime]:
    """Runs the jobs of this room at their times. Gives when the person was answered."""
    answered: list[datetime] = []
    at = NOW
    while (job := _next_job()) is not None and (until is None or job[1] is None or job[1] <= until):
        number, due, name, args = job
        at = max(at, due or at)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
        with time_machine.travel(at, tick=False):
            app.tasks[name].func(**args)
        answered += _conversations(at)
    return answered


def _next_job():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, scheduled_at, task_name, args FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name = ANY(%s) ORDER BY scheduled_at NULLS FIRST, id LIMIT 1",
            [list(OURS)],
        )
        row = cursor.fetchone()
    return row and (*row[:3], json.loads(row[3]) if isinstance(row[3], str) else row[3])


def _conversations(at: datetime) -> list[datetime]:
    """A turn hears whatever is settled by then: the person gets one answer for all of it, or none for nothing."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'intake.converse' RETURNING id")
        was_woken = bool(cursor.fetchall())
    settled = InboundMessage.objects.filter(heard_at=None).exclude(media_state="waiting")
    return [at] if was_woken and settled.update(heard_at=at) else []


def fate(message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.media_state, message.note


def flagged(message) -> bool | None:
    return message.photo_arrival.photo.checksum_matched


DOWN = TransportError("HTTP 503")
TOKEN = LineTrouble("media_token", "Token salah")
GONE = "WhatsApp tidak lagi menyimpan berkas ini"


@pytest.mark.parametrize("hours", [0.01, 1, 24, 6 * 24, 7 * 24 - 1])
def test_a_line_that_is_down_for_hours_or_days_loses_nothing(line, photo, hours):
    message, back_at = photo(), NOW + hours * HOUR
    line.answer = lambda at, _: DOWN if at < back_at else True
    live()
    assert fate(message) == ("kept", "")
    assert line.asked[-1][0] <= max(back_at + HOUR, NOW)


def test_a_line_that_is_down_for_a_week_loses_it_and_says_so_once(line, photo):
    message = photo()
    line.answer = lambda at, _: DOWN
    answered = live()
    assert fate(message) == ("lost", GONE)
    assert len(answered) == 1
    last = line.asked[-1][0]
    assert NOW + 7 * DAY - 10 * MINUTE <= last < NOW + 7 * DAY
    assert 150 < len(line.asked) < 200


def test_the_last_try_may_be_the_one_that_brings_it(line, photo):
    message = photo()
    line.answer = lambda at, _: True if at > NOW + 7 * DAY - 11 * MINUTE else DOWN
    live()
    assert fate(message) == ("kept", "")


def test_a_bad_token_burns_no_tries_and_is_not_the_files_end(line, photo):
    message, mended_at = photo(), NOW + 12 * HOUR
    line.answer = lambda at, _: TOKEN if at < mended_at else True
    live()
    assert fate(message) == ("kept", "")
    assert message.media_tries == 0
    assert line.asked[-1][0] <= mended_at + 10 * MINUTE


def test_a_token_that_nobody_mends_for_a_week_is_the_end_all_the_same(line, photo):
    message = photo(NOW - 6 * DAY, received_at=NOW)
    line.answer = lambda at, _: TOKEN
    assert len(live()) == 1
    assert fate(message) == ("lost", GONE)


def test_not_found_is_a_slow_copy_inside_meta_until_it_was_said_often(line, photo):
    slow, gone = photo(), photo(NOW + HOUR)
    line.answer = lambda at, m: Missing("404") if m == gone or at < NOW + 5 * MINUTE else True
    live()
    assert fate(slow) == ("kept", "")
    assert fate(gone) == ("lost", "404")
    tries = [at for at, number in line.asked if number == gone.pk]
    assert tries[-1] - tries[0] < 30 * MINUTE


def test_a_hiccup_in_between_begins_the_count_of_not_found_anew(line, photo):
    message = photo()
    answers = iter([DOWN] * 9 + [Missing("404")] * 4 + [DOWN] + [Missing("404")] * 4)
    line.answer = lambda at, _: next(answers, True)
    live()
    assert fate(message) == ("kept", "")


def test_damaged_bytes_come_whole_the_next_time(line, photo):
    message = photo()
    answers = iter([Damaged("x", is_short=False)] * 2)
    line.answer = lambda at, _: next(answers, True)
    live()
    assert fate(message) == ("kept", "")
    assert flagged(message) is True


@pytest.mark.parametrize(("is_short", "times"), [(False, 4), (True, 7)])
def test_bytes_that_stay_other_than_announced_are_kept_and_flagged(line, photo, is_short, times):
    message = photo()
    line.answer = lambda at, _: Damaged("x", is_short=is_short)
    live()
    assert fate(message) == ("kept", "")
    assert flagged(message) is False
    assert len(line.asked) == times


def test_a_message_that_meta_held_back_for_six_days_has_a_day_of_tries(line, photo):
    late = NOW + 6 * DAY
    message = photo(NOW, received_at=late)
    line.answer = lambda at, _: DOWN if at < late + 20 * HOUR else True
    live()
    assert fate(message) == ("kept", "")


def test_a_message_that_meta_held_back_for_eight_days_has_an_hour_of_tries(line, photo):
    late = NOW + 8 * DAY
    message = photo(NOW, received_at=late)
    line.answer = lambda at, _: DOWN if at < late + 5 * MINUTE else True
    live()
    assert fate(message) == ("kept", "")


def test_a_file_without_anything_to_ask_for_is_lost_at_once(line, photo):
    message = photo()
    line.answer = lambda at, _: TransportError("no id of a file", permanent=True)
    live(NOW + MINUTE)
    assert fate(message) == ("lost", "no id of a file")


def test_a_file_that_is_too_large_is_told_at_once(line, photo):
    message = photo()
    line.answer = lambda at, _: TooLarge()
    live()
    assert fate(message) == ("quarantined", "too_large")


@pytest.mark.parametrize(
    "trouble", [DOWN, TOKEN, Missing("404"), TransportError("no id", permanent=True)], ids=str
)
def test_an_album_is_lost_together_and_told_once(line, photo, trouble):
    sent_at = NOW - 6 * DAY - 20 * HOUR
    album = [photo(sent_at + timedelta(seconds=n / 2), received_at=NOW) for n in range(5)]
    line.answer = lambda at, _: trouble
    assert len(live()) == 1
    assert {fate(message)[0] for message in album} == {"lost"}


def test_of_an_album_only_what_is_lost_is_lost(line, photo):
    album = [photo() for _ in range(5)]
    line.answer = lambda at, m: Missing("404") if m in album[:2] else True
    live()
    assert [fate(message)[0] for message in album] == ["lost", "lost", "kept", "kept", "kept"]


def test_what_was_sent_another_day_is_not_given_up_with_it(line, photo):
    old, new = photo(NOW - 6 * DAY, received_at=NOW), photo()
    line.answer = lambda at, _: DOWN if at < NOW + 2 * DAY else True
    live()
    assert (fate(old)[0], fate(new)[0]) == ("lost", "kept")


def test_a_file_that_came_while_its_album_was_given_up_is_kept(line, photo):
    album = [photo() for _ in range(3)]
    counts: dict[int, int] = {}

    def answer(at, message):
        counts[message.pk] = counts.get(message.pk, 0) + 1
        return True if counts[message.pk] > 5 and message != album[0] else Missing("404")

    line.answer = answer
    live()
    assert [fate(message)[0] for message in album] == ["lost", "kept", "kept"]
