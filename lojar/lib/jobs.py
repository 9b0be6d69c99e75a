"""A nudge: a job deferred in the caller's transaction. The row is the truth; losing or doubling a nudge is harmless."""

from functools import partial
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def nudge(
    job: str, *, lock: str | None = None, once: str | None = None, in_seconds: float = 0, **what: Any
) -> None:
    """Defer `job` by name, so that a room can wake another that it may not import.

    lock: jobs with the same lock run one after the other. once: while one with this key waits, no second is added.
    That one may begin, and end, before the caller's transaction commits, without seeing its row: so where one waits,
    the nudge is given again after the commit. What a crash in between leaves behind is a periodic watch's matter.
    """
    if not _deferred(job, lock, once, in_seconds, what):
        transaction.on_commit(partial(_deferred, job, lock, once, in_seconds, what))


def _deferred(job: str, lock: str | None, once: str | None, in_seconds: float, what: dict[str, Any]) -> bool:
    """A taken key is a unique violation: it is tried in a savepoint that keeps the caller's transaction alive."""
    later: dict[str, Any] = {"schedule_in": {"milliseconds": int(in_seconds * 1000)}} if in_seconds else {}
    deferrer = app.configure_task(job, lock=lock, queueing_lock=once, **later)
    try:
        with transaction.atomic():
            deferrer.defer(**what)
    except AlreadyEnqueued:
        return False
    return True
