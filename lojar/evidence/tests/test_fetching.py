"""When a file is tried again; none of these may touch the database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.evidence.rules.fetching import (
    AT_LEAST,
    BELIEVED,
    KEPT_BY_META,
    LAST_TRY,
    LONGEST_WAIT,
    ends_at,
    is_believed,
    next_try,
    patience,
    wait_after,
)

SENT = datetime(2026, 11, 1, tzinfo=UTC)
END = SENT + KEPT_BY_META
HOUR = timedelta(hours=1)


def test_the_first_tries_come_soon_and_later_ones_an_hour_apart():
    assert wait_after(1) == timedelta(seconds=5)
    assert wait_after(50) == LONGEST_WAIT
    assert next_try(LONGEST_WAIT, ends_at=END, now=SENT) == LONGEST_WAIT


def test_one_last_try_comes_before_meta_lets_go():
    assert next_try(HOUR, ends_at=END, now=END - timedelta(minutes=40)) == timedelta(minutes=30)
    assert next_try(HOUR, ends_at=END, now=END - LAST_TRY) is None
    assert next_try(HOUR, ends_at=END, now=END) is None


def test_a_file_that_came_late_gets_its_short_waits_to_the_end():
    assert next_try(wait_after(1), ends_at=END, now=END - timedelta(minutes=9)) == wait_after(1)
    assert next_try(wait_after(4), ends_at=END, now=END - timedelta(minutes=4)) is None


def test_meta_keeps_it_for_seven_days_from_the_sending():
    assert ends_at(sent_at=SENT, received_at=SENT + timedelta(days=6)) == END


def test_what_meta_held_back_for_a_week_is_tried_for_an_hour_all_the_same():
    late = END + timedelta(days=1)
    assert ends_at(sent_at=SENT, received_at=late) == late + AT_LEAST


@given(st.integers(1, 500), st.integers(0, 8 * 24 * 3600))
def test_no_try_waits_for_nothing_or_for_ever_or_comes_too_late(tries, age):
    now = SENT + timedelta(seconds=age)
    wait = next_try(wait_after(tries), ends_at=END, now=now)
    assert wait is None or (timedelta() < wait <= LONGEST_WAIT and now + wait < END)


@given(st.integers(0, 7 * 24 * 3600))
def test_every_file_has_its_last_try_in_the_last_ten_minutes(age):
    """However the tries before fell."""
    now, tries = SENT + timedelta(seconds=age), 30
    while (wait := next_try(wait_after(tries), ends_at=END, now=now)) is not None:
        now += wait
    assert END - LAST_TRY <= now <= END


@pytest.mark.parametrize("finding", BELIEVED)
def test_a_finding_is_believed_when_it_is_found_again_and_again(finding):
    assert not is_believed(finding, 1)
    assert not is_believed(finding, BELIEVED[finding] - 1)
    assert is_believed(finding, BELIEVED[finding])


def test_nothing_found_is_never_believed():
    assert not is_believed("", 99)


def test_a_slow_line_gets_more_time_each_time():
    assert [patience(tries) for tries in range(6)] == [30, 60, 120, 240, 240, 240]
