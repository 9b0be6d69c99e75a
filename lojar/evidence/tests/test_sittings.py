"""What one officer looked at without a pause is one line of the record, with nothing lost of the count."""

from datetime import UTC, datetime, timedelta

from lojar.evidence.rules.sittings import Look, sittings_of

TEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def look(minute: float, officer: int = 1, photo: int = 1, seen_as: str = "display", about: str = "A") -> Look:
    return Look(officer, photo, seen_as, about, TEN + timedelta(minutes=minute))


def test_looks_within_ten_minutes_of_the_next_are_one_sitting() -> None:
    (sitting,) = sittings_of([look(18), look(9), look(0)])
    assert (sitting.count, sitting.first_at, sitting.last_at) == (3, TEN, TEN + timedelta(minutes=18))


def test_after_a_longer_pause_another_begins_and_the_newest_comes_first() -> None:
    assert [each.count for each in sittings_of([look(30), look(10.5), look(0.5), look(0)])] == [1, 3]


def test_another_officer_in_between_ends_no_sitting() -> None:
    sittings = sittings_of([look(5), look(4, officer=2), look(3)])
    assert [(each.officer, each.count) for each in sittings] == [(1, 2), (2, 1)]


def test_a_sitting_names_each_photo_and_way_once() -> None:
    (sitting,) = sittings_of([look(2, seen_as="original"), look(1), look(1, photo=2), look(0, about="")])
    assert (sitting.photos, sitting.ways, sitting.about) == ([1, 2], ["original", "display"], ["A", ""])


def test_nobody_looked() -> None:
    assert sittings_of([]) == []
