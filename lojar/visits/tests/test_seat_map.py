"""The drawing of a room: its numbers, and which chairs somebody who sits takes with them."""

from lojar.visits.rules.room_plan import RoomPlan
from lojar.visits.rules.seat_map import blocked, drawn, numbers_of, seated, told

ROW = RoomPlan(rows=1, columns=5, spacing=60)


def test_numbers_run_in_reading_order_and_follow_the_distance():
    assert numbers_of(seated(ROW, 100)) == {"A1": 1, "A3": 2, "A5": 3}
    assert len(numbers_of(seated(ROW, 60))) == 5
    assert [seat.number for seat in drawn(ROW, 60).seats] == [1, 2, 3, 4, 5]


def test_a_household_is_told_its_numbers_and_the_names_of_chairs_that_have_none():
    assert told(["A1", "A2"], {"A1": 1, "A3": 2}) == "1 + A2"
    assert told([f"B{n}" for n in range(10, 19)], {}) == "B10 B11 B12 B13 B14 B15 B16 B17 B18"
    assert len(told([f"AB{n}" for n in range(10, 19)], {})) == 40


def test_who_sits_takes_the_chairs_with_them_that_are_too_near():
    assert blocked(ROW, ["A1", "A2"], 100) == {"A3"}
    assert blocked(ROW, [], 100) == frozenset()
