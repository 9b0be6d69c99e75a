"""Services that are like another one but for a few lines: `same_as` takes all, `fields_as` the fields."""

from collections.abc import Mapping
from typing import Any

from .laying import LAID, lay
from .lines import Lined, place
from .mistakes import CatalogueMistake

TAKEN_WITH_FIELDS = ("fields", "change_fields", "own_fields", "relations", "drop_fields")


def resolve(trees: Mapping[str, Lined]) -> dict[str, Lined]:
    """Every service as if it had been written out in full."""
    done: dict[str, Lined] = {}
    for code in trees:
        _resolved(code, trees, done, ())
    return done


def _resolved(code: str, trees: Mapping[str, Lined], done: dict[str, Lined], path: tuple[str, ...]) -> Lined:
    if code in done:
        return done[code]
    tree = trees[code]
    if code in path:
        raise CatalogueMistake("circle", where=code, path=" > ".join((*path, code)), **place(tree))
    for key in ("same_as", "fields_as"):
        if key in tree and tree[key] not in trees:
            raise CatalogueMistake("unknown", where=code, what="service", value=tree[key], **place(tree, key))
    base = _inherited(tree, trees, done, (*path, code))
    plain = {k: v for k, v in tree.items() if k not in LAID and k not in ("same_as", "fields_as")}
    laid = Lined({k: v for k, v in tree.items() if k in LAID}, lines=tree.lines)
    whole = Lined({**base, **plain}, file=tree.file, line=tree.line, lines=tree.lines)
    done[code] = lay(whole, laid)
    return done[code]


def _inherited(
    tree: Lined, trees: Mapping[str, Lined], done: dict[str, Lined], path: tuple[str, ...]
) -> dict[str, Any]:
    if "same_as" in tree:
        return dict(_resolved(tree["same_as"], trees, done, path))
    if "fields_as" in tree:
        base = _resolved(tree["fields_as"], trees, done, path)
        return {key: base[key] for key in TAKEN_WITH_FIELDS if key in base}
    return {}
