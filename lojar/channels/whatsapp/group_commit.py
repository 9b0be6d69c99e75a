"""Many deliveries, one commit: a commit costs the disk the same whether it carries one body or fifty.

Request threads hand a body over and wait. One thread a process writes all that wait, together with the job that
will read them, in one transaction; only then are they answered. Nothing is acknowledged that is not on the disk.
"""

import logging
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import psycopg
from procrastinate.contrib.django.utils import connector_params

from lojar.lib import clock

from ..inbox.reading import KEEPERS
from ..models import WebhookDelivery

log = logging.getLogger(__name__)
MOST_BODIES, MOST_BYTES = 256, 16 * 1024 * 1024
PATIENCE = 8.0  # seconds; Meta calls again when it hears nothing good
JOB = "channels.read_inbox"

# Taken before anything is looked at: the job that we rely on, where one waits, takes the same lock before it reads.
_LOCK = "SELECT pg_advisory_xact_lock_shared(%s)"
_KEEP = """
INSERT INTO channels_webhookdelivery (body, received_at, state, reason)
SELECT body, received_at, 'waiting', '' FROM unnest(%b::bytea[], %b::timestamptz[]) AS kept (body, received_at)
"""
_WAKE = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', %s, 0, NULL, %s, '{}'::jsonb, NULL)::procrastinate_job_to_defer_v1
]) WHERE NOT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo')
"""
_COUNT_REFUSED = """
INSERT INTO channels_refusedwebhook ("on", count) VALUES (%s, %s)
ON CONFLICT ("on") DO UPDATE SET count = channels_refusedwebhook.count + excluded.count
"""


class NotKept(Exception):
    """The database did not take it; whoever sent it must send it again."""


@dataclass
class _Waiting:
    sealed: bytes
    received_at: datetime
    done: threading.Event = field(default_factory=threading.Event)
    failed: bool = False


class Keeper:
    """The writing thread of one process, started by the first body."""

    def __init__(self) -> None:
        self._something = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._refused = 0
        self._connection: psycopg.Connection | None = None
        threading.Thread(target=self._work, name="whatsapp-keeper", daemon=True).start()

    def keep(self, body: bytes) -> None:
        """Returns once the body is committed."""
        waiting = _Waiting(_sealed(body), clock.now())
        with self._something:
            self._waiting.append(waiting)
            self._something.notify()
        if not waiting.done.wait(PATIENCE) or waiting.failed:
            raise NotKept

    def count_refused(self) -> None:
        with self._something:
            self._refused += 1
            self._something.notify()

    def _work(self) -> None:
        while True:
            with self._something:
                while not self._waiting and not self._refused:
                    self._something.wait()
                batch, refused = self._next_batch()
            written = self._written(batch, refused)
            for waiting in batch:
                waiting.failed = not written
                waiting.done.set()
            if refused and not written:
                time.sleep(1)  # nobody waits for the count; a database that is away is not asked at once again

    def _next_batch(self) -> tuple[list[_Waiting], int]:
        taken, size = 0, 0
        while taken < min(len(self._waiting), MOST_BODIES) and size < MOST_BYTES:
            size += len(self._waiting[taken].sealed)
            taken += 1
        batch, self._waiting = self._waiting[:taken], self._waiting[taken:]
        refused, self._refused = self._refused, 0
        return batch, refused

    def _written(self, batch: Sequence[_Waiting], refused: int) -> bool:
        """Twice, since the first may only find that the database was restarted. Kept twice is read once."""
        for _ in range(2):
            try:
                self._write(self._connected(), batch, refused)
            except psycopg.errors.UniqueViolation:  # another process queued the job first
                continue
            except (psycopg.Error, OSError) as wrong:
                log.warning("deliveries were not kept: %s", type(wrong).__name__)
                self._disconnect()
            else:
                return True
        with self._something:
            self._refused += refused
        return False

    def _write(self, connection: psycopg.Connection, batch: Sequence[_Waiting], refused: int) -> None:
        with connection.transaction(), connection.pipeline(), connection.cursor() as cursor:
            if batch:
                cursor.execute(_LOCK, [KEEPERS])
                cursor.execute(_KEEP, [[one.sealed for one in batch], [one.received_at for one in batch]])
                cursor.execute(_WAKE, [JOB, JOB, JOB])
            if refused:
                cursor.execute(_COUNT_REFUSED, [clock.now().date(), refused])

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            params = {**connector_params(), "connect_timeout": 3}
            self._connection = psycopg.connect(**params, autocommit=True)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _sealed(body: bytes) -> bytes:
    from django.db import connection

    column = WebhookDelivery._meta.get_field("body")
    return bytes(column.get_db_prep_value(body, connection).obj)


_keepers: dict[int, Keeper] = {}
_making = threading.Lock()


def keeper() -> Keeper:
    """Made again in a process that was forked: threads do not survive it."""
    found = _keepers.get(os.getpid())
    if found is None:
        with _making:
            found = _keepers.get(os.getpid()) or _keepers.setdefault(os.getpid(), Keeper())
    return found
