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
from queue import Empty, SimpleQueue

import psycopg
from django.db import connection
from procrastinate.contrib.django.utils import connector_params

from lojar.lib import clock

from ..inbox.reading import KEEPERS
from ..models import WebhookDelivery

log = logging.getLogger(__name__)
MOST_BODIES, MOST_BYTES = 256, 16 * 1024 * 1024
PATIENCE = 8.0  # seconds; Meta calls again when it hears nothing good
# Once the database is known to be away: waiting would only tie up every thread of the server.
PATIENCE_WHILE_AWAY = 1.0
# Whatever holds a batch up on the server's side ends before the people who wait for it give up.
LIMITS = "-c lock_timeout=5000 -c statement_timeout=7000"

# One journey to the database for all of it. The lock comes first: the job that we rely on, where one already
# waits, takes the same lock before it reads, so it cannot begin and end without seeing these rows.
_FUNCTION = """
CREATE OR REPLACE FUNCTION pg_temp.keep_deliveries(keepers bigint, bodies bytea[], times timestamptz[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(keepers);
    INSERT INTO channels_webhookdelivery (body, received_at, state, reason)
        SELECT body, received_at, 'waiting', '' FROM unnest(bodies, times) AS kept (body, received_at);
    IF NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE queueing_lock = 'channels.read_inbox' AND status = 'todo'
    ) THEN
        BEGIN
            PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW(
                'line', 'channels.read_inbox', 0, 'channels.read_inbox', 'channels.read_inbox', '{}'::jsonb, NULL
            )::procrastinate_job_to_defer_v1]);
        EXCEPTION WHEN unique_violation THEN
            NULL; -- another process queued it first
        END;
    END IF;
END
$$
"""
_KEEP = "SELECT pg_temp.keep_deliveries(%b::bigint, %b, %b)"
_COUNT_REFUSED = """
INSERT INTO channels_refusedwebhook ("on", count) VALUES (%s, %s)
ON CONFLICT ("on") DO UPDATE SET count = channels_refusedwebhook.count + excluded.count
"""


class NotKept(Exception):
    """The database did not take it; whoever sent it must send it again."""


def _closed() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class _Waiting:
    sealed: bytes
    received_at: datetime
    gate: threading.Lock = field(default_factory=_closed)
    kept: bool = False
    given_up: bool = False


class Keeper:
    """The writing thread of one process, started by the first body."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._refused = 0
        self._away = False
        self._connection: psycopg.Connection | None = None
        threading.Thread(target=self._work, name="whatsapp-keeper", daemon=True).start()

    def keep(self, body: bytes) -> None:
        """Returns once the body is committed."""
        waiting = _Waiting(_sealed(body), clock.now())
        self._waiting.put(waiting)
        if not waiting.gate.acquire(timeout=PATIENCE_WHILE_AWAY if self._away else PATIENCE):
            waiting.given_up = self._away = True
        if not waiting.kept:
            raise NotKept

    def count_refused(self) -> None:
        self._waiting.put(None)

    def _work(self) -> None:
        while True:
            batch = [waiting for waiting in self._next_batch() if not waiting.given_up]
            if batch:
                written = self._written(batch)
                self._away = not written
                for waiting in batch:
                    waiting.kept = written
                    waiting.gate.release()
            if self._refused:
                self._write_refused()

    def _next_batch(self) -> list[_Waiting]:
        """Whatever came while the last batch was written. A None is a refusal, which only counts."""
        batch: list[_Waiting] = []
        size = 0
        waiting = self._waiting.get()
        while True:
            if waiting is None:
                self._refused += 1
            else:
                batch.append(waiting)
                size += len(waiting.sealed)
            if len(batch) >= MOST_BODIES or size >= MOST_BYTES:
                return batch
            try:
                waiting = self._waiting.get_nowait()
            except Empty:
                return batch

    def _written(self, batch: Sequence[_Waiting]) -> bool:
        """Twice on an old connection: the first may only find that the database was restarted.

        Kept twice is read once.
        """
        values: list[object] = [KEEPERS, [one.sealed for one in batch], [one.received_at for one in batch]]
        is_old = self._connection is not None
        return self._execute(_KEEP, values) or (is_old and self._execute(_KEEP, values))

    def _write_refused(self) -> None:
        if self._execute(_COUNT_REFUSED, [clock.now().date(), self._refused]):
            self._refused = 0
        else:
            time.sleep(1)  # nobody waits for the count, and the database is away

    def _execute(self, statement: str, values: list[object]) -> bool:
        try:
            self._connected().execute(statement, values)
        except (psycopg.Error, OSError) as wrong:
            log.warning("deliveries were not kept: %s", type(wrong).__name__)
            self._disconnect()
            return False
        return True

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            params = connector_params()
            params["options"] = f"{params.get('options', '')} {LIMITS}"
            self._connection = psycopg.connect(**params, autocommit=True)
            self._connection.execute(_FUNCTION)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _sealed(body: bytes) -> bytes:
    """As the model's own column would store it; of the connection only the driver's types are asked."""
    return bytes(_COLUMN.get_db_prep_value(body, connection))


_COLUMN = WebhookDelivery._meta.get_field("body")
_keepers: dict[int, Keeper] = {}
_making = threading.Lock()


def keeper() -> Keeper:
    """Made again in a process that was forked: threads do not survive it."""
    found = _keepers.get(os.getpid())
    if found is None:
        with _making:
            found = _keepers.get(os.getpid()) or _keepers.setdefault(os.getpid(), Keeper())
    return found
