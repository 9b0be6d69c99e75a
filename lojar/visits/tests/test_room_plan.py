"""What is typed of a room is either a plan or one field to mend; what is kept comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lojar.visits.rules.room_plan import CannotDraw, RoomPlan, plan_from_json, read_plan

TYPED = {"rows": "4", "columns": "10", "spacing": "0,6", "row_spacing": "1", "distance": "1.5"}


def test_lengths_are_typed_in_metres_with_comma_or_point():
    plan = read_plan({**TYPED, "gone": "a1, B3;b4", "wheelchair": "C1 A1"})
    assert (plan.rows, plan.columns, plan.spacing, plan.row_spacing, plan.distance) == (4, 10, 60, 100, 150)
    assert plan.gone == {"A1", "B3", "B4"}
    assert plan.wheelchair == {"C1"}  # who is gone holds no wheelchair
    assert len(plan.chairs) == 37
    assert [chair.id for chair in plan.chairs if chair.wheelchair] == ["C1"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("rows", "0"), ("rows", "21"), ("rows", "²"), ("columns", ""), ("columns", "-3"), ("spacing", "dekat"),
        ("spacing", "0"), ("row_spacing", "6"), ("distance", "nan"), ("distance", "1e999"), ("gone", "Z9"),
        ("gone", "A11"), ("wheelchair", "<script>"),
    ],
)  # fmt: skip
def test_what_cannot_be_names_its_field(field, typed):
    with pytest.raises(CannotDraw) as refused:
        read_plan({**TYPED, field: typed})
    assert refused.value.field == field


@given(
    some.integers(1, 20),
    some.integers(1, 20),
    some.integers(1, 500),
    some.sets(some.sampled_from(["A1", "B2"])),
)
def test_what_is_kept_comes_back(rows, columns, distance, gone):
    plan = RoomPlan(rows=rows, columns=columns, distance=distance, gone=frozenset(gone))
    assert plan_from_json(plan.to_json()) == plan


def test_a_room_that_was_kept_before_has_what_a_new_one_has():
    assert plan_from_json({}) == RoomPlan()
