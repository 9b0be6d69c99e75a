"""YAML that remembers its lines, so that a mistake in the catalogue can be pointed at."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from .mistakes import CatalogueMistake


class Lined(dict[str, Any]):
    """A mapping that knows the file and line of each of its keys."""

    __slots__ = ("file", "line", "lines")

    def __init__(
        self, *args: Any, file: str = "", line: int = 0, lines: dict[str, int] | None = None
    ) -> None:
        super().__init__(*args)
        self.file, self.line, self.lines = file, line, lines or {}

    def changed(self, changes: dict[str, Any]) -> "Lined":
        """A copy with some keys replaced, each knowing where it was written."""
        lines = {**self.lines, **getattr(changes, "lines", {})}
        return Lined({**self, **changes}, file=self.file, line=self.line, lines=lines)


def place(tree: Any, key: str | None = None) -> dict[str, Any]:
    """File and line of a tree, or of one of its keys, for a mistake."""
    if not isinstance(tree, Lined):
        return {}
    return {"file": tree.file, "line": tree.lines.get(key, tree.line) if key else tree.line}


class _Loader(yaml.CSafeLoader):
    file = ""


def _read_mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    found = Lined(file=loader.file, line=node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key: Hashable = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise CatalogueMistake("not_a_word", file=loader.file, line=line, key=key)
        if key in found:
            raise CatalogueMistake("twice", file=loader.file, line=line, key=key)
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = line
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _read_mapping)


def read_yaml(path: Path) -> Lined:
    """One file; its outermost level has to be a mapping."""
    return parse_yaml(path.read_text(encoding="utf-8"), path.name)


def parse_yaml(text: str, file: str) -> Lined:
    loader = _Loader(text)
    loader.file = file
    try:
        tree = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise CatalogueMistake("not_yaml", file=file, line=line, detail=error.problem) from error
    finally:
        loader.dispose()
    if not isinstance(tree, Lined):
        raise CatalogueMistake("not_a_mapping", file=file, line=1, key=file)
    return tree
