"""An office's changes to the catalogue: what they may be, and where they can be read from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .contents import Catalogue
from .lines import Lined, place, read_yaml
from .mistakes import CatalogueMistake

Changes = Mapping[str, Any]
"""Keys of `laying.CHANGES`: `promise`, `drop_requirements`, `change_questions`, `offered`, ..."""


def check_changes(catalogue: Catalogue, code: str, changes: Changes) -> None:
    """Raises CatalogueMistake when the service, or a package it is in, would not stand with these changes."""
    if code not in catalogue.services:
        raise CatalogueMistake("unknown", what="service", value=code)
    catalogue.changed_by({code: changes})


def standing(catalogue: Catalogue, changes: Mapping[str, Changes]) -> Catalogue:
    """With those changes that still hold. One that a new release has made impossible is left out, and told by
    the system check, rather than closing the whole counter."""
    try:
        return catalogue.changed_by(changes)
    except CatalogueMistake:
        return catalogue.changed_by({code: c for code, c in changes.items() if holds(catalogue, code, c)})


def holds(catalogue: Catalogue, code: str, changes: Changes) -> bool:
    try:
        check_changes(catalogue, code, changes)
    except CatalogueMistake:
        return False
    return True


def read_overrides(path: Path) -> dict[str, tuple[Changes, str]]:
    """Service code -> (changes, reason) from a YAML file with `overrides:` at its top."""
    tree = read_yaml(path)
    named = tree.get("overrides")
    if not isinstance(named, dict):
        raise CatalogueMistake("missing", key="overrides", **place(tree))
    found: dict[str, tuple[Changes, str]] = {}
    for code, body in named.items():
        if not isinstance(body, Lined):
            raise CatalogueMistake("not_a_mapping", where=code, key=code, **place(named, code))
        if not isinstance(body.get("reason"), str):
            raise CatalogueMistake("missing", where=code, key="reason", **place(body))
        changes = Lined({k: v for k, v in body.items() if k != "reason"}, file=path.name, lines=body.lines)
        found[code] = (changes, body["reason"])
    return found
