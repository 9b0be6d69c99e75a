"""What is typed of a room is either a plan or one field to mend; what is kept comes back as it was."""

import json

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


def drawing(**more):
    return read_plan({**TYPED, "drawn": json.dumps(more)})


def test_chairs_are_put_elsewhere_and_beside_the_rows():
    plan = drawing(placed=[["A1", 300, 500], ["t1", 50, 700]])
    where = {chair.id: (chair.x, chair.y) for chair in plan.chairs}
    assert len(where) == 41
    assert where["A1"] == (3.0, 5.0)
    assert where["T1"] == (0.5, 7.0)
    assert read_plan({**TYPED, "drawn": json.dumps(plan.drawn), "gone": "T1"}).gone == {"T1"}


def test_before_a_door_no_chair_is_used():
    plan = drawing(doors=[[0, 0, 60]])
    assert {chair.id for chair in plan.every_chair} - {chair.id for chair in plan.chairs} == {"A1", "A2"}


def test_a_drawing_comes_back_as_it_was_kept():
    plan = drawing(placed=[["B2", 10, 20]], doors=[[1, 2, 30]], walls=[[0, 0, 400, 0]])
    assert plan_from_json(plan.to_json()) == plan
    assert plan.walls == ((0, 0, 400, 0),)


@pytest.mark.parametrize(
    "said",
    [
        "{", "[]", "7", "null", '{"placed":[["A1",1]]}', '{"placed":[["A1",1,-5]]}',
        '{"placed":[["A1",1,5],["a1",2,5]]}',
        '{"placed":[["<b>",1,5]]}', '{"doors":[[1,2]]}', '{"doors":[[1,2,1e9]]}', '{"walls":[[true,1,2,3]]}',
        '{"walls":[["1",1,2,3]]}', '{"walls":7}', '{"doors":[[NaN,1,2]]}', '{"placed":[["A1",1e999,1]]}', "[" * 100000,
        json.dumps({"walls": [[0, 0, 1, 1]] * 61}),
    ],
)  # fmt: skip
def test_what_no_drawing_of_ours_writes_is_refused(said):
    with pytest.raises(CannotDraw) as refused:
        read_plan({**TYPED, "drawn": said})
    assert refused.value.field == "drawn"
