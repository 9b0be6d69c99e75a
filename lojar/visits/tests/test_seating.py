"""The most people who keep their distance, proven against every choice there is."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lojar.visits.rules.plan import Chair, Circle, Rectangle, conflicts, grid, too_near, usable
from lojar.visits.rules.seating import choose_greedily, choose_seats, cover, people_inside

PLACES = some.tuples(some.integers(0, 12), some.integers(0, 12), some.booleans())
HALLS = some.lists(PLACES, max_size=11, unique_by=lambda place: place[:2]).map(
    lambda places: [Chair(f"{i}", x / 4, y / 4, wheel) for i, (x, y, wheel) in enumerate(places)]
)
DISTANCES = some.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0])


def names(seating):
    return [chair.id for chair in seating.chosen]


def best_by_trying(chairs, near):
    """(chairs, wheelchair places) of the best of all choices."""
    return max(
        (len(chosen), sum(chairs[i].wheelchair for i in chosen))
        for size in range(len(chairs) + 1)
        for chosen in combinations(range(len(chairs)), size)
        if not any(b in near[a] for a, b in combinations(chosen, 2))
    )


@settings(max_examples=80, deadline=None)
@given(HALLS, DISTANCES)
def test_no_other_choice_has_more_chairs(hall, distance):
    seating = choose_seats(hall, distance=distance)
    near = conflicts(usable(hall), distance)
    worth = (len(seating.chosen), sum(chair.wheelchair for chair in seating.chosen))
    assert worth == best_by_trying(usable(hall), near)
    assert seating.proven


@settings(max_examples=60, deadline=None)
@given(HALLS, DISTANCES, some.sets(some.integers(0, 10).map(str), max_size=4))
def test_a_household_may_sit_side_by_side_and_nobody_else(hall, distance, household):
    left = usable(hall)
    near = conflicts(left, distance, [household])
    seating = choose_seats(hall, distance=distance, households=[household])
    assert len(seating.chosen) == best_by_trying(left, near)[0]
    for one, other in combinations(seating.chosen, 2):
        assert not too_near(one, other, distance) or {one.id, other.id} <= household


@settings(max_examples=60, deadline=None)
@given(HALLS, DISTANCES, some.randoms())
def test_the_order_in_which_chairs_were_drawn_changes_nothing(hall, distance, order):
    shuffled = list(hall)
    order.shuffle(shuffled)
    assert choose_seats(shuffled, distance=distance) == choose_seats(hall, distance=distance)


@settings(max_examples=60, deadline=None)
@given(HALLS, DISTANCES)
def test_each_pair_too_near_stands_in_a_clique_and_each_clique_is_one(hall, distance):
    near = conflicts(usable(hall), distance)
    pairs = {pair for clique in cover(near) for pair in combinations(clique, 2)}
    assert pairs == {(i, j) for i, others in enumerate(near) for j in others if i < j}


def test_the_best_is_never_fewer_than_greedy():
    hall = [Chair("tengah", 1, 0), Chair("kiri", 0, 0.5), Chair("kanan", 2, 0.5)]
    assert names(choose_greedily(hall, distance=1.2)) == ["tengah"]
    assert names(choose_seats(hall, distance=1.2)) == ["kiri", "kanan"]


def test_exactly_the_distance_is_far_enough():
    row = grid(1, 11, spacing=0.1)
    assert names(choose_seats(row, distance=1.0)) == ["A1", "A11"]


def test_without_time_the_greedy_choice_is_given_and_called_unproven():
    hall = grid(4, 4, spacing=0.6)
    seating = choose_seats(hall, distance=1.0, in_seconds=0)
    assert seating.chosen == choose_greedily(hall, distance=1.0).chosen
    assert not seating.proven


def test_a_time_that_is_too_short_promises_nothing_untrue():
    hall = grid(12, 12, spacing=0.55, row_spacing=0.7)
    hurried, best = choose_seats(hall, distance=1.3, in_seconds=1e-6), choose_seats(hall, distance=1.3)
    assert best.proven
    assert len(hurried.chosen) <= len(best.chosen) <= hurried.at_most
    assert not any(too_near(a, b, 1.3) for a, b in combinations(hurried.chosen, 2))


def test_the_way_to_the_door_stays_free_with_its_edge():
    row = grid(1, 6, spacing=1.0)
    kept_free = [Circle(0, 0, 1.0), Rectangle(5.5, 1, 4.0, -1)]
    assert names(choose_seats(row, distance=1.0, kept_free=kept_free)) == ["A3", "A4"]


@pytest.mark.parametrize("hall", [(), grid(0, 5, spacing=1.0)])
def test_an_empty_hall_is_proven_to_be_empty(hall):
    seating = choose_seats(hall, distance=1.0)
    assert (seating.chosen, seating.proven, people_inside(seating, 20)) == ((), True, 0)


def test_nobody_stands_and_the_protocol_may_allow_fewer():
    seating = choose_seats(grid(1, 3, spacing=1.0), distance=1.0)
    assert [people_inside(seating, limit) for limit in (None, 2, 20)] == [3, 2, 3]


def test_rows_have_letters_also_after_the_alphabet():
    assert [grid(28, 1, spacing=1.0)[row].id for row in (0, 25, 26, 27)] == ["A1", "Z1", "AA1", "AB1"]


def test_a_grid_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="stand apart"):
        grid(1, 1, spacing=0)
    with pytest.raises(ValueError, match="same name"):
        usable([Chair("A1", 0, 0), Chair("A1", 1, 0)])
