"""What somebody should ask about, and what is only a busy day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lojar.evidence.rules.unusual_reading import Kind, Read, Unusual, unusual_reading, usual_in_an_hour

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def reads(cases: int, *, every: float = 1, start: datetime = TEN, worked: bool = True) -> list[Read]:
    """`every`: minutes from one case to the next."""
    return [Read(f"BWI-{n}", start + timedelta(minutes=every * n), worked) for n in range(cases)]


def kinds(found: list[Unusual]) -> list[Kind]:
    return [each.kind for each in found]


def test_a_day_of_work_is_nothing_unusual() -> None:
    assert unusual_reading(reads(60, every=6), usual=8, shifts=()) == []


def test_nobody_reads_nothing_unusual() -> None:
    assert unusual_reading([], usual=0, shifts=()) == []
    assert usual_in_an_hour([]) == 0


def test_far_more_cases_in_an_hour_than_usual_is_fast_and_says_both_numbers() -> None:
    assert unusual_reading(reads(40), usual=8, shifts=()) == [Unusual(Kind.FAST, 40, TEN, 8)]
    assert unusual_reading(reads(31), usual=8, shifts=()) == []


def test_in_a_quiet_office_nobody_is_fast_below_twenty() -> None:
    assert unusual_reading(reads(19), usual=1, shifts=()) == []
    assert kinds(unusual_reading(reads(20), usual=1, shifts=())) == [Kind.FAST]


def test_a_burst_across_the_full_hour_is_one_burst() -> None:
    (found,) = unusual_reading(reads(30, start=TEN + timedelta(minutes=45)), usual=0, shifts=())
    assert (found.count, found.at) == (30, TEN + timedelta(minutes=45))


def test_what_lies_an_hour_back_counts_no_more() -> None:
    assert unusual_reading(reads(40, every=3.2), usual=0, shifts=()) == []


def test_one_case_looked_at_again_and_again_is_one_case() -> None:
    same = [Read("BWI-1", TEN + timedelta(minutes=n), worked=True) for n in range(59)]
    assert unusual_reading(same, usual=0, shifts=()) == []


def test_many_cases_neither_held_nor_decided_are_told_with_all_of_that_day() -> None:
    alone = [Read(f"X-{n}", TEN + timedelta(minutes=10 * n), worked=False) for n in range(15)]
    worked = reads(5, every=10)
    day = sorted(alone + worked, key=lambda read: read.at)
    assert unusual_reading(day, usual=9, shifts=()) == [Unusual(Kind.LEFT_ALONE, 15, TEN, 20)]
    assert unusual_reading(alone[:14], usual=9, shifts=()) == []


def test_who_works_on_most_of_what_they_read_may_look_at_more() -> None:
    day = sorted(
        reads(20, every=12) + [Read(f"X-{n}", TEN + timedelta(minutes=12 * n), worked=False) for n in range(16)],
        key=lambda read: read.at,
    )  # fmt: skip
    assert unusual_reading(day, usual=9, shifts=()) == []


def test_reading_at_night_is_told_and_a_night_begins_in_the_evening() -> None:
    late = TEN.replace(hour=23, minute=30)
    night = reads(3, every=60, start=late)
    assert unusual_reading(night, usual=9, shifts=()) == [Unusual(Kind.AT_NIGHT, 3, late)]


def test_a_shift_at_night_is_work() -> None:
    late = TEN.replace(hour=22)
    shift = (late - timedelta(hours=1), late + timedelta(hours=2))
    assert unusual_reading(reads(2, start=late), usual=9, shifts=[shift]) == []
    assert kinds(unusual_reading(reads(2, every=150, start=late), usual=9, shifts=[shift])) == [Kind.AT_NIGHT]


def test_evening_and_early_morning_are_no_night() -> None:
    for hour in (20, 5):
        assert unusual_reading(reads(1, start=TEN.replace(hour=hour)), usual=9, shifts=()) == []


def test_of_two_nights_the_one_with_more_is_told() -> None:
    first, second = TEN.replace(hour=22), TEN.replace(hour=22) + timedelta(days=1)
    (found,) = unusual_reading(reads(1, start=first) + reads(2, start=second), usual=9, shifts=())
    assert (found.at, found.count) == (second, 2)


def test_the_usual_is_the_middle_of_the_hours_in_which_somebody_read() -> None:
    quiet, busy = reads(2, every=20), reads(50) + reads(4, start=TEN + timedelta(hours=3))
    assert usual_in_an_hour([quiet, busy]) == 4
