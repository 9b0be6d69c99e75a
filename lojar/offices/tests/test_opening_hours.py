from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.offices.rules.opening_hours import DEFAULT_HOURS, OpeningHours, read_hours

JAKARTA = ZoneInfo("Asia/Jakarta")
USUAL = OpeningHours(read_hours(DEFAULT_HOURS), frozenset(), JAKARTA)
NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
ZONES = st.sampled_from(
    ["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
)
OFFICES = st.builds(
    lambda zone, hours, days: OpeningHours(hours, frozenset(days), ZoneInfo(zone)),
    ZONES,
    st.dictionaries(
        st.integers(0, 6),
        st.sampled_from([
            ((time(8), time(15, 30)),),
            ((time(2, 15), time(2, 45)), (time(3, 10), time(4))),
            ((time(0), time(23, 59)),),
        ]),
        min_size=1,
    ),
    st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=5),
)  # fmt: skip


def jakarta(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026, whose 27th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


def test_the_office_is_open_from_its_first_minute_until_its_last():
    assert not USUAL.is_open(jakarta(26, 7, 59))
    assert USUAL.is_open(jakarta(26, 8))
    assert USUAL.is_open(jakarta(26, 15, 29))
    assert not USUAL.is_open(jakarta(26, 15, 30))
    assert not USUAL.is_open(jakarta(27, 14, 30))
    assert not USUAL.is_open(jakarta(28, 10))


def test_a_message_of_friday_night_is_read_on_monday():
    assert USUAL.next_opening(jakarta(27, 21)) == jakarta(30, 8)
    assert USUAL.next_opening(jakarta(27, 9)) == jakarta(27, 9)


def test_working_minutes_stop_at_night_and_over_the_weekend():
    assert USUAL.after_working(jakarta(27, 14), minutes=60) == jakarta(30, 8, 30)
    assert USUAL.working_minutes(jakarta(27, 14), jakarta(30, 8, 30)) == 60
    assert USUAL.working_minutes(jakarta(30, 8, 30), jakarta(27, 14)) == 0


def test_a_promise_of_one_working_day_ends_with_the_next_day_that_is_open():
    assert USUAL.after_working_days(jakarta(26, 10), 1) == jakarta(27, 14, 30)
    assert USUAL.after_working_days(jakarta(27, 10), 1) == jakarta(30, 15, 30)
    assert USUAL.after_working_days(jakarta(28, 10), 1) == jakarta(30, 15, 30)
    assert USUAL.after_working_days(jakarta(28, 10), 0) == jakarta(30, 15, 30)


def test_a_closure_is_no_working_day():
    closed = OpeningHours(USUAL.hours, frozenset({date(2026, 11, 30)}), JAKARTA)
    assert closed.after_working_days(jakarta(27, 10), 1).date() == date(2026, 12, 1)
    assert not closed.is_open(jakarta(30, 10))


def test_hours_are_told_in_runs_of_days_that_are_alike():
    assert USUAL.in_words("id") == "Senin-Kamis 08.00-15.30, Jumat 08.00-14.30"
    assert USUAL.in_words("en") == "Monday-Thursday 08:00-15:30, Friday 08:00-14:30"
    gap = OpeningHours(read_hours({"0": [["08:00", "12:00"], ["13:00", "15:00"]], "2": [["08:00", "12:00"]]}))
    assert gap.in_words() == "Senin 08.00-12.00 & 13.00-15.00, Rabu 08.00-12.00"


@pytest.mark.parametrize(
    "stored",
    [{}, {"0": []}, {"7": [["08:00", "09:00"]]}, {"0": [["09:00", "08:00"]]}, {"0": [["08:00"]]},
     {"0": [["8 pagi", "9 pagi"]]}, {"0": [["08:00", "12:00"], ["11:00", "13:00"]]}],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(stored):
    with pytest.raises(ValueError, match=r"weekday|overlap|never"):
        read_hours(stored)


def test_the_night_the_clocks_change_neither_adds_nor_swallows_working_time():
    berlin = ZoneInfo("Europe/Berlin")
    night = OpeningHours({6: ((time(0), time(6)),)}, frozenset(), berlin)
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((spring, 5), (autumn, 7)):
        midnight = datetime.combine(day, time(0), tzinfo=berlin)
        assert night.working_minutes(midnight, midnight + timedelta(days=1)) == hours * 60


@given(OFFICES, MOMENTS, st.integers(0, 5000))
def test_counting_forward_and_counting_back_agree(office, at, minutes):
    until = office.after_working(at, minutes=minutes)
    assert until >= at
    assert office.working_minutes(at, until) == minutes


@given(OFFICES, MOMENTS)
def test_the_next_opening_is_open_and_nothing_was_open_before(office, at):
    opening = office.next_opening(at)
    assert office.is_open(opening)
    assert office.working_minutes(at, opening) == 0


@given(OFFICES, MOMENTS, st.integers(1, 20))
def test_a_longer_promise_is_never_earlier_and_ends_on_a_working_day(office, at, days):
    sooner, later = office.after_working_days(at, days), office.after_working_days(at, days + 1)
    assert at < sooner < later
    assert office.is_working_day(sooner.astimezone(office.zone).date())


def test_a_working_day_back_passes_over_the_weekend_and_over_closures():
    closed = OpeningHours(read_hours(DEFAULT_HOURS), frozenset({date(2026, 11, 26)}), JAKARTA)
    assert USUAL.before_working_days(jakarta(30, 10), 1) == jakarta(27, 10)
    assert closed.before_working_days(jakarta(30, 10), 2) == jakarta(25, 10)
    assert USUAL.before_working_days(jakarta(29, 10), 0) == jakarta(29, 10)


@given(OFFICES, MOMENTS, st.integers(1, 9))
def test_going_back_and_forth_by_working_days_is_the_same_day(office, at, days):
    before = office.before_working_days(at, days)
    assert office.is_working_day(before.date())
    assert (
        sum(
            office.is_working_day(before.date() + timedelta(days=n))
            for n in range((at.astimezone(office.zone).date() - before.date()).days)
        )
        == days
    )
