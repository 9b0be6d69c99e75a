"""Is it the same person? Asked of the pure rule; none of these may touch the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.channels.rules.identity import Holder, Move, Seen, phone_of, seen, settle, user_id_of

P1, P2, U1, U2 = "62800000000011", "62800000000013", "ID.13491208655302741918", "ID.13491208655302741919"


@pytest.mark.parametrize(
    "value", [U1, "ID.ENT.11815799212886844830", "bla", "", None, 62800, "123", "1" * 16]
)
def test_what_is_no_phone_is_never_taken_for_one(value):
    assert phone_of(value) == ""


@pytest.mark.parametrize(
    "value", ["ID.ENT.11815799212886844830", P1, "id.123", "ID.", f"ID.{'1' * 129}", None]
)
def test_what_is_no_user_id_is_never_taken_for_one(value):
    assert user_id_of(value) == ""


@given(st.text())
def test_a_value_is_a_phone_or_a_user_id_but_never_both(value):
    assert not (phone_of(value) and user_id_of(value))


def test_a_user_id_in_the_place_of_a_phone_is_found():
    assert seen(U1, U1) == Seen(user_id=U1)
    assert seen("+62 800-0000-00011", U1) == Seen("62800000000011", U1)


def test_nobody_knows_them_yet():
    assert settle(Seen(P1, U1), None, None).move is Move.MAKE


def test_a_number_that_now_shows_its_id_stays_the_same_person():
    found = settle(Seen(P1, U1), Holder(7, phone=P1), None)
    assert (found.move, found.contact) == (Move.KEEP, 7)


def test_an_id_with_a_new_number_stays_the_same_person():
    found = settle(Seen(P2, U1), None, Holder(7, phone=P1, user_id=U1))
    assert (found.move, found.contact) == (Move.KEEP, 7)


def test_a_number_and_an_id_known_apart_turn_out_to_be_one():
    found = settle(Seen(P1, U1), Holder(9, phone=P1), Holder(4, user_id=U1))
    assert (found.move, found.contact, found.other) == (Move.MERGE, 4, 9)


def test_a_reissued_number_does_not_open_the_files_of_whoever_had_it():
    assert settle(Seen(P1, U2), Holder(7, phone=P1, user_id=U1), None).move is Move.PART


def test_a_person_who_takes_over_a_number_keeps_their_own_files():
    found = settle(Seen(P2, U1), Holder(9, phone=P2), Holder(4, phone=P1, user_id=U1))
    assert (found.move, found.contact) == (Move.KEEP, 4)
