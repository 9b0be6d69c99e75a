"""What must not be carried over from the day of the backup into today.

The machine that burned went on working after its last backup: what it still had to say then, it has most likely said.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from lojar.channels.after_restore import leave_to_people
from lojar.channels.models import OutboundMessage, WebhookDelivery
from lojar.cli.backup import fence
from lojar.notifications.jobs import announce

# More rows than an office writes between two backups.
GAP = 1_000_000
SAME_WAITS = """
DELETE FROM procrastinate_jobs AS mine WHERE status = 'doing' AND queueing_lock IS NOT NULL AND EXISTS (
    SELECT FROM procrastinate_jobs AS other WHERE other.queueing_lock = mine.queueing_lock
    AND (other.status = 'todo' OR (other.status = 'doing' AND other.id < mine.id)))
"""
TO_DO = """
UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, abort_requested = false WHERE status = 'doing'
"""


@dataclass(frozen=True, slots=True)
class Resumed:
    """How many messages were left to people, are held until a citizen writes, and came in unread."""

    queued: int
    in_flight: int
    held: int
    waiting: int


@transaction.atomic
def resume(now: datetime) -> Resumed:
    """Once a restore: the step is noted in the same transaction."""
    Session.objects.all().delete()
    # News not yet written is news not yet sent, as far as the backup knows: it is written, and left to people too.
    announce()
    left = leave_to_people(now)
    _take_jobs_from_workers_of_then()
    _leave_a_gap()
    fence.note(fence.SETTLED)
    return Resumed(
        queued=left["queued"],
        in_flight=left["in_flight"],
        held=OutboundMessage.objects.filter(state=OutboundMessage.State.HELD).count(),
        waiting=WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING).count(),
    )


def _take_jobs_from_workers_of_then() -> None:
    """The jobs that were being done are to be done; where the same nudge waits already, that one will do."""
    with connection.cursor() as cursor:
        cursor.execute(SAME_WAITS)
        cursor.execute(TO_DO)
        cursor.execute("DELETE FROM procrastinate_workers")


def _leave_a_gap() -> None:
    """Numbers of rows went out into the world after the backup: Meta's receipts name a message by its id, for days.
    None of them may be given to another row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(quote_ident(schemaname) || '.' || quote_ident(sequencename),"
            " coalesce(last_value, start_value) + %s) FROM pg_sequences"
            " WHERE schemaname = 'public' AND coalesce(last_value, start_value) + %s < max_value",
            [GAP, GAP],
        )
