"""A number given to a citizen comes back as it was, however it was typed, and a slip of the finger finds nobody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.lib import reference

DAY = date(2026, 11, 23)
NUMBER = reference.new("BWI", DAY, "7KD")
randoms = st.text(reference.ALPHABET, min_size=3, max_size=3)


def test_a_number_says_the_office_and_the_day():
    assert NUMBER.startswith("BWI-261123-7KD")
    assert len(NUMBER) == len("BWI-261123-7KD4")


def test_two_numbers_of_one_day_differ():
    assert len({reference.new("BWI", DAY) for _ in range(20)}) > 1


@pytest.mark.parametrize(
    "typed", [str.lower, lambda n: n.replace("-", ""), lambda n: n.replace("-", " "), lambda n: f" {n} ",
              lambda n: n.replace("-", " - "), lambda n: n.replace("-", "–")]
)  # fmt: skip
def test_a_number_is_understood_as_people_type_it(typed):
    assert reference.parse(typed(NUMBER)) == NUMBER


def test_a_number_is_found_in_a_sentence():
    assert reference.find_in(f"Selamat pagi, nomor saya {NUMBER.lower()}, sudah jadi?") == NUMBER
    assert reference.find_in("tanggal 261123 saya ke sana") is None


@given(randoms, st.data())
def test_one_wrong_character_is_noticed(random, data):
    number = reference.new("BWI", DAY, random)
    place = data.draw(st.sampled_from([4, 5, 6, 7, 8, 9, 11, 12, 13, 14]))
    letters = "0123456789" if place < 10 else reference.ALPHABET
    wrong = data.draw(st.sampled_from([letter for letter in letters if letter != number[place]]))
    assert reference.parse(number[:place] + wrong + number[place + 1 :]) is None


@given(randoms, st.data())
def test_two_swapped_characters_are_noticed(random, data):
    number = reference.new("BWI", DAY, random)
    place = data.draw(st.sampled_from([0, 1, 4, 5, 6, 7, 8, 11, 12, 13]))
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or reference.parse(swapped) is None


@pytest.mark.parametrize(
    "text", ["", "BWI", "BWI-261123", "BWI-261123-AEIO", "BWI-261123-7KD", "3510995505900003"]
)
def test_what_is_no_number_is_none(text):
    assert reference.parse(text) is None


@pytest.mark.parametrize(("prefix", "random"), [("bwi", "7KD"), ("B", "7KD"), ("BWI", "7K"), ("BWI", "7K0")])
def test_a_number_that_could_not_be_read_aloud_is_never_made(prefix, random):
    with pytest.raises(ValueError, match="is"):
        reference.new(prefix, DAY, random)


def test_a_pickup_code_is_six_digits():
    assert all(len(code) == 6 and code.isdigit() for code in (reference.pickup_code() for _ in range(50)))
