"""Numbers as a voice calls them, and what else is made of a ticket's letters."""

import pytest

from lojar.visits.rules.masked_name import masked_name
from lojar.visits.rules.pass_code import pass_code
from lojar.visits.rules.spoken import called_out, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (20, "dua puluh"), (21, "dua puluh satu"),
        (100, "seratus"), (111, "seratus sebelas"), (245, "dua ratus empat puluh lima"), (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"), (2012, "dua ribu dua belas"),
    ],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number: int, words: str):
    assert number_in_words(number) == words


def test_a_number_is_called_to_its_counter():
    assert called_out("A012", "Loket 3") == "Nomor A dua belas, silakan ke loket tiga"
    assert called_out("B100", "Ruang rekam") == "Nomor B seratus, silakan ke ruang rekam"


@pytest.mark.parametrize(
    ("name", "shown"), [("Siti Nur Contoh", "Siti N• C•"), ("Budi", "Budi"), ("", ""), ("  A  B ", "A B•")]
)
def test_a_name_is_shown_so_that_only_its_owner_knows_it(name: str, shown: str):
    assert masked_name(name) == shown


def test_a_code_is_six_letters_that_can_be_read_aloud_and_always_the_same():
    codes = {pass_code(f"token {n}") for n in range(1000)}
    assert len(codes) > 990
    assert all(len(code) == 6 and not set(code) & set("AEIOU01") for code in codes)
    assert pass_code("token 1") == pass_code("token 1")
