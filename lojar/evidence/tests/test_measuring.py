"""What a lamp or a hand hides is reckoned from the rows that can be seen."""

import numpy as np
import pytest

from lojar.evidence.sight.measuring import GLARE, HAND, burnt, lost_under

SAME = np.eye(3)


def a_form(rows=20, columns=30):
    """Labels on the left, values in the middle, a gap between them and a margin on the right."""
    cells = np.zeros((rows, columns, 13), np.float32)
    cells[2:18:2, 2:8, 0] = 1.0
    cells[2:18:2, 12:20, 0] = 1.0
    return cells


def under(cells, layer, rows, columns):
    covered = cells.copy()
    covered[rows, columns, layer] = 1.0
    covered[rows, columns, 0] = 0.0
    return covered


@pytest.mark.parametrize("layer", [GLARE, HAND])
def test_a_spot_on_the_values_loses_as_much_text_as_stood_there(layer):
    seen = under(a_form(), layer, slice(4, 10), slice(12, 20))
    lost = lost_under(layer, seen, SAME, sideways=False)
    assert lost.share == pytest.approx(3 * 8 / (8 * 14 - 3 * 8), abs=0.02)
    assert min(x for x, _ in lost.polygon) == 12 * 16
    assert max(y for _, y in lost.polygon) == 9 * 16


@pytest.mark.parametrize("columns", [slice(8, 12), slice(22, 30)])
def test_a_spot_on_the_gap_or_on_the_margin_loses_nothing(columns):
    assert lost_under(GLARE, under(a_form(), GLARE, slice(4, 10), columns), SAME, sideways=False).share == 0


def test_text_that_can_be_seen_under_it_is_not_lost():
    cells = a_form()
    cells[4:10, 12:20, GLARE] = 1.0
    assert lost_under(GLARE, cells, SAME, sideways=False).share == 0


def test_a_sheet_on_its_side_is_reckoned_by_its_own_rows():
    upright = under(a_form(), GLARE, slice(4, 10), slice(12, 20))
    lost = lost_under(GLARE, upright.swapaxes(0, 1), SAME, sideways=True)
    assert lost.share == lost_under(GLARE, upright, SAME, sideways=False).share
    assert min(y for _, y in lost.polygon) == 12 * 16


def test_what_is_burnt_is_what_has_no_colour_left():
    picture = np.full((100, 200, 3), 240, np.uint8)
    picture[:50] = 255
    picture[:, :, 0] = 255
    assert burnt(picture).mean() == pytest.approx(0.5, abs=0.02)
