"""Few files at a time: a download may take minutes, and must neither fill the memory nor keep people waiting."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, connection

_FILES = 0x4C4F4A43  # the first half of our advisory locks: any number that nobody else in this database uses


@dataclass
class Lanes:
    """Of one process. Whoever finds no lane free waits as an entry of a list, not as a thread that does nothing.

    What waits here when the process dies is found by the periodic watch.
    """

    most: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _inside: set[int] = field(default_factory=set)
    _waiting: dict[int, dict[str, Any]] = field(default_factory=dict)

    def enter(self, number: int, **what: Any) -> bool:
        """Whether there is room now; `what` is told again when its turn comes."""
        with self._lock:
            if number in self._inside or number in self._waiting:
                return False
            if len(self._inside) >= self.most:
                self._waiting[number] = what
                return False
            self._inside.add(number)
            return True

    def leave(self, number: int) -> tuple[int, dict[str, Any]] | None:
        """Whose turn it is now."""
        with self._lock:
            self._inside.discard(number)
            if not self._waiting:
                return None
            first = next(iter(self._waiting))
            return first, self._waiting.pop(first)


@contextmanager
def only_here(message_id: int) -> Iterator[bool]:
    """One file is fetched by one worker at a time, wherever they run. The lock ends with the connection, too."""
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
