"""Careful hands for JSON that promises nothing: each returns its type, whatever lies there."""

import re
from typing import Any

from .updates import Error

_WHOLE = re.compile(r"-?[0-9]{1,9}")  # what a column holds; no code and no size of Meta's is longer


def table(value: Any, *path: str) -> dict[str, Any]:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def rows(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def words(value: Any, *path: str) -> str:
    """A string; numbers are taken for what they would be as text, since Meta sends ids both ways."""
    *outer, last = path
    found = table(value, *outer).get(last)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) else ""


def whole(value: Any, key: str) -> int | None:
    found = words(value, key)
    return int(found) if _WHOLE.fullmatch(found) else None


def errors(value: Any) -> tuple[Error, ...]:
    return tuple(
        Error(whole(error, "code"), _told(error), whole(error, "error_subcode") or 0)
        for error in rows(value, "errors")
        if isinstance(error, dict)
    )


def _told(error: dict[str, Any]) -> str:
    told = words(error, "error_data", "details") or words(error, "message") or words(error, "title")
    return told[:300]
