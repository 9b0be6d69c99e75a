"""Who is called next, without a database: the order, its reasons, and that nobody starves."""

import random
from datetime import UTC, datetime, timedelta

from lojar.visits.rules.queue_order import (
    MOST_AHEAD,
    InLine,
    call_order,
    is_given_up,
    lifts,
    place_after_skip,
    place_in_line,
)

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def waiting(key, came, *, due=None, urgent=False, marks=(), purpose="urgent", counter=""):
    """`came` and `due` in minutes after nine."""
    due_at = NINE + due * MINUTE if due is not None else None
    lifted_by = lifts(due_at=due_at, is_urgent=urgent, marks=marks)
    stands_at = place_in_line(NINE + came * MINUTE, due_at=due_at, lifted_by=lifted_by)
    return InLine(key, stands_at, purpose, counter, lifted_by)


def order(*line, counter="Loket 1", purposes=()):
    return [(each.key, each.reason) for each in call_order(line, counter=counter, purposes=purposes)]


def test_of_equals_who_came_first_is_called_first():
    assert order(waiting(2, 5), waiting(1, 0)) == [(1, "longest"), (2, "longest")]


def test_an_appointment_that_is_due_goes_before_who_has_none():
    assert order(waiting(1, 0), waiting(2, 10, due=10)) == [(2, "appointment"), (1, "longest")]


def test_who_comes_before_their_time_does_not_go_before_it():
    assert [key for key, _ in order(waiting(1, 0, due=60), waiting(2, 30))] == [2, 1]


def test_who_comes_late_has_lost_their_time():
    assert [key for key, _ in order(waiting(1, 40, due=0), waiting(2, 20))] == [2, 1]


def test_the_old_and_the_urgent_are_called_before_who_came_a_little_earlier():
    assert order(waiting(1, 0), waiting(2, 10, marks=("elderly",))) == [(2, "first"), (1, "longest")]
    assert order(waiting(1, 0), waiting(2, 10, urgent=True)) == [(2, "urgent"), (1, "longest")]


def test_a_counter_calls_what_it_serves_and_who_was_sent_to_it():
    line = [
        waiting(1, 0, purpose="pick_up"),
        waiting(2, 5),
        waiting(3, 9, purpose="pick_up", counter="Loket 1"),
    ]
    assert order(*line, purposes={"urgent"}) == [(3, "transferred"), (2, "longest")]
    assert order(*line, counter="Loket 2", purposes={"pick_up"}) == [(1, "longest")]


def test_nobody_is_passed_by_who_came_an_hour_later():
    """Whatever lifts them; so in a hall that serves at all everybody is served."""
    chance = random.Random(1)
    for _ in range(300):
        came = {key: chance.randrange(0, 240) for key in range(12)}
        line = [
            waiting(
                key, at, due=at if chance.random() < 0.5 else None, urgent=chance.random() < 0.5,
                marks=("elderly",) if chance.random() < 0.3 else (),
            )
            for key, at in came.items()
        ]  # fmt: skip
        called = [key for key, _ in order(*line)]
        for place, key in enumerate(called):
            passed = [came[key] - came[later] for later in called[place + 1 :]]
            assert max(passed, default=0) * MINUTE <= MOST_AHEAD


def test_who_is_not_there_goes_three_places_back_and_is_given_up_the_third_time():
    others = [NINE + n * MINUTE for n in range(1, 6)]
    assert others[2] < place_after_skip(others, NINE) < others[3]
    assert place_after_skip([], NINE) > NINE
    assert [is_given_up(times) for times in (1, 2, 3)] == [False, False, True]
