"""A household sits side by side, strangers apart."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lojar.visits.rules.plan import Chair, grid, too_near
from lojar.visits.rules.seating import choose_seats
from lojar.visits.rules.seats_for import seats_for

ROW = grid(1, 7, spacing=0.5)
CHOSEN = {"A1", "A3", "A5", "A7"}


def given_to(people, occupied=(), **how):
    seats = seats_for(ROW, CHOSEN, occupied=occupied, people=people, distance=1.0, **how)
    return [chair.id for chair in seats]


def test_one_person_gets_the_first_free_chosen_chair():
    assert given_to(1) == ["A1"]
    assert given_to(1, ["A1"]) == ["A3"]
    assert given_to(1, CHOSEN) == []


def test_a_household_of_two_sits_side_by_side_and_costs_others_least():
    assert sorted(given_to(2)) == ["A1", "A2"]
    assert sorted(given_to(2, ["A1"])) == ["A3", "A4"]  # as dear as A6 and A7, and nearer to the front
    row = grid(1, 6, spacing=0.5)
    seats = seats_for(row, {"A1", "A3", "A6"}, occupied=(), people=2, distance=1.0)
    assert sorted(chair.id for chair in seats) == ["A3", "A4"]  # these cost one marked chair, A1 and A2 two


def test_where_side_by_side_is_not_allowed_each_gets_a_chosen_chair():
    assert given_to(2, together=False) == ["A1", "A3"]
    assert given_to(3, ["A1", "A3"], together=False) == []


def test_a_family_that_does_not_fit_gets_no_half_a_place():
    assert given_to(7) != []
    assert given_to(7, ["A4"]) == []


def test_wheelchair_places_are_left_for_who_needs_them():
    row = [Chair("roda", 0, 0, wheelchair=True), Chair("biasa", 2, 0)]
    one = {"occupied": (), "people": 1, "distance": 1.0}
    assert seats_for(row, {"roda", "biasa"}, **one)[0].id == "biasa"
    assert seats_for(row, {"roda", "biasa"}, **one, wheelchair=True)[0].id == "roda"
    assert seats_for(row, {"biasa"}, **one, wheelchair=True) == ()


def test_nobody_is_no_party():
    with pytest.raises(ValueError, match="no chair"):
        given_to(0)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(1, 4), max_size=10))
def test_however_they_come_two_households_are_never_too_near(parties):
    hall = grid(4, 6, spacing=0.6)
    chosen = {chair.id for chair in choose_seats(hall, distance=1.0).chosen}
    seated = []
    for people in parties:
        occupied = {chair.id for party in seated for chair in party}
        seats = seats_for(hall, chosen, occupied=occupied, people=people, distance=1.0)
        assert len(seats) in (0, people)
        seated.append(seats)
    for one, other in combinations(seated, 2):
        assert not any(too_near(a, b, 1.0) for a, b in product(one, other))
