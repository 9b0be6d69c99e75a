from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.notifications.rules.quiet_hours import is_quiet, not_before

JAKARTA = ZoneInfo("Asia/Jakarta")


def jakarta(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (jakarta(27, 20, 59), None),
        (jakarta(27, 6), None),
        (jakarta(27, 21), jakarta(28, 6)),
        (jakarta(27, 23, 30), jakarta(28, 6)),
        (jakarta(28, 0), jakarta(28, 6)),
        (jakarta(28, 5, 59), jakarta(28, 6)),
    ],
)
def test_news_of_the_night_waits_for_the_morning(now, told):
    assert not_before(now.astimezone(UTC), JAKARTA) == told


@given(st.integers(0, 2_000_000))
def test_whatever_is_put_off_is_put_off_to_a_moment_that_is_not_quiet(minutes):
    now = datetime.fromtimestamp(1_700_000_000 + minutes * 60, UTC)
    told = not_before(now, ZoneInfo("Europe/Berlin"))
    assert told is None or (told > now and not is_quiet(told, ZoneInfo("Europe/Berlin")))
