from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.evidence.rules.nik import WORDS, doubts_about_kk, doubts_about_nik, sixteen_digits

TODAY = date(2026, 11, 27)
REGIONS = {"351099", "910101"}  # the second only in the list of retired ones


def codes(nik: str, **facts: object) -> set[str]:
    return {doubt.code for doubt in doubts_about_nik(nik, known_regions=REGIONS, today=TODAY, **facts)}


@pytest.mark.parametrize(
    "written", ["3510995505900003", "3510 9955 0590 0003", "351099-550590-0003", "35.1099.5505900003\n"]
)
def test_a_nik_is_read_as_people_write_it(written):
    assert sixteen_digits(written) == "3510995505900003"


@pytest.mark.parametrize(
    "written",
    ["", "351099550590000", "35109955059000034", "351099550590000O", "３５１０９９５５０５９００００３"],
)
def test_anything_but_sixteen_digits_is_no_nik(written):
    assert sixteen_digits(written) is None


def test_a_usual_nik_leaves_no_doubt():
    assert (
        codes("3510995505900003", birth_date=date(1990, 5, 15), sex="perempuan", kk="3510991201150001")
        == set()
    )


def test_a_code_of_a_region_that_was_split_is_known():
    assert codes("9101011505900003") == set()


@pytest.mark.parametrize(
    ("nik", "facts", "code"),
    [
        ("1234561505900003", {}, "unknown_region"),
        ("3510993505900003", {}, "day"),
        ("3510997205900003", {}, "day"),
        ("3510990005900003", {}, "day"),
        ("3510994005900003", {}, "day"),
        ("3510991513900003", {}, "month"),
        ("3510991505900000", {}, "serial"),
        ("3510991505900003", {"birth_date": date(1990, 5, 16)}, "birth_date_differs"),
        ("3510991505900003", {"sex": "P"}, "sex_differs"),
        ("3510995505900003", {"sex": "laki-laki"}, "sex_differs"),
        ("3510991505900003", {"kk": "3510991505900003"}, "same_as_kk"),
        ("3510991201150001", {"birth_date": date(1990, 5, 15)}, "looks_like_kk"),
    ],
)
def test_each_doubt_is_seen_alone(nik, facts, code):
    assert codes(nik, **facts) == {code}


def test_a_kk_that_carries_a_birth_date_is_doubted():
    def doubts(kk, born=None):
        return {each.code for each in doubts_about_kk(kk, known_regions=REGIONS, birth_date=born)}

    assert doubts("3510991201150001", date(1990, 5, 15)) == set()
    assert doubts("3510991505900003", date(1990, 5, 15)) == {"kk_looks_like_nik"}
    assert doubts("3510995505900003") == {"kk_looks_like_nik"}
    assert doubts("1234561201150001") == {"unknown_region"}


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.dates(date(1900, 1, 1), TODAY), st.text(max_size=12))
def test_any_sixteen_digits_are_told_about_in_both_languages_without_an_error(nik, born, sex):
    for doubt in doubts_about_nik(nik, known_regions=(), today=TODAY, birth_date=born, sex=sex, kk=nik):
        assert doubt.code in WORDS
        assert doubt.id
        assert doubt.en
        assert "{" not in doubt.id + doubt.en
