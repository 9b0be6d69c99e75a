"""A machine after the fire: an empty database on the tests' server, an empty folder, and the commands of its office."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

# What two machines may differ in after a restore, by intent.
DIFFER = {"django_session", "procrastinate_jobs", "procrastinate_workers", "procrastinate_events"}

ALL_OF_IT = (
    "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} AS t"
)


@dataclass(frozen=True)
class Told:
    code: int
    text: str


@dataclass
class Machine:
    home: Path
    name: str = ""  # of its database; without one it starts a PostgreSQL of its own
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def media(self) -> Path:
        return self.home / "media"

    def lojar(self, *words: object, **changes: str) -> Told:
        command = [sys.executable, "-m", "lojar.cli", *map(str, words)]
        environment = {**os.environ, **self.environment(), **self.changes, **changes}
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return Told(done.returncode, done.stdout)

    def environment(self) -> dict[str, str]:
        database = {"LOJAR_DATABASE_URL": address(self.name)} if self.name else {}
        return {"LOJAR_HOME": str(self.home), "LOJAR_MEDIA_URL": f"file://{self.media}", **database}

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(address(self.name), autocommit=True) as database:
            return database.execute(query).fetchall()  # type: ignore[arg-type]


@contextmanager
def empty_machine(home: Path) -> Iterator[Machine]:
    name = f"{connection.settings_dict['NAME']}_restored"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield Machine(home, name)
        finally:
            server.execute(drop)


def address(name: str) -> str:
    """Of a database on the server that the tests run on."""
    here = settings.DATABASES["default"]
    user = quote(here["USER"], safe="")
    password = f":{quote(here['PASSWORD'], safe='')}" if here["PASSWORD"] else ""
    return f"postgresql://{user}{password}@/{name}?host={quote(here['HOST'], safe='')}&port={here['PORT'] or 5432}"


def contents(name: str) -> dict[str, tuple[int, str]]:
    """Each table's number of rows and the sum of all that stands in them."""
    with psycopg.connect(address(name), autocommit=True) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = {}
        for (table,) in tables:
            found[table] = database.execute(sql.SQL(ALL_OF_IT).format(sql.Identifier(table))).fetchone()
    return {table: row for table, row in found.items() if table not in DIFFER}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
