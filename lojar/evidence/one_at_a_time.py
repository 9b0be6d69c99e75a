"""One file is fetched by one worker at a time; how many files at once is the worker's matter (`lojar.cli.lanes`)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

_FILES = 0x4C4F4A43  # the first half of our advisory locks: any number that nobody else in this database uses


@contextmanager
def only_here(message_id: int) -> Iterator[bool]:
    """Wherever workers run. The lock ends with the connection, too."""
    key = [_FILES, message_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
