from dataclasses import replace

import pytest

from lojar.evidence.rules.legibility import REASON_OF, REASONS, Lost, Measures, Patch, Spot, verdict

CLEAR = Patch("nik", 0.95, 20, {"focus": 0.1, "motion": 0.1}, polygon=((0, 0), (9, 0), (9, 9), (0, 9)))
GOOD = Measures(
    0.98, 0.01, 0.01, share=0.5, text_cells=400, patches=(CLEAR,) * 20, keys=(CLEAR,) * 3, lines_read=20
)


def lost(cause="focus", **more):
    return replace(CLEAR, legible=0.3, causes={cause: 0.9}, confidence=0.5, **more)


def reasons(**changed):
    return verdict(replace(GOOD, **changed)).reasons


def test_a_clear_whole_paper_is_usable():
    assert verdict(GOOD).usable
    assert verdict(GOOD).spots == ()


@pytest.mark.parametrize(("cause", "reason"), REASON_OF.items())
def test_a_field_that_is_lost_is_refused_for_what_took_it(cause, reason):
    found = verdict(replace(GOOD, keys=(CLEAR, lost(cause))))
    assert found.reasons == (reason,)
    assert found.spots[0].reason == reason
    assert found.spots[0].polygon == CLEAR.polygon


def test_what_lies_on_a_field_is_named_before_any_blur():
    assert reasons(keys=(lost(hand=0.9),)) == ("covered",)
    assert reasons(keys=(lost(glare=0.9),)) == ("glare",)


def test_a_hand_on_a_field_is_refused_however_clear_the_rest_of_it_is():
    assert reasons(keys=(replace(CLEAR, hand=0.6),)) == ("covered",)


def test_lost_text_that_matters_to_nobody_is_no_reason():
    assert verdict(replace(GOOD, patches=(lost("glare"),) * 20)).usable


def test_where_nobody_knows_what_matters_much_must_be_lost():
    assert verdict(replace(GOOD, keys=(), patches=(CLEAR,) * 15 + (lost(),) * 5)).usable
    assert reasons(keys=(), patches=(CLEAR,) * 10 + (lost(),) * 10) == ("blur_focus",)


def test_what_a_reader_is_sure_of_a_person_can_read():
    assert verdict(replace(GOOD, keys=(replace(lost(), confidence=0.99),))).usable


def test_small_print_asks_to_come_nearer_and_a_small_picture_for_a_larger_one():
    tiny = replace(CLEAR, capitals=2.5)
    assert reasons(keys=(tiny,), share=0.1) == ("too_small",)
    assert reasons(keys=(tiny,), share=0.8) == ("low_resolution",)


def test_a_cut_edge_comes_first_and_is_marked():
    found = verdict(replace(GOOD, visible=0.9, cut_polygon=((0, 0), (5, 0), (5, 5)), keys=(lost(),)))
    assert found.reasons == ("cut_off", "blur_focus")
    assert found.spots[0].polygon == ((0, 0), (5, 0), (5, 5))


def test_fields_that_are_not_there_are_refused():
    assert reasons(missing=("nik", "name")) == ("covered",)
    assert reasons(missing=("nik", "name"), patches=(CLEAR, lost("glare"))) == ("glare",)
    assert reasons(missing=("nik", "name"), share=0.05) == ("too_small",)
    assert reasons(missing=("nik",), lines_read=6) == ("covered",)


def test_one_field_of_a_paper_that_was_read_well_may_have_been_passed_over():
    assert reasons(missing=("birth_date",), lines_read=30) == ()
    assert reasons(missing=("rows",), lines_read=30) == ("covered",)


def test_on_a_card_every_field_has_its_place():
    """Under a lamp's spot, then, it is hidden, however much else was read."""
    spot = ((0, 0), (9, 0), (9, 9), (0, 9))
    assert reasons(missing=("birth_date",), lines_read=30, fixed_layout=True) == ()
    assert reasons(missing=("birth_date",), lines_read=30, fixed_layout=True, burnt=spot) == ("glare",)


def test_one_row_of_many_may_be_lost():
    assert reasons(keys=(CLEAR,) * 6 + (lost(),)) == ()
    assert reasons(keys=(CLEAR,) * 6 + (lost(),) * 2) == ("blur_focus",)
    assert reasons(keys=(CLEAR, lost())) == ("blur_focus",)


def test_a_tiny_picture_is_too_small_whatever_else_is_the_matter():
    assert reasons(keys=(lost("motion"),), longest=320) == ("low_resolution",)


def test_light_on_most_of_the_text_is_no_spot():
    lit = lost("glare")
    assert reasons(keys=(lit,), patches=(CLEAR,) * 9 + (lit,)) == ("glare",)
    assert reasons(keys=(lit,), patches=(CLEAR,) + (lit,) * 9) == ("overexposed", "glare")


def test_a_large_sheet_of_which_nothing_can_be_read_is_blank():
    nothing = {"keys": (), "patches": (lost(),) * 3, "lines_read": 0, "was_read": True, "text_cells": 20}
    assert reasons(**nothing) == ("blank",)
    assert reasons(**nothing, share=0.1) == ("blur_focus",)


def test_an_edge_that_is_only_guessed_is_told_last():
    assert reasons(visible=0.9) == ("cut_off",)
    assert reasons(visible=0.9, keys=(lost(),)) == ("cut_off", "blur_focus")
    assert reasons(visible=0.9, keys=(lost(),), edge_is_guessed=True) == ("blur_focus", "cut_off")


EMPTY = {"text_cells": 0, "patches": (), "keys": (), "lines_read": 0}


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({**EMPTY}, "blank"),
        ({**EMPTY, "share": 0.0}, "not_document"),
        ({**EMPTY, "photo": 0.1, "nothing": 0.9}, "not_document"),
        ({**EMPTY, "light": 45}, "too_dark"),
        ({**EMPTY, "light": 9, "share": 0.0}, "not_document"),
        ({"photo": 0.2, "screen": 0.8, "bands": 0.3}, "screenshot"),
    ],
)
def test_what_is_no_readable_paper_at_all_is_named(changed, first):
    assert reasons(**changed)[0] == first


def test_a_paper_that_looks_like_a_screen_but_has_grain_is_a_paper():
    assert verdict(replace(GOOD, photo=0.3, screen=0.7, bands=0.0)).usable


def test_every_reason_has_its_place_in_the_order():
    assert set(REASON_OF.values()) < set(REASONS)
    assert len(set(REASONS)) == len(REASONS) == 14


def test_text_that_left_no_trace_under_a_lamp_or_a_hand_is_lost_too():
    place = ((0, 0), (9, 0), (9, 9), (0, 9))
    found = verdict(replace(GOOD, under_glare=Lost(0.2, place)))
    assert (found.reasons, found.spots) == (("glare",), (Spot("glare", place),))
    assert reasons(under_hand=Lost(0.2, place)) == ("covered",)
    assert reasons(under_glare=Lost(0.02, place)) == ()
    assert reasons(under_glare=Lost(0.2, place), fixed_layout=True) == ()
    assert reasons(under_glare=Lost(0.2, place), fixed_layout=True, keys=()) == ("glare",)


def test_a_sheet_that_is_white_all_over_has_too_much_light_and_no_spot_of_it():
    assert reasons(missing=("head", "rows"), burnt_share=0.7) == ("overexposed",)
    assert reasons(keys=(lost("glare"),), burnt_share=0.7)[0] == "overexposed"


@pytest.mark.parametrize("changed", [{"burnt_share": 0.6}, {"light": 90.0}])
def test_where_no_edge_can_be_told_none_is_guessed_to_be_cut(changed):
    """A white sheet on a white table in too much light runs into the frame, or does not: nobody can tell."""
    assert reasons(visible=0.9, edge_is_guessed=True) == ("cut_off",)
    assert reasons(visible=0.9, edge_is_guessed=True, **changed) == ()
    assert reasons(visible=0.9, **changed) == ("cut_off",)


def test_what_lies_on_more_of_the_text_is_told_first():
    assert reasons(under_hand=Lost(0.05), under_glare=Lost(0.3)) == ("glare", "covered")
    assert reasons(under_hand=Lost(0.3), under_glare=Lost(0.05)) == ("covered", "glare")
