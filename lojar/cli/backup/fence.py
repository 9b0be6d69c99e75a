"""Nobody works in a half-restored database: until a restore is whole, PostgreSQL itself lets others only read.

A worker that a service manager starts too early would send what waited at the time of the backup. The fence stands
in the database, so that it outlives a restore that is killed, and says which set was begun and how far it came.
"""

import time
from dataclasses import dataclass

from django.db import connection, transaction

from lojar.cli.backup.dumping import NAME, UNFENCED
from lojar.cli.backup.trouble import CannotRestore

BEGUN, LOADED, SETTLED = "begun", "loaded", "settled"
SCHEMA = "lojar_restoring"
PATIENCE = 10.0  # seconds for what a killed restore has left in the server's hands
OTHERS = """
SELECT coalesce(nullif(application_name, ''), 'pid ' || pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
AND coalesce(backend_type, 'client backend') = 'client backend'
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """`sum` is that of the set's manifest."""

    name: str
    sum: str
    step: str


def progress() -> Progress | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.progress"])
        if cursor.fetchone()[0] is None:
            return None
        cursor.execute(f"SELECT name, sum, step FROM {SCHEMA}.progress")  # noqa: S608
        return Progress(*cursor.fetchone())


def step_inside() -> None:
    """From now on our own connections may write."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    options["options"] = f"{options.get('options', '')} {UNFENCED}".strip()
    options["application_name"] = NAME


def put_up(name: str, sum_: str) -> None:
    """Closed first and looked round then: whoever comes later finds it closed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"CREATE TABLE {SCHEMA}.progress (name text, sum text, step text)")
        cursor.execute(f"INSERT INTO {SCHEMA}.progress VALUES (%s, %s, %s)", [name, sum_, BEGUN])  # noqa: S608
        cursor.execute(f"ALTER DATABASE {_database()} SET default_transaction_read_only = on")
    if found := _others():
        take_down()
        raise CannotRestore(
            f"Other programs are connected to this database ({', '.join(sorted(found))}). "
            "Stop them (lojar serve, lojar work), then try again."
        )


def _others() -> set[str]:
    until = time.monotonic() + PATIENCE
    while (found := _connected()) == {NAME} and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _connected() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return {name for (name,) in cursor.fetchall()}


def note(step: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {SCHEMA}.progress SET step = %s", [step])  # noqa: S608


def take_down() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        cursor.execute(f"ALTER DATABASE {_database()} RESET default_transaction_read_only")


def _database() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])
