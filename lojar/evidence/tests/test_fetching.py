from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lojar.evidence.rules.fetching import KEPT_BY_META, LONGEST_WAIT, next_try

SENT = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_first_tries_come_soon_and_later_ones_hours_apart():
    assert next_try(1, sent_at=SENT, now=SENT) == timedelta(seconds=5)
    assert next_try(50, sent_at=SENT, now=SENT) == LONGEST_WAIT


def test_the_last_try_comes_before_meta_lets_go():
    now = SENT + KEPT_BY_META - timedelta(hours=1)
    assert next_try(50, sent_at=SENT, now=now) == timedelta(minutes=55)
    assert next_try(50, sent_at=SENT, now=SENT + KEPT_BY_META) is None


@given(st.integers(1, 500), st.integers(0, 8 * 24 * 3600))
def test_no_try_waits_for_nothing_or_for_ever(tries, age):
    wait = next_try(tries, sent_at=SENT, now=SENT + timedelta(seconds=age))
    assert wait is None or timedelta(seconds=5) <= wait <= LONGEST_WAIT
