"""Measures of a straightened paper: what is left of its strokes, how large they are, and what lies on them."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from lojar.evidence.rules.legibility import CAUSES, Lost, Patch
from lojar.evidence.rules.lines import LineBox

from .networks import CELL
from .pictures import Grey, Maps, Picture, Points
from .straighten import to_frame

IS_TEXT = LIES_THERE = 0.5
SPOT_OF_LIGHT = 0.45  # of the sheet, at most
FEWEST_OF_A_ROW = 3  # cells: less is a stroke of a frame or a stamp, not a line
HAND, GLARE = 11, 12  # layers of the cells
PATCH = 6  # cells to a side of a piece of text


def cells_under(boxes: LineBox, cells: Any) -> Any:
    """The cells that a line covers; at least one."""
    rows, columns = cells.shape[:2]
    top, bottom = int(boxes.top // CELL), int(boxes.bottom // CELL) + 1
    left, right = int(boxes.left // CELL), int(boxes.right // CELL) + 1
    return cells[max(0, min(top, rows - 1)) : max(1, bottom), max(0, min(left, columns - 1)) : max(1, right)]


def with_what_lies_on_it(cells: Any, maps: Maps, matrix: Any, by: float) -> Any:
    """rows x columns x 13: the cells, then the chances of a hand and of glare there. `by`: how much smaller the
    frame was whose maps these are."""
    rows, columns = cells.shape[:2]
    y, x = np.mgrid[:rows, :columns]
    middles = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], 1) * CELL
    places = (to_frame(middles, matrix) * (by * maps.by) - 0.5).astype(np.float32).reshape(rows, columns, 2)
    lying = [
        cv2.remap(layer.astype(np.float32), places[..., 0], places[..., 1], cv2.INTER_LINEAR)
        for layer in (maps.hand, maps.glare)
    ]
    return np.dstack([cells, *lying])


def patches_of(cells: Any, matrix: Any, shrunk: float) -> tuple[Patch, ...]:
    """All text in pieces of some lines, the weakest quarter of each speaking for it. `shrunk`: pixels of the paper a
    pixel of the frame."""
    rows, columns = cells.shape[:2]
    made = []
    for row in range(0, rows, PATCH):
        for column in range(0, columns, PATCH):
            piece = cells[row : row + PATCH, column : column + PATCH].reshape(-1, cells.shape[2])
            text = piece[piece[:, 0] > IS_TEXT]
            if len(text) < 2:
                continue
            corners = np.array(
                [[column, row], [column + PATCH, row], [column + PATCH, row + PATCH], [column, row + PATCH]]
            )
            made.append(patch_of("", text, shrunk, polygon=to_frame(corners * CELL, matrix)))
    return tuple(made)


def patch_of(name: str, text: Any, shrunk: float, *, polygon: Points, confidence: float = 0.0) -> Patch:
    """`text`: count x 13."""
    legible = np.sort(text[:, 1])
    weak = legible[: max(1, len(legible) // 4)]
    lost = text[:, 1] <= legible[len(legible) // 2]
    causes = dict(zip(CAUSES, text[lost, 3:11].mean(0).tolist(), strict=True))
    return Patch(
        name,
        float(weak.mean()),
        float(np.partition(text[:, 2], len(text) // 2)[len(text) // 2]) / shrunk,
        causes,
        float((text[:, 11] > 0.5).mean()),
        float((text[:, 12] > 0.5).mean()),
        confidence,
        tuple((float(x), float(y)) for x, y in polygon),
    )


def patch_of_line(
    name: str, box: LineBox, cells: Any, matrix: Any, shrunk: float, confidence: float
) -> Patch:
    under = cells_under(box, cells).reshape(-1, cells.shape[2])
    text = under[under[:, 0] > IS_TEXT / 2] if (under[:, 0] > IS_TEXT / 2).any() else under
    return patch_of(name, text, shrunk, polygon=to_frame(box.corners, matrix), confidence=confidence)


def lost_under(layer: int, cells: Any, matrix: Any, *, sideways: bool) -> Lost:
    """What text there would be under a hand or a lamp, were it not there: in a row that has text elsewhere, a column is
    taken to hold text as often as it does in the rows that can be seen. Margins and the gap between label and value
    hold none, and so lose none; what can be read under the light is not lost. What covers half of a sheet is no spot.
    `sideways`: its lines run down the picture."""
    cells = cells.swapaxes(0, 1) if sideways else cells
    text, over = cells[..., 0] > IS_TEXT, cells[..., layer] > LIES_THERE
    in_a_row = text.sum(1, keepdims=True) >= FEWEST_OF_A_ROW
    seen = in_a_row & ~over
    often = (text & seen).sum(0) / np.maximum(seen.sum(0), 1)
    lost = (over & ~text & in_a_row) * often
    share = float(((over & in_a_row) * (often - text)).sum() / max(text.sum(), 1))
    if share <= 0 or over.mean() > SPOT_OF_LIGHT or not lost.any():
        return Lost()
    rows, columns = np.nonzero(lost > 0)
    corners = np.array(
        [[columns.min(), rows.min()], [columns.max() + 1, rows.min()],
         [columns.max() + 1, rows.max() + 1], [columns.min(), rows.max() + 1]]
    )  # fmt: skip
    around = to_frame((corners[:, ::-1] if sideways else corners) * CELL, matrix)
    return Lost(share, tuple((float(x), float(y)) for x, y in around))


def visible_share(corners: Points, width: int, height: int) -> tuple[float, Points]:
    """Share of the paper that is in the frame, and the corners of that part."""
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    whole = cv2.contourArea(corners.astype(np.float32))
    area, part = cv2.intersectConvexConvex(corners.astype(np.float32), frame)
    shown = part.reshape(-1, 2).astype(np.float64) if part is not None else frame.astype(np.float64)
    return min(1.0, float(area) / max(whole, 1.0)), shown


def text_runs_down(grey: Grey) -> bool:
    """Whether lines of text run along the picture's height: letters stand closer to their neighbours than lines do."""
    by = min(1.0, 900 / max(grey.shape))
    small = cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_AREA) if by < 1 else grey
    ink = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8)).astype(np.float32)
    ink = np.minimum(ink, np.percentile(ink, 99))
    ink -= cv2.blur(ink, (61, 61))
    return smeared(ink, (1, 21)) > 1.15 * smeared(ink, (21, 1))


def smeared(ink: Any, kernel: Sequence[int]) -> float:
    return float((cv2.blur(ink, tuple(kernel)) ** 2).mean())


WHITE, SPOT = 250, (0.004, 0.4)  # of 255 in every colour; of the paper, at least and at most
SPOT_SIDE = 240  # pixels that are enough to see a spot


def burnt(flat: Picture) -> Grey:
    """Where no colour is left, 0 or 1, in small."""
    by = min(1.0, SPOT_SIDE / max(flat.shape[:2]))
    small = cv2.resize(flat, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    return np.asarray(small.min(2) >= WHITE, np.uint8)


def burnt_spot(white: Grey, flat: Picture, matrix: Any) -> Points | None:
    """Around the largest such spot, in pixels of the frame: a lamp, where a field is missing."""
    by = max(white.shape) / max(flat.shape[:2])
    count, _, stats, _ = cv2.connectedComponentsWithStats(white)
    if count < 2:
        return None
    x, y, width, height, area = max(stats[1:], key=lambda each: each[4])
    if not SPOT[0] <= area / white.size <= SPOT[1]:
        return None
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], np.float64)
    return to_frame(corners / by, matrix)
