"""One mapping of the catalogue, read key by key, so that nothing is misspelt or left over in silence."""

from collections.abc import Collection
from typing import Any, NoReturn

from ..lines import Lined, place
from ..mistakes import CatalogueMistake
from ..shapes import Text

_NOTHING = object()


class Entry:
    """Reads the keys of one mapping; `done` refuses those that nobody read."""

    __slots__ = ("_read", "tree", "where")

    def __init__(self, tree: Any, where: str, *, inside: Any = None) -> None:
        self.where = where
        if not isinstance(tree, dict):
            raise CatalogueMistake("not_a_mapping", where=where, key=where, **place(inside))
        self.tree = tree if isinstance(tree, Lined) else Lined(tree)  # what an office wrote has no lines
        self._read: set[str] = set()

    def fail(self, code: str, at: str | None = None, **details: Any) -> NoReturn:
        raise CatalogueMistake(code, where=self.where, **place(self.tree, at), **details)

    def take(self, key: str, default: Any = _NOTHING) -> Any:
        self._read.add(key)
        value = self.tree.get(key, default)
        if value is _NOTHING:
            self.fail("missing", key=key)
        return value

    def word(self, key: str, default: Any = _NOTHING, *, limit: int = 0) -> str:
        value = self.take(key, default)
        if not isinstance(value, str):
            self.fail("not_a_word", key, key=key)
        if not value.strip() and default is _NOTHING:
            self.fail("missing", key, key=key)
        self._not_longer(key, value, limit)
        return value.strip()

    def one_of(self, key: str, allowed: Collection[str], default: Any = _NOTHING) -> Any:
        value = self.word(key, default)
        if value not in allowed:
            self.fail("not_allowed", key, key=key, value=value, allowed=", ".join(a or '""' for a in allowed))
        return value

    def known(self, key: str, things: Collection[str], what: str, default: Any = _NOTHING) -> str:
        value = self.word(key, default)
        if value and value not in things:
            self.fail("unknown", key, what=what, value=value)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.take(key, default)
        if not isinstance(value, bool):
            self.fail("not_a_flag", key, key=key)
        return value

    def number(self, key: str, default: Any = _NOTHING) -> int:
        value = self.take(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail("not_a_number", key, key=key)
        return value

    def text(self, key: str, *, limit: int = 0) -> Text:
        return self._as_text(key, self.take(key), limit)

    def maybe_text(self, key: str, *, limit: int = 0) -> Text | None:
        value = self.take(key, None)
        return None if value is None else self._as_text(key, value, limit)

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(self._as_text(key, value, 0) for value in self.items(key))

    def items(self, key: str) -> list[Any]:
        value = self.take(key, [])
        if not isinstance(value, list):
            self.fail("not_a_list", key, key=key)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        found = self.items(key)
        for value in found:
            if not isinstance(value, str):
                self.fail("not_a_word", key, key=key)
        if len(set(found)) != len(found):
            self.fail("twice", key, key=next(v for v in found if found.count(v) > 1))
        return tuple(found)

    def known_words(self, key: str, things: Collection[str], what: str) -> tuple[str, ...]:
        found = self.words(key)
        for value in found:
            if value not in things:
                self.fail("unknown", key, what=what, value=value)
        return found

    def mapping(self, key: str) -> dict[str, Any]:
        value = self.take(key, {})
        if not isinstance(value, dict):
            self.fail("not_a_mapping", key, key=key)
        return value

    def entries(self, key: str) -> list["Entry"]:
        """A list of mappings."""
        return [Entry(v, f"{self.where} / {key}", inside=self.tree) for v in self.items(key)]

    def named(self, key: str) -> list[tuple[str, "Entry"]]:
        """A mapping of mappings."""
        return [(k, Entry(v, f"{self.where} / {k}", inside=self.tree)) for k, v in self.mapping(key).items()]

    def inner(self, key: str) -> "Entry":
        tree = self.mapping(key)
        return Entry(tree or Lined(**place(self.tree)), f"{self.where} / {key}")

    def done(self) -> None:
        for key in self.tree:
            if key not in self._read:
                self.fail("unknown_key", key, key=key)

    def _as_text(self, key: str, value: Any, limit: int) -> Text:
        if not isinstance(value, dict) or set(value) != {"id", "en"}:
            self.fail("no_words", key, key=key)
        if not all(isinstance(v, str) and v.strip() for v in value.values()):
            self.fail("no_words", key, key=key)
        for words in value.values():
            self._not_longer(key, words, limit)
        return Text(id=value["id"].strip(), en=value["en"].strip())

    def _not_longer(self, key: str, words: str, limit: int) -> None:
        if limit and len(words.strip()) > limit:
            self.fail("too_long", key, key=key, limit=limit, length=len(words.strip()), text=words.strip())


def no_twice(entry: Entry, keys: list[str]) -> None:
    """Two things of one list must not share a key."""
    for position, key in enumerate(keys):
        if key in keys[:position]:
            entry.fail("twice", key=key)
