"""However a person writes a number, it is the same person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.lib import phone


@pytest.mark.parametrize(
    "written",
    ["08001234567", "0800-1234-567", "+62 800 1234 567", "628001234567", "+62 (0)800 1234567", "00628001234567",
     "8001234567", "(0800) 1234567", " 0800.1234.567 "],
)  # fmt: skip
def test_every_spelling_gives_the_same_digits(written):
    assert phone.normalise(written) == "628001234567"


def test_a_foreign_number_keeps_its_country():
    assert phone.normalise("+60 12-345 6789") == "60123456789"
    assert phone.display("60123456789") == "+60123456789"


@pytest.mark.parametrize(
    "written", ["", "halo", "0800", "3510995505900003", "0800x1234567", "٠٨٠٠١٢٣٤٥٦٧", "+", "1+1"]
)
def test_what_is_no_number_is_refused(written):
    assert not phone.is_phone(written)
    with pytest.raises(phone.NotAPhone):
        phone.normalise(written)


@given(st.integers(min_value=10**7, max_value=10**11 - 1))
def test_what_is_normal_stays_normal_and_display_leads_back(rest):
    number = f"628{rest}"
    assert phone.normalise(number) == number
    assert phone.normalise(phone.display(number)) == number


def test_a_masked_number_shows_its_beginning_and_end():
    assert phone.mask("628001234567") == "6280•••••567"
    assert phone.mask("123") == "•••"


def test_a_number_is_shown_as_people_write_it():
    assert phone.display("628001234567") == "0800-1234-567"
