"""Lines of text on a straightened paper: found and read by the models that rapidocr brings, without its classifier of
angles, which turns the digits of an identity card upside down."""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from lojar.evidence.rules.lines import Line, LineBox

from .networks import session
from .pictures import Picture

HEIGHT = 48  # pixels of a line as the model was trained
WIDEST = 1600
STEP = 32  # the finder wants multiples of it
DIGITS = frozenset("0123456789")
# What stands on Indonesian papers; the model knows 18,000 signs more.
ALPHABET = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;/-()'\"&+*#=%!?@_<>[]|`’“”·•"
)


@dataclass(frozen=True, slots=True)
class _Reader:
    session: Any
    signs: tuple[str, ...]
    of_alphabet: Any  # numbers of the columns that are read
    of_digits: Any


def find_lines(flat: Picture, *, longest: int) -> list[LineBox]:
    """Boxes around text, top to bottom; `longest`: side in pixels at which they are looked for."""
    height, width = flat.shape[:2]
    by = longest / max(height, width)
    to = (max(STEP, round(width * by / STEP) * STEP), max(STEP, round(height * by / STEP) * STEP))
    how = cv2.INTER_AREA if by < 1 else cv2.INTER_LINEAR
    fed = (cv2.resize(flat, to, interpolation=how)[..., ::-1].astype(np.float32) / 127.5 - 1).transpose(
        2, 0, 1
    )
    found = session(_models() / "PP-OCRv6_det_small.onnx")
    chances = found.run(None, {found.get_inputs()[0].name: np.ascontiguousarray(fed[None])})[0]
    boxes, _ = _boxes()(chances, (height, width))
    made = [_box(np.asarray(box, np.float64)) for box in boxes]
    return sorted(made, key=lambda box: (box.middle[1], box.middle[0]))


def read_lines(flat: Picture, boxes: list[LineBox], *, digits: bool = False) -> list[Line]:
    """One line each, in the order given. `digits`: nothing else can stand there, so nothing else is read."""
    return [_read(cut_out(flat, box), box, digits) for box in boxes]


def cut_out(flat: Picture, box: LineBox) -> Picture:
    corners = np.array(box.corners, np.float32)
    width = max(2, round(float(np.hypot(*(corners[1] - corners[0])))))
    height = max(2, round(float(np.hypot(*(corners[3] - corners[0])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    cut = cv2.warpPerspective(
        flat, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8)


def _read(cut: Picture, box: LineBox, digits: bool) -> Line:
    reader = _reader()
    width = int(np.clip(round(HEIGHT * cut.shape[1] / cut.shape[0]), 16, WIDEST))
    room = -(-width // 16) * 16
    line = np.zeros((HEIGHT, room, 3), np.float32)
    line[:, :width] = cv2.resize(cut, (width, HEIGHT))[..., ::-1].astype(np.float32) / 127.5 - 1
    fed = np.ascontiguousarray(line.transpose(2, 0, 1)[None])
    chances = reader.session.run(None, {reader.session.get_inputs()[0].name: fed})[0][0]
    columns = reader.of_digits if digits else reader.of_alphabet
    text, sure = _decoded(chances[:, columns], [reader.signs[n] for n in columns])
    return Line(text.strip(), tuple(sure) if text == text.strip() else _stripped(text, sure), box)


def _decoded(chances: Any, signs: list[str]) -> tuple[str, list[float]]:
    """Connectionist temporal classification, greedily: what is said twice in a row is said once; '' is silence."""
    best = chances.argmax(1)
    text, sure, last = [], [], -1
    for at, sign in enumerate(best.tolist()):
        chance = float(chances[at, sign])
        if sign != last and signs[sign]:
            text.append(signs[sign])
            sure.append(chance)
        elif sign == last and signs[sign]:
            sure[-1] = max(sure[-1], chance)
        last = sign
    return "".join(text), sure


def _stripped(text: str, sure: list[float]) -> tuple[float, ...]:
    start = len(text) - len(text.lstrip())
    return tuple(sure[start : start + len(text.strip())])


def _box(corners: Any) -> LineBox:
    return LineBox(tuple((float(x), float(y)) for x, y in corners))


@cache
def _models() -> Path:
    found = find_spec("rapidocr")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "models"


@cache
def _boxes() -> Any:
    from rapidocr.ch_ppocr_det.utils import DBPostProcess

    return DBPostProcess(thresh=0.3, box_thresh=0.5, max_candidates=1000, unclip_ratio=1.6, use_dilation=True)


@cache
def _reader() -> _Reader:
    made = session(_models() / "PP-OCRv6_rec_small.onnx")
    known = made.get_modelmeta().custom_metadata_map["character"].splitlines()
    signs = ("", *known, " ")
    wanted = [n for n, sign in enumerate(signs) if n == 0 or sign in ALPHABET]
    digits = [n for n, sign in enumerate(signs) if n == 0 or sign in DIGITS]
    return _Reader(made, signs, np.array(wanted), np.array(digits))
