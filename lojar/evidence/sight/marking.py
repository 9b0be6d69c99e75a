"""A small copy of a photo on which stands where the trouble is: for the person who is to take it again."""

from collections.abc import Sequence

import cv2
import numpy as np

from lojar.evidence.rules.legibility import Spot

from .pictures import Picture
from .straighten import shrunk_to

LONGEST = 800  # pixels: as large as a phone shows it in a chat
RED, WHITE = (208, 32, 32), (255, 255, 255)  # RGB; the white edge shows on red papers, too
QUALITY = 80


def with_spots(picture: Picture, spots: Sequence[Spot]) -> bytes:
    """JPEG; b"" where there is no place to mark."""
    polygons = [spot.polygon for spot in spots if len(spot.polygon) >= 3]
    if not polygons:
        return b""
    smaller, by = shrunk_to(picture, LONGEST)
    drawn = np.ascontiguousarray(smaller)
    for polygon in polygons:
        _draw(drawn, np.asarray(polygon, np.float32) * by)
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    )
    return data.tobytes() if done else b""


def _draw(drawn: Picture, polygon: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> None:
    """An edge around the place, inside of the frame."""
    height, width = drawn.shape[:2]
    inside = np.clip(polygon, 6, [max(7, width - 7), max(7, height - 7)]).astype(np.int32)
    for colour, thick in ((WHITE, 9), (RED, 5)):
        cv2.polylines(drawn, [inside], True, colour, thick, cv2.LINE_AA)
