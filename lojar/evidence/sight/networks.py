"""The two small networks that this house trained itself on made-up papers (bench/papers), and how they are asked."""

from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .pictures import Grey, Maps, Picture

WEIGHTS = Path(__file__).with_name("weights")
FRAME_SIDE = 160  # a frame's longer side, as the first network was trained
MAP_STEP = 4  # pixels of the small frame for one cell of its maps
CELL = 16  # pixels of the straightened paper for one cell of the second


@cache
def session(path: Path) -> Any:
    """One thread: a worker reads one photo at a time and leaves the other cores to other workers."""
    import onnxruntime

    how = onnxruntime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    how.enable_cpu_mem_arena = False  # papers differ in size; an arena would keep the largest of each
    how.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), how, providers=["CPUExecutionProvider"])


def where_things_are(picture: Picture) -> Maps:
    """Paper, hand and glare in a frame. Each map covers the frame at `by` map cells a pixel of the frame."""
    height, width = picture.shape[:2]
    shrunk = FRAME_SIDE / max(height, width)
    small = (max(1, round(width * shrunk)), max(1, round(height * shrunk)))
    square = np.zeros((FRAME_SIDE, FRAME_SIDE, 3), np.uint8)
    square[: small[1], : small[0]] = cv2.resize(picture, small, interpolation=cv2.INTER_AREA)
    fed = square.astype(np.float32).transpose(2, 0, 1)[None] / 255
    maps, kind = session(WEIGHTS / "frame.onnx").run(None, {"picture": fed})
    kept = (slice(-(-small[1] // MAP_STEP)), slice(-(-small[0] // MAP_STEP)))
    paper, hand, glare = (_chance(layer[kept]) for layer in maps[0])
    odds = np.exp(kind[0, :, 0, 0] - kind[0, :, 0, 0].max())
    photo, screen, nothing = (odds / odds.sum()).tolist()
    size = (small[0] / MAP_STEP, small[1] / MAP_STEP)
    return Maps(paper, hand, glare, shrunk / MAP_STEP, size, photo, screen, nothing)


def text_cells(paper: Grey) -> np.ndarray:
    """rows x columns x 11, one cell for 16 x 16 pixels: chance of text, legibility 0-1, height of capitals in pixels,
    then the chances of the causes in the order of `rules.legibility.CAUSES`."""
    height, width = (side // CELL * CELL for side in paper.shape)
    if not height or not width:
        return np.zeros((0, 0, 11), np.float32)
    fed = paper[:height, :width].astype(np.float32)[None, None] / 255
    out = session(WEIGHTS / "windows.onnx").run(None, {"picture": fed})[0][0].transpose(1, 2, 0)
    cells = _chance(out)
    cells[..., 2] = 2 ** np.clip(out[..., 2], 0, 7)
    return cells


def _chance(odds: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
