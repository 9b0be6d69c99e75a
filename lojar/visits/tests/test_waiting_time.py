"""How long somebody will wait: played through by hand, and against made-up days whose end is known."""

from datetime import UTC, datetime, timedelta

import pytest

from bench.hall_waits import measured
from lojar.visits.rules.waiting_time import (
    InTurn,
    OpenCounter,
    expected_waits,
    how_many_before,
    in_minutes,
    service_time,
)

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TAKES = {"urgent": 10 * MINUTE, "pick_up": 4 * MINUTE}


def line(*purposes: str) -> list[InTurn]:
    return [InTurn(key, purpose) for key, purpose in enumerate(purposes)]


def waits(who, counters, takes=TAKES):
    return {key: wait / MINUTE for key, wait in expected_waits(who, counters, takes, NOW).items()}


def test_a_free_counter_calls_at_once_and_the_others_follow():
    assert waits(line("urgent", "urgent", "pick_up"), [OpenCounter("1")]) == {0: 0, 1: 10, 2: 20}


def test_two_counters_share_the_line():
    assert waits(line("urgent", "urgent", "urgent"), [OpenCounter("1"), OpenCounter("2")]) == {
        0: 0,
        1: 0,
        2: 10,
    }


def test_a_counter_that_is_busy_is_waited_for_also_when_it_takes_longer_than_usual():
    busy = OpenCounter("1", busy_since=NOW - 4 * MINUTE, busy_with="urgent")
    late = OpenCounter("1", busy_since=NOW - 30 * MINUTE, busy_with="urgent")
    assert (waits(line("urgent"), [busy]), waits(line("urgent"), [late])) == ({0: 6}, {0: 2})


def test_a_counter_passes_by_what_it_does_not_serve():
    pick_up = OpenCounter("1", frozenset({"pick_up"}))
    assert waits(line("urgent", "pick_up"), [pick_up]) == {1: 0}
    assert waits(line("urgent"), []) == {}


def test_who_was_sent_to_a_counter_waits_for_that_one():
    sent = [InTurn(0, "urgent", "2"), InTurn(1, "urgent")]
    busy = OpenCounter("2", busy_since=NOW, busy_with="urgent")
    assert waits(sent, [OpenCounter("1"), busy]) == {0: 10, 1: 0}


def test_before_me_are_those_who_wait_for_the_same_counter():
    counters = [OpenCounter("1", frozenset({"urgent"})), OpenCounter("2", frozenset({"pick_up"}))]
    assert how_many_before(line("urgent", "pick_up", "urgent", "pick_up"), counters) == {
        0: 0,
        1: 0,
        2: 1,
        3: 1,
    }


def test_the_plan_counts_less_the_more_was_measured():
    assert service_time(10 * MINUTE, []) == 10 * MINUTE
    assert service_time(10 * MINUTE, [4 * MINUTE] * 3) == 7 * MINUTE
    assert service_time(10 * MINUTE, [4 * MINUTE] * 50) < 5 * MINUTE
    assert service_time(10 * MINUTE, [timedelta(hours=9)]) == timedelta(minutes=22.5)


@pytest.mark.parametrize(("minutes", "told"), [(0.2, 0), (3.6, 4), (9.4, 9), (12, 10), (13, 15), (61, 60)])
def test_what_is_far_is_told_in_fives(minutes: float, told: int):
    assert in_minutes(minutes * MINUTE) == told


def test_on_made_up_days_the_estimate_is_nearer_than_the_plan_alone():
    seen = measured(days=100)
    assert seen.median < seen.median_of_plan
    assert (seen.median, seen.nine_of_ten) < (4, 16)
