"""What is simply done elsewhere: brightness and the variance of the Laplacian decide, the largest bright shape is the
paper, and the whole photo is read with rapidocr as it comes, with its classifier of angles."""

import re
import time
from functools import cache
from pathlib import Path

import cv2
import numpy as np

DARK, BRIGHT, BLURRED = 50.0, 235.0, 60.0
SIXTEEN = re.compile(r"(?<!\d)\d{16}(?!\d)")
WORDS = {
    "kk": "KARTUKELUARGA", "akta_lahir": "AKTAKELAHIRAN", "sk_lahir": "SURATKETERANGAN", "buku_nikah": "NIKAH",
    "form_f102": "F-1.02", "form_f201": "F-2.01", "ktp": "PROVINSI",
}  # fmt: skip


def seen(folder: Path, label: dict) -> dict:
    began = time.perf_counter()
    picture = cv2.imread(str(folder / label["file"]))
    if picture is None:  # HEIC
        return {"usable": True, "reasons": [], "document": None, "corners": None, "fields": {}}
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    sharp = cv2.Laplacian(grey, cv2.CV_64F).var()
    reasons = [
        name
        for name, is_so in (
            ("too_dark", grey.mean() < DARK), ("overexposed", grey.mean() > BRIGHT), ("blur_focus", sharp < BLURRED),
        )
        if is_so
    ]  # fmt: skip
    corners = _largest_bright(grey)
    judged = time.perf_counter()
    text = _read(picture)
    numbers = SIXTEEN.findall(" ".join(text))
    fields: dict = {"members": [{"nik": number} for number in numbers]}
    if numbers:
        fields |= {"nik": numbers[0], "kk_number": numbers[0]}
    done = time.perf_counter()
    return {"usable": not reasons, "reasons": reasons, "document": _document(text), "corners": corners,
            "fields": fields, "verdict_ms": 1000 * (judged - began), "ms": 1000 * (done - began)}  # fmt: skip


def _largest_bright(grey: np.ndarray) -> list | None:
    _, mask = cv2.threshold(cv2.GaussianBlur(grey, (9, 9), 0), 0, 255, cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    four = cv2.approxPolyDP(largest, 0.02 * cv2.arcLength(largest, True), True).reshape(-1, 2)
    return (four if len(four) == 4 else cv2.boxPoints(cv2.minAreaRect(largest))).tolist()


def _document(text: list[str]) -> str:
    joined = "".join(text).upper().replace(" ", "")
    return next((name for name, word in WORDS.items() if word in joined), "lainnya")


def _read(picture: np.ndarray) -> list[str]:
    found = _reader()(picture)
    return list(found.txts or [])


@cache
def _reader():  # type: ignore[no-untyped-def]
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.max_side_len": 1000, "Global.log_level": "error",
                            "EngineConfig.onnxruntime.intra_op_num_threads": 1})  # fmt: skip
