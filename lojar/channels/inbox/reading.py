"""The job that reads what Meta posted: many deliveries in one transaction, and alone those that cannot be read so."""

import contextlib
import logging
import time
from collections import Counter
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError, connection, transaction

from lojar.lib import clock
from lojar.lib.jobs import nudge
from lojar.offices.models import Office

from ..ledger import PUT_ASIDE, count_updates
from ..models import WebhookDelivery
from ..queries import unread_deliveries
from ..rules.gathering import HANDFUL
from ..wake import wake_inbox
from ..whatsapp.parse import Receipt, parse
from .parts import Delivery, Part, take_in

log = logging.getLogger(__name__)
State = WebhookDelivery.State
MOST_SECONDS = 5.0  # then another job goes on: a worker that is asked to stop must not wait for a backlog
MOST_ROWS, MOST_BYTES = HANDFUL, 4 * 1024 * 1024
MOST_TRIES = 5  # readers that died over one delivery; the next does not try
QUERY_CANCELED = "57014"
# Keys of advisory locks: any number that nobody else in this database uses.
KEEPERS, READER = 0x4C4F4A41, 0x4C4F4A42

_PICK = """
SELECT id, tries, octet_length(body) FROM channels_webhookdelivery
WHERE state = 'waiting' ORDER BY id LIMIT %s
"""
_SETTLE = """
UPDATE channels_webhookdelivery AS row
SET state = told.state, reason = told.reason, updates = told.updates, finished_at = %s
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[]) AS told (id, state, reason, updates)
WHERE row.id = told.id
"""


def read_waiting(*, seconds: float = MOST_SECONDS) -> int:
    """How many deliveries were read; what is left over is another job's."""
    try:
        _wait_for_keepers()
    except OperationalError:  # one of them hangs: what it keeps is the next job's matter
        nudge("channels.read_inbox", once="channels.read_inbox:later", in_seconds=5)
    ends, count = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        ids = _pick()
        if not ids:
            return count
        try:
            count += _read_together(ids)
        except (OperationalError, InterfaceError) as trouble:
            if not _may_be_its_own(trouble):
                _give_the_try_back(ids)
            raise
    wake_inbox()
    return count


@transaction.atomic
def _wait_for_keepers() -> None:
    """Whoever keeps a delivery relies on this job where it was already waiting: let them all commit first."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEEPERS])


@transaction.atomic
def _pick() -> list[int]:
    """The oldest, in one handful; one over which a reader died already is read alone.

    The try is written down before it begins: whatever kills the reader is remembered.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [READER])
        cursor.execute(_PICK, [MOST_ROWS])
        size = 0
        ids: list[int] = []
        for id, tries, length in cursor.fetchall():
            size += length
            if ids and (tries or size > MOST_BYTES):
                break
            ids.append(id)
            if tries:
                break
        if ids:
            cursor.execute("UPDATE channels_webhookdelivery SET tries = tries + 1 WHERE id = ANY(%s)", [ids])
    return ids


def _may_be_its_own(trouble: Exception) -> bool:
    """A delivery that takes too long is stopped by the database; a full disk or a restart is no delivery's fault."""
    return getattr(trouble.__cause__, "sqlstate", None) == QUERY_CANCELED


def _give_the_try_back(ids: Sequence[int]) -> None:
    """A disk that stays full for an hour would else put aside what only had to wait. Where this cannot be written
    either, little is lost: a delivery has several tries."""
    with contextlib.suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_webhookdelivery SET tries = tries - 1 WHERE id = ANY(%s) AND tries > 0",
            [list(ids)],
        )


@transaction.atomic
def _read_together(ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        # One reader at a time, so that two deliveries never make two contacts of one new person.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [READER])
    waiting = WebhookDelivery.objects.select_for_update(skip_locked=True).filter(pk__in=ids)
    now = clock.now()
    offices: dict[str, Office | None] = {}
    rows = waiting.filter(state=State.WAITING).order_by("id")
    backlog = unread_deliveries() if len(ids) == MOST_ROWS else 0
    deliveries = [Delivery(row, now, offices=offices, backlog=backlog) for row in rows]
    _read(deliveries)
    _settle(deliveries)
    return len(deliveries)


def _read(deliveries: Sequence[Delivery]) -> None:
    fit = [delivery for delivery in deliveries if delivery.row.tries <= MOST_TRIES]
    for delivery in deliveries:
        if delivery not in fit:
            delivery.troubles.append(f"pembaca berhenti {MOST_TRIES} kali karena kiriman ini")
            delivery.counted[PUT_ASIDE] += 1
            delivery.updates = 1
    for delivery in fit:
        _open(delivery)
    if not _taken_in([part for delivery in fit for part in delivery.parts]):
        for delivery in fit:
            _read_carefully(delivery)


def _open(delivery: Delivery) -> None:
    try:
        delivery.parts = [Part(delivery, update) for update in parse(bytes(delivery.row.body))]
    except Exception as wrong:
        log.exception("delivery %s cannot be read", delivery.row.pk)
        delivery.troubles.append(f"tidak dapat dibaca ({type(wrong).__name__})")
        delivery.counted[PUT_ASIDE] += 1
    delivery.row.body = b""  # read: a handful of large ones would stay in memory twice
    delivery.updates = len(delivery.parts) + delivery.counted[PUT_ASIDE]


def _taken_in(parts: Sequence[Part]) -> bool:
    """All or nothing; nothing where one of them cannot be read."""
    try:
        with transaction.atomic():
            take_in(parts)
    except (OperationalError, InterfaceError):
        raise  # the database, not the delivery: it stays waiting
    except Exception:
        log.exception("a handful of deliveries could not be read together")
        for part in parts:
            part.delivery.begin_again()
        return False
    return True


def _read_carefully(delivery: Delivery) -> None:
    """Each part in a savepoint: one that cannot be read stops no other."""
    told = [part for part in delivery.parts if isinstance(part.update, Receipt)]
    for part in delivery.parts:
        if not isinstance(part.update, Receipt):
            _in_peace(delivery, [part], "satu bagian tidak dapat dibaca")
    _in_peace(delivery, told, "status tidak dapat dibaca")


def _in_peace(delivery: Delivery, parts: Sequence[Part], why: str) -> None:
    before = Counter(delivery.counted)
    try:
        with transaction.atomic():
            take_in(parts)
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception("delivery %s: %s", delivery.row.pk, why)
        delivery.counted = before
        delivery.counted[PUT_ASIDE] += len(parts)
        delivery.troubles.append(f"{why} ({type(wrong).__name__})")


def _settle(deliveries: Sequence[Delivery]) -> None:
    if not deliveries:
        return
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [
            deliveries[0].now,
            [delivery.row.pk for delivery in deliveries],
            [State.SET_ASIDE if delivery.troubles else State.PROCESSED for delivery in deliveries],
            ["; ".join(dict.fromkeys(delivery.troubles))[:300] for delivery in deliveries],
            [delivery.updates for delivery in deliveries],
        ])  # fmt: skip
    counted = sum((delivery.counted for delivery in deliveries), Counter[str]())
    count_updates(sum(delivery.updates for delivery in deliveries), counted, on=deliveries[0].now.date())
