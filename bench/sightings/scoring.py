"""The figures of a set of photos, by the definitions of its labels."""

import re
from collections.abc import Iterable
from statistics import fmean

import cv2
import numpy as np

PAPERS = {"ktp", "kk", "sk_lahir", "akta_lahir", "buku_nikah", "form_f102", "form_f201", "lainnya"}


def scores(labels: list[dict], seen: list[dict]) -> dict[str, tuple[float, str]]:
    """Name -> (value, how many of how many)."""
    pairs = list(zip(labels, seen, strict=True))
    usable = [(label, one) for label, one in pairs if label["usable"] == "usable"]
    made = _verdicts(pairs, "usable", "")
    if any("quality_usable" in one for _, one in pairs):
        made |= _verdicts(pairs, "quality_usable", ", quality alone")
    made |= _corners(usable) | _types(usable) | _cards(usable) | _families(usable)
    return made | _times(pairs)


def _share(hits: Iterable[bool]) -> tuple[float, str]:
    known = list(hits)
    return (sum(known) / len(known), f"{sum(known)}/{len(known)}") if known else (float("nan"), "0/0")


def _verdicts(pairs: list, which: str, more: str) -> dict[str, tuple[float, str]]:
    told = [(label, one) for label, one in pairs if label["usable"] != "borderline"]
    rejected = [(label, one) for label, one in told if not one[which]]
    bad = [(label, one) for label, one in told if label["usable"] == "not_usable"]
    good = [(label, one) for label, one in told if label["usable"] == "usable"]
    reasons = "reasons" if which == "usable" else "quality_reasons"
    rightly = [(label, one) for label, one in rejected if label["usable"] == "not_usable"]
    made = {
        f"rejected: precision{more}": _share(label["usable"] == "not_usable" for label, _ in rejected),
        f"rejected: recall{more}": _share(not one[which] for _, one in bad),
        f"usable, wrongly rejected{more}": _share(not one[which] for _, one in good),
    }
    if any(one.get(reasons) for _, one in rightly):
        made[f"first reason is a fair one{more}"] = _share(
            _fair(label, one[reasons]) for label, one in rightly
        )
    return made


def _fair(label: dict, reasons: list[str]) -> bool:
    return bool(reasons) and reasons[0] in (label.get("reasons_any") or [label["reason"]])


def _corners(usable: list) -> dict[str, tuple[float, str]]:
    overlaps = [overlap(label["quad"], one["corners"]) for label, one in usable if label["quad"]]
    if not overlaps:
        return {}
    return {
        "corners: mean overlap (IoU), usable": (fmean(overlaps), f"{len(overlaps)}"),
        "corners: share with overlap >= .9": _share(value >= 0.9 for value in overlaps),
        "corners: first corner in reading direction": _share(
            _starts_right(label["quad"], one["corners"]) for label, one in usable if label["quad"]
        ),
    }


def overlap(truth: list, corners: list | None) -> float:
    if corners is None:
        return 0.0
    a, b = (cv2.convexHull(np.array(points, np.float32)) for points in (truth, corners))
    shared, _ = cv2.intersectConvexConvex(a, b)
    return float(shared / (cv2.contourArea(a) + cv2.contourArea(b) - shared))


def _starts_right(truth: list, corners: list | None) -> bool:
    if corners is None:
        return False
    far = np.hypot(*(np.array(truth, float) - np.array(corners[0], float)).T)
    return int(np.argmin(far)) == 0


def _types(usable: list) -> dict[str, tuple[float, str]]:
    return {"type of a usable paper": _share(one["document"] == label["doc_type"] for label, one in usable)}


def _cards(usable: list) -> dict[str, tuple[float, str]]:
    cards = [(label["fields"], one) for label, one in usable if label["doc_type"] == "ktp"]
    read = [
        (fields["nik"], one["fields"].get("nik"), one.get("doubts", {}).get("nik", []))
        for fields, one in cards
    ]
    return {
        "KTP: NIK read exactly, usable": _share(truth == value for truth, value, _ in read),
        "KTP: a wrong NIK without doubt": _share(
            value not in (None, truth) and not doubt for truth, value, doubt in read
        ),
        "KTP: a right NIK in doubt": _share(truth == value and bool(doubt) for truth, value, doubt in read),
        "KTP: name read exactly": _share(
            _same(fields["nama"], one["fields"].get("name")) for fields, one in cards
        ),
        "KTP: birth date": _share(
            _iso(fields["tgl_lahir"]) == one["fields"].get("birth_date") for fields, one in cards
        ),
    }


def _families(usable: list) -> dict[str, tuple[float, str]]:
    cards = [(label["fields"], one["fields"]) for label, one in usable if label["doc_type"] == "kk"]
    members = []
    names = []
    for fields, seen in cards:
        read = {row.get("nik"): row.get("name") for row in seen.get("members", [])}
        for n in range(fields["jumlah_anggota"]):
            members.append(fields[f"anggota{n}_nik"] in read)
            names.append(_same(fields[f"anggota{n}_nama"], read.get(fields[f"anggota{n}_nik"])))
    return {
        "KK: number read exactly, usable": _share(
            fields["no_kk"] == seen.get("kk_number") for fields, seen in cards
        ),
        "KK: members' NIKs": _share(members),
        "KK: members' names": _share(names),
    }


def _same(truth: str, value: str | None) -> bool:
    """Spaces aside: who reads does not lose them."""
    return value is not None and re.sub(r"\W", "", truth).upper() == re.sub(r"\W", "", value).upper()


def _iso(day: str) -> str:
    return "-".join(reversed(day.split("-")))


def _times(pairs: list) -> dict[str, tuple[float, str]]:
    made = {}
    for name, key, of in (("verdict", "verdict_ms", None), ("all of a KTP", "ms", "ktp"), ("all of a KK", "ms", "kk"),
                          ("all", "ms", None)):  # fmt: skip
        times = [one[key] for label, one in pairs if key in one and of in (None, label["doc_type"])]
        if times:
            made[f"time: {name}, median ms"] = (
                float(np.median(times)),
                f"p90 {np.percentile(times, 90):.0f}",
            )
    return made
