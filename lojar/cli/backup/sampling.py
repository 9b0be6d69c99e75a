"""Do the keys open it? Some objects and some sealed columns, from all over, are tried."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from lojar.cli.backup.folder import BackupSet
from lojar.cli.backup.index import Kept
from lojar.cli.backup.moment import sealed_columns
from lojar.lib.encryption import Keyring, NotOurs
from lojar.lib.object_store import Missing
from lojar.lib.sealed_fields import SealedField

OBJECTS, ROWS = 20, 3


@dataclass
class Sample:
    """How many opened, and the names of those that did not."""

    opened: int = 0
    closed: list[str] = field(default_factory=list)

    def tries(self, name: str, open_it: Callable[[], object]) -> None:
        try:
            open_it()
        except (NotOurs, Missing):
            self.closed.append(name)
        else:
            self.opened += 1


def try_objects(kept: BackupSet, read: Callable[[Kept], bytes | None], ring: Keyring, sample: Sample) -> None:
    """`read` gives the sealed bytes, from the folder or from a store; what it gives None for is told elsewhere."""
    for one in _some(kept.objects()):
        if (data := read(one)) is not None and one.sealed_by:
            sample.tries(one.key, lambda data=data, key=one.key: ring.open(data, about=key.encode()))  # type: ignore[misc]


def try_columns(sample: Sample) -> None:
    """Of the database that we are connected to."""
    for names, column in sealed_columns().items():
        table, name = map(connection.ops.quote_name, names)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT {ROWS}")  # noqa: S608
            for (sealed,) in cursor.fetchall():
                _try_column(column, bytes(sealed), sample)


def try_copied(lines: Iterable[bytes], sample: Sample) -> Counter[str]:
    """Of a dump, as COPY writes it: some values are opened, and the rows of each table are counted on the way."""
    sealed = sealed_columns()
    rows: Counter[str] = Counter()
    walk = iter(lines)
    for line in walk:
        if line.startswith(b"COPY "):
            table, columns = _head(line.decode())
            ours = {
                place: sealed[table, name] for place, name in enumerate(columns) if (table, name) in sealed
            }
            rows[table] = _try_rows(walk, ours, sample)
    return rows


def _try_rows(walk: Iterator[bytes], ours: dict[int, SealedField], sample: Sample) -> int:
    for count, line in enumerate(walk):
        if line == b"\\.\n":
            return count
        if ours and count < ROWS:
            values = line.rstrip(b"\n").split(b"\t")
            for place, column in ours.items():
                if values[place].startswith(rb"\\x"):  # \N: nothing is there
                    _try_column(column, bytes.fromhex(values[place][3:].decode()), sample)
    return 0


def _try_column(column: SealedField, sealed: bytes, sample: Sample) -> None:
    name = f"{column.model._meta.db_table}.{column.column}"
    sample.tries(name, lambda: column.from_db_value(sealed, None, connection))


def _head(line: str) -> tuple[str, list[str]]:
    """`COPY public.channels_contact (id, "on", name) FROM stdin;`"""
    words, _, rest = line.removeprefix("COPY ").partition(" (")
    columns = rest.partition(") FROM")[0].split(", ")
    return words.rpartition(".")[2].strip('"'), [name.strip('"') for name in columns]


def _some(objects: Iterable[Kept]) -> list[Kept]:
    """Each with the same chance, in one walk through a list that may be long."""
    chosen: list[Kept] = []
    chance = random.Random()  # noqa: S311 - no secret: which photos are looked at
    for number, one in enumerate(objects):
        if number < OBJECTS:
            chosen.append(one)
        elif (place := chance.randrange(number + 1)) < OBJECTS:
            chosen[place] = one
    return chosen
