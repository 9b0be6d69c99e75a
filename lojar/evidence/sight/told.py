"""A sight in words for programs: what `lojar photo --json` prints, and what `Reading.found` keeps."""

from collections.abc import Sequence
from typing import Any

from lojar.evidence.rules.reading.found import Found, Reading

from .looking import Sight
from .seeing import PageSight

# Files that cannot be opened are no photos of papers; the trouble itself is told beside it.
UNOPENED = ("not_document",)


def told(sight: Sight) -> dict[str, Any]:
    """For one file; `ms` and `file` are its caller's to add."""
    page = sight.best
    if page is None:
        return {"usable": False, "reasons": list(UNOPENED), "document": None, "corners": None, "fields": {},
                "trouble": sight.trouble}  # fmt: skip
    made = told_of_page(page)
    if len(sight.pages) > 1:
        made["pages"] = [told_of_page(one) for one in sight.pages]
    return made


def told_of_page(page: PageSight) -> dict[str, Any]:
    return {
        "usable": page.verdict.usable,
        "reasons": list(page.verdict.reasons),
        "document": document_of(page),
        "corners": None if page.corners is None else _of_original(page.corners.tolist(), page),
        "fields": fields_of(page.reading),
        "doubts": doubts_of(page.reading),
        "confidence": {name: found.confidence for name, found in page.reading.fields.items()},
        "spots": [
            {"reason": spot.reason, "polygon": _of_original(spot.polygon, page)}
            for spot in page.verdict.spots
        ],
        "greyscale": page.greyscale,
        "quarters": page.quarters,
        "size": [round(page.width / page.shrunk), round(page.height / page.shrunk)],
    }


def document_of(page: PageSight) -> str | None:
    """A picture without a paper is named for what it is, in the words of the reasons."""
    for kind in ("screenshot", "blank", "not_document"):
        if kind in page.verdict.reasons:
            return kind
    return page.guess.document or None


def fields_of(reading: Reading) -> dict[str, Any]:
    made: dict[str, Any] = {name: found.value for name, found in reading.fields.items()}
    if reading.members:
        made["members"] = [
            {name: found.value for name, found in member.fields.items()} for member in reading.members
        ]
    return made


def doubts_of(reading: Reading) -> dict[str, list[str]]:
    """By field, and by `members.0.nik` for the rows of a family card. What is named here is asked, never taken."""
    made = {name: list(found.doubts) for name, found in reading.fields.items() if found.doubts}
    for number, member in enumerate(reading.members):
        made |= {
            f"members.{number}.{name}": list(found.doubts)
            for name, found in member.fields.items()
            if found.doubts
        }
    return made


def kept(reading: Reading) -> dict[str, Any]:
    """With confidence, doubts and place, as it is sealed into a row."""

    def one(found: Found) -> dict[str, Any]:
        return {"value": found.value, "confidence": found.confidence, "doubts": list(found.doubts),
                "place": _rounded(found.box.corners)}  # fmt: skip

    return {
        "fields": {name: one(found) for name, found in reading.fields.items()},
        "members": [
            {name: one(found) for name, found in member.fields.items()} for member in reading.members
        ],
    }


def _of_original(polygon: Sequence[Sequence[float]], page: PageSight) -> list[list[float]]:
    """Who asks about a file counts in its own pixels, not in those of the smaller picture that was looked at."""
    return [[round(x / page.shrunk, 1), round(y / page.shrunk, 1)] for x, y in polygon]


def _rounded(polygon: tuple[tuple[float, float], ...]) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in polygon]
