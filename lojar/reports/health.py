"""Does it answer, and can it work? For balancers and for whoever watches the machines. Never hangs."""

import platform
import re
import time
from dataclasses import dataclass
from functools import cache

from django.db import ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader

from lojar.evidence.queries import store

from .asking import Question

PATIENCE = 2.0  # seconds
WORKER_SEEN_WITHIN = 30  # seconds


@dataclass(frozen=True, slots=True)
class Database:
    migrated: bool
    worker_seen: bool


def readiness() -> dict[str, bool]:
    """Each part on its own; what does not answer within two seconds is not there."""
    until = time.monotonic() + PATIENCE
    found, stored = _DATABASE.answer(PATIENCE), _STORE.answer(until - time.monotonic())
    return {
        "database": found is not None,
        "migrations": found is not None and found.migrated,
        "store": bool(stored),
        "worker": found is not None and found.worker_seen,
    }


# A web server without a worker still takes in what WhatsApp brings, so that one decides nothing.
DECIDES = ("database", "migrations", "store")


def what_is_missing(parts: dict[str, bool]) -> list[str]:
    return [name for name in DECIDES if not parts[name]]


def forget() -> None:
    _DATABASE.forget()
    _STORE.forget()


def _look_at_the_database() -> Database:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 2000")
        cursor.execute("SELECT 1")
        try:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
                [WORKER_SEEN_WITHIN],
            )
            (workers,) = cursor.fetchone() or (0,)
            cursor.execute("SELECT app, name FROM django_migrations")
            return Database(_last_migrations() <= set(cursor.fetchall()), workers > 0)
        except ProgrammingError:  # a database in which nothing was made yet
            return Database(False, False)


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _try_the_store() -> bool:
    """Something is put there and taken away again."""
    key = "health/" + re.sub(r"[^A-Za-z0-9-]", "-", platform.node() or "here")[:60]
    store().put(key, b"is there room?")
    store().delete(key)
    return True


_DATABASE = Question("the database", _look_at_the_database, good_for=1.0)
_STORE = Question("the store", _try_the_store, good_for=30.0, bad_for=3.0)
