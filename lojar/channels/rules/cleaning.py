"""Text from outside, made fit for a table and a page without losing what the person wrote."""

import re
from typing import Any

# PostgreSQL stores no zero character, UTF-8 no lone surrogate; other controls only confuse whoever reads.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
DEEPEST = 40


def cleaned(text: str) -> str:
    """Direction marks and zero-width characters stay: the page neutralises them, the text remains as it was."""
    if text.isascii() and text.isprintable():
        return text  # nearly always, and ten times faster
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def clean_value(value: Any, depth: int = 0) -> Any:
    """A JSON value with every string in it cleaned; what is nested absurdly deep is cut off."""
    if isinstance(value, str):
        return cleaned(value)
    if depth >= DEEPEST:
        return None
    if isinstance(value, dict):
        return _clean_table(value, depth)
    if isinstance(value, list):
        return [clean_value(inner, depth + 1) for inner in value]
    return value


def _clean_table(table: dict[Any, Any], depth: int) -> dict[str, Any]:
    """A key that only becomes like another one by cleaning does not take its place."""
    made = {cleaned(str(key)): clean_value(inner, depth + 1) for key, inner in table.items()}
    if len(made) < len(table):
        made |= {key: clean_value(table[key], depth + 1) for key in made if key in table}
    return made
