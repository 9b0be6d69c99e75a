"""What a part of an identity card tells of the rest."""

import numpy as np
import pytest

from lojar.evidence.sight.card import SHAPE, whole_card

CARD = np.array(
    [[200, 200], [200 + 100 * SHAPE * 4, 200], [200 + 100 * SHAPE * 4, 600], [200, 600]], np.float64
)


def shape(corners: np.ndarray) -> float:
    across, along = np.ptp(corners, axis=0)
    return float(max(across, along) / min(across, along))


def test_a_whole_card_is_whole():
    assert whole_card(CARD, 1200, 900) is None


@pytest.mark.parametrize(("cut", "edge"), [("right", 700), ("left", 300)])
def test_a_card_cut_by_the_frame_goes_on_outside(cut, edge):
    part = CARD.copy()
    sides = [1, 2] if cut == "right" else [0, 3]
    part[sides, 0] = edge
    width = edge + 5 if cut == "right" else 1200
    if cut == "left":
        part[:, 0] -= edge - 5
    found = whole_card(part, width, 900)
    assert found is not None
    assert shape(found) == pytest.approx(SHAPE, rel=0.01)
    assert (found[:, 0].max() > width) if cut == "right" else (found[:, 0].min() < 0)


def test_half_a_card_in_the_middle_of_the_photo_is_whole_inside_of_it():
    part = CARD.copy()
    part[[2, 3], 1] = 420
    found = whole_card(part, 1600, 1600)
    assert found is not None
    assert found.min() > 0
    assert shape(found) == pytest.approx(SHAPE, rel=0.01)


def test_an_upright_card_has_the_same_shape():
    upright = CARD[:, ::-1].copy()
    assert whole_card(upright, 900, 1200) is None
    upright[[1, 2], 1] = 400
    assert whole_card(upright, 900, 1200) is not None
