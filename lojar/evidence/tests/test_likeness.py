"""The same picture, not merely a similar one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.evidence.rules.likeness import MOST_APART, are_alike, likeness_of, parts_of, whole_of

WHOLE = st.integers(0, 2**64 - 1)


@given(WHOLE)
def test_the_parts_are_the_whole(whole):
    assert whole_of(parts_of(whole)) == whole


@given(WHOLE, st.sets(st.integers(0, 63), max_size=MOST_APART))
def test_pictures_a_few_bits_apart_share_a_part_and_are_alike(whole, turned):
    other = whole
    for bit in turned:
        other ^= 1 << bit
    assert set(parts_of(whole)) & set(parts_of(other))
    assert are_alike(parts_of(whole), parts_of(other))


@given(WHOLE, st.sets(st.integers(0, 63), min_size=MOST_APART + 1))
def test_pictures_more_bits_apart_are_not(whole, turned):
    other = whole
    for bit in turned:
        other ^= 1 << bit
    assert not are_alike(parts_of(whole), parts_of(other))


@pytest.mark.parametrize("grey", [[200] * 72, list(range(72))])
def test_an_empty_sheet_is_like_nothing(grey):
    assert likeness_of(grey) is None
    assert not are_alike([], [])
