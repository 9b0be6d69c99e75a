"""A nudge: a job deferred in the caller's transaction. The row is the truth; losing or doubling a nudge is harmless."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def nudge(
    job: str,
    *,
    lock: str | None = None,
    once: str | None = None,
    in_seconds: float = 0,
    queue: str = "default",
    **what: Any,
) -> bool:
    """Defer `job` by name, so that a room can wake another that it may not import.

    lock: jobs with the same lock run one after the other. once: while one with this key waits, no second is added;
    returns False then. A taken key is a unique violation, so it is tried in a savepoint that keeps the caller's
    transaction alive.
    """
    schedule = {"schedule_in": {"milliseconds": int(in_seconds * 1000)}} if in_seconds else {}
    deferrer = app.configure_task(job, lock=lock, queueing_lock=once, queue=queue, **schedule)
    try:
        with transaction.atomic():
            deferrer.defer(**what)
    except AlreadyEnqueued:
        return False
    return True
