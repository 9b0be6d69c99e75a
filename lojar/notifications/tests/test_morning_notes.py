"""What the head is told as a working day begins."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from lojar.applications.models import Application
from lojar.notifications.actions import write_morning_note
from lojar.notifications.jobs import write_morning_notes
from lojar.notifications.models import MorningNote
from lojar.notifications.rules.morning import morning_of
from lojar.offices.models import Closure
from lojar.offices.rules.opening_hours import OpeningHours
from tests import cast

WEEK = {day: ((time(8), time(12)), (time(13), time(15))) for day in range(5)}
JAYAPURA = OpeningHours(WEEK, frozenset({date(2026, 11, 24)}), ZoneInfo("Asia/Jayapura"))
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T06:59:00+09:00", None),
        ("2026-11-23T07:00:00+09:00", MONDAY),
        ("2026-11-22T22:00:00+00:00", MONDAY),
        ("2026-11-23T23:00:00+09:00", MONDAY),
        ("2026-11-24T09:00:00+09:00", None),  # closed
        ("2026-11-22T09:00:00+09:00", None),  # Sunday
    ],
)
def test_a_morning_comes_an_hour_before_the_doors_open_in_the_offices_time(moment, day):
    assert morning_of(datetime.fromisoformat(moment), JAYAPURA) == day


def late_case():
    case = cast.accepted("ktp-hilang", now=cast.NOW - timedelta(days=9))
    Application.objects.filter(pk=case.pk).update(promised_at=cast.NOW - timedelta(days=1))


@pytest.mark.django_db
def test_a_note_is_written_once_and_the_afternoon_does_not_change_it():
    late_case()
    first = write_morning_note(cast.an_office(), now=cast.NOW)
    assert (first.on, first.counts["late"], first.written_at) == (MONDAY, 1, cast.NOW)
    late_case()
    assert write_morning_note(cast.an_office(), now=cast.NOW + timedelta(hours=3)) == first
    assert MorningNote.objects.get().counts["late"] == 1


@pytest.mark.django_db
def test_the_job_can_run_twice_and_writes_nothing_on_a_day_off():
    Closure.objects.create(office=cast.an_office(), on=date(2026, 11, 24), reason="Libur")
    for day in (22, 23, 23, 24, 25):
        with time_machine.travel(datetime(2026, 11, day, 1, 0, tzinfo=UTC), tick=False):
            write_morning_notes()
    assert [note.on for note in MorningNote.objects.order_by("on")] == [MONDAY, date(2026, 11, 25)]


@pytest.mark.django_db
def test_a_quiet_morning_is_written_down_too():
    note = write_morning_note(cast.an_office(), now=cast.NOW)
    assert set(note.counts.values()) == {0}


@pytest.mark.django_db
def test_a_note_counts_the_visits_that_nobody_had_to_make_since_the_one_before():
    cast.submitted(now=cast.NOW - timedelta(hours=2))
    cast.submitted(contact=cast.budi(), now=cast.NOW - timedelta(days=3))  # before there was any note
    first = write_morning_note(cast.an_office(), now=cast.NOW)
    assert first.counts["avoided"] == 1
    cast.submitted("kk-hilang-rusak", now=cast.NOW + timedelta(hours=1))
    second = write_morning_note(cast.an_office(), now=cast.NOW + timedelta(days=2))
    assert second.counts["avoided"] == 1
