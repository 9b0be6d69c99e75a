"""Lists of objects, compared on disk: an office has hundreds of thousands, and the machine serves meanwhile."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from types import TracebackType

from lojar.lib.object_store import Entry

PAGE = 1000
TABLES = """
CREATE TABLE listed (key TEXT PRIMARY KEY, size INT, mark TEXT) WITHOUT ROWID;
CREATE TABLE known (sha256 TEXT, size INT, sealed_by TEXT, mark TEXT, key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (sha256 TEXT, size INT, sealed_by TEXT, mark TEXT, key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE wanted (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE named (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An object of a set: where its bytes lie (by their sum), which key opens it, what it is called in the store."""

    sha256: str
    size: int
    sealed_by: str
    mark: str
    key: str


class Index:
    """listed: in the store now. known: in the set before. taken: in the new set. wanted: named by a row of the dump.
    named: sums that some set needs."""

    def __init__(self) -> None:
        # Without a name: it begins in memory, grows into a file that nobody sees, and is gone when it is closed.
        self._sql = sqlite3.connect("", isolation_level=None)
        self._sql.executescript(TABLES)

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, where: TracebackType | None
    ) -> None:
        self._sql.close()

    def add_listed(self, entries: Iterable[Entry]) -> None:
        self._add("listed", 3, (astuple(entry) for entry in entries))

    def add_known(self, lines: Iterable[Kept]) -> None:
        self._add("known", 5, (astuple(line) for line in lines))

    def add_taken(self, lines: Iterable[Kept]) -> None:
        self._add("taken", 5, (astuple(line) for line in lines))

    def add_wanted(self, keys: Iterable[str]) -> None:
        self._add("wanted", 1, ((key,) for key in keys))

    def add_named(self, sums: Iterable[str]) -> None:
        self._add("named", 1, ((sha256,) for sha256 in sums))

    def unchanged(self) -> Iterator[Kept]:
        """In the store as they were when the set before was made."""
        same = "listed.size = known.size AND listed.mark = known.mark"
        return self._kept(f"SELECT known.* FROM known JOIN listed USING (key) WHERE {same}")  # noqa: S608

    def to_take(self) -> Iterator[Entry]:
        """In the store, and not yet in the new set; page by page, because the new set grows meanwhile."""
        new = "key > ? AND key NOT IN (SELECT key FROM taken)"
        last = ""
        while page := self._sql.execute(
            f"SELECT * FROM listed WHERE {new} ORDER BY key LIMIT {PAGE}",  # noqa: S608
            (last,),
        ).fetchall():
            yield from (Entry(*row) for row in page)
            last = page[-1][0]

    def bytes_to_take(self) -> int:
        """Of those the set before did not know: the others, written again, are most likely in the folder already."""
        new = "key NOT IN (SELECT key FROM taken) AND key NOT IN (SELECT key FROM known)"
        return int(self._number(f"SELECT coalesce(sum(size), 0) FROM listed WHERE {new}"))  # noqa: S608

    def missing(self) -> list[str]:
        found = self._sql.execute(
            "SELECT key FROM wanted WHERE key NOT IN (SELECT key FROM taken) ORDER BY key"
        )
        return [key for (key,) in found]

    def unlisted(self) -> list[str]:
        found = self._sql.execute(
            "SELECT key FROM wanted WHERE key NOT IN (SELECT key FROM listed) ORDER BY key"
        )
        return [key for (key,) in found]

    def known(self, key: str) -> Kept | None:
        return next(self._kept("SELECT * FROM known WHERE key = ?", key), None)

    def has_listed(self, key: str, size: int) -> bool:
        found = self._number("SELECT count(*) FROM listed WHERE key = ? AND size = ?", key, size)
        return bool(found)

    def taken(self) -> Iterator[Kept]:
        return self._kept("SELECT * FROM taken ORDER BY key")

    def count_and_bytes(self) -> tuple[int, int]:
        count, size = self._sql.execute("SELECT count(*), coalesce(sum(size), 0) FROM taken").fetchone()
        return count, size

    def keys_used(self) -> set[str]:
        return {name for (name,) in self._sql.execute("SELECT DISTINCT sealed_by FROM taken") if name}

    def is_named(self, sha256: str) -> bool:
        return bool(self._number("SELECT count(*) FROM named WHERE sha256 = ?", sha256))

    def named(self) -> Iterator[str]:
        return (sha256 for (sha256,) in self._sql.execute("SELECT sha256 FROM named"))

    def _kept(self, query: str, *values: str) -> Iterator[Kept]:
        return (Kept(*row) for row in self._sql.execute(query, values))

    def _number(self, query: str, *values: str | int) -> int:
        (found,) = self._sql.execute(query, values).fetchone()
        return int(found)

    def _add(self, table: str, columns: int, rows: Iterable[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * columns)
        self._sql.execute("BEGIN")
        try:
            self._sql.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608
        finally:
            self._sql.execute("COMMIT")
