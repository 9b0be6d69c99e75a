"""JSON as it comes: what is absurd in one place of it must not cost what is good in another."""

import json
import re
from typing import Any

DEEPEST = 100
LONGEST_NUMBER = 100
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)


def unpacked(text: str) -> Any:
    """ValueError where it is no JSON at all. A number too long to store stays text, what lies too deep becomes null."""
    try:
        return json.loads(text, object_pairs_hook=_joined)
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError):  # too deep, or a number with more digits than Python reads
        return json.loads(_flattened(text), object_pairs_hook=_joined, parse_int=_number)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits[:LONGEST_NUMBER]


def _joined(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that comes twice: two lists are one list, two tables one table, and otherwise what holds more stays."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        found[key] = _both(found[key], value) if key in found else value
    return found


def _both(before: Any, value: Any) -> Any:
    if isinstance(before, list) and isinstance(value, list):
        return before + value
    if isinstance(before, dict) and isinstance(value, dict):
        return _joined([*before.items(), *value.items()])
    return before if isinstance(before, dict | list) else value


def _flattened(text: str) -> str:
    """Without what lies deeper than anything that Meta sends."""
    kept: list[str] = []
    depth = copied = 0
    for token in _TOKEN.finditer(text):
        sign = text[token.start()]
        if sign in "[{":
            depth += 1
            if depth == DEEPEST + 1:
                kept += (text[copied : token.start()], "null")
        elif sign in "]}":
            if depth == DEEPEST + 1:
                copied = token.end()
            depth -= 1
    return "".join((*kept, text[copied:] if depth <= DEEPEST else ""))
