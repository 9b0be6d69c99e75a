"""The forms that a request body may take. Each check names the spot that it refuses; nothing unknown passes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..refusals import GraphError

Check = Callable[[Any, str], None]


def words(most: int, least: int = 1, *, pattern: str | None = None, trimmed: bool = False) -> Check:
    def check(value: Any, at: str) -> None:
        if not isinstance(value, str):
            raise GraphError(131009, f"Param {at} must be a string.")
        if not least <= len(value) <= most or (least and not value.strip()):
            raise GraphError(131009, f"{at} length invalid. Min length: {least}, Max length: {most}")
        if trimmed and value != value.strip():
            raise GraphError(131009, f"{at} must not begin or end with a space.")
        if pattern and not re.fullmatch(pattern, value):
            raise GraphError(131009, f"Param {at} is not valid: {value[:60]}")

    return check


def long_words(most: int) -> Check:
    """Meta refuses an overlong text body with code 100, unlike all others."""

    def check(value: Any, at: str) -> None:
        if isinstance(value, str) and len(value) > most:
            raise GraphError(100, f"Param {at} must be at most {most} characters long.")
        words(most)(value, at)

    return check


def one_of(*allowed: Any) -> Check:
    def check(value: Any, at: str) -> None:
        if value not in allowed or isinstance(value, bool) != isinstance(allowed[0], bool):
            choices = ", ".join(map(str, allowed))
            raise GraphError(100, f'Param {at} must be one of {{{choices}}} - got "{value}".')

    return check


def number(least: float, most: float) -> Check:
    def check(value: Any, at: str) -> None:
        try:
            fits = not isinstance(value, bool) and least <= float(value) <= most
        except (TypeError, ValueError):
            fits = False
        if not fits:
            raise GraphError(131009, f"Param {at} must be a number from {least} to {most}.")

    return check


def anything(value: Any, at: str) -> None:
    pass


def form(needed: Mapping[str, Check], allowed: Mapping[str, Check] | None = None) -> Check:
    known = {**needed, **(allowed or {})}

    def check(value: Any, at: str) -> None:
        if not isinstance(value, dict):
            raise GraphError(131009, f"Param {at} must be an object.")
        for key in value:
            if key not in known:
                raise GraphError(100, f'Unexpected key "{key}" on param "{at}".')
        for key in needed:
            if key not in value:
                raise GraphError(131008, f"Param {_join(at, key)} is required.")
        for key, item in value.items():
            known[key](item, _join(at, key))

    return check


def rows(item: Check, least: int, most: int) -> Check:
    def check(value: Any, at: str) -> None:
        if not isinstance(value, list):
            raise GraphError(131009, f"Param {at} must be an array.")
        if not least <= len(value) <= most:
            raise GraphError(131009, f"{at} count invalid. Min count: {least}, Max count: {most}")
        for index, entry in enumerate(value):
            item(entry, f"{at}[{index}]")

    return check


def by(key: str, forms: dict[str, Check]) -> Check:
    """The value of one key decides which form the object has."""

    def check(value: Any, at: str) -> None:
        if not isinstance(value, dict):
            raise GraphError(131009, f"Param {at} must be an object.")
        if key not in value:
            raise GraphError(131008, f"Param {_join(at, key)} is required.")
        if not isinstance(value[key], str) or value[key] not in forms:
            raise GraphError(131009, f"Param {_join(at, key)} is not supported: {str(value[key])[:60]}")
        forms[value[key]](value, at)

    return check


def both(*checks: Check) -> Check:
    def check(value: Any, at: str) -> None:
        for each in checks:
            each(value, at)

    return check


def unique(read: Callable[[Any], list[str]], what: str) -> Check:
    def check(value: Any, at: str) -> None:
        found = read(value)
        if len(found) != len(set(found)):
            raise GraphError(131009, f"Duplicated {what} in {at}.")

    return check


def exactly_one(*keys: str) -> Check:
    def check(value: Any, at: str) -> None:
        given = [key for key in keys if key in value]
        if not given:
            raise GraphError(131008, f"One of {', '.join(keys)} is required in {at}.")
        if len(given) > 1:
            raise GraphError(131009, f"Only one of {', '.join(keys)} may be given in {at}.")

    return check


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
