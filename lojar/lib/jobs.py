"""A nudge: a job deferred in the caller's transaction. The row is the truth; losing or doubling a nudge is harmless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

CROWD = 500  # nudges at once


@dataclass(frozen=True, slots=True)
class Nudge:
    """A job by its name, so that a room can wake another that it may not import.

    lock: jobs with the same lock run one after the other. once: while one with this key waits, no second is added.
    """

    job: str
    what: dict[str, Any] = field(default_factory=dict)
    lock: str | None = None
    once: str | None = None
    in_seconds: float = 0


def nudge(
    job: str, *, lock: str | None = None, once: str | None = None, in_seconds: float = 0, **what: Any
) -> None:
    """Defer `job`. Where one with its key waits, that one may begin, and end, before the caller's transaction commits,
    without seeing its row: so the nudge is given again after the commit. What a crash in between leaves behind is a
    periodic watch's matter.
    """
    nudge_all([Nudge(job, what, lock, once, in_seconds)])


def nudge_all(wanted: Sequence[Nudge]) -> None:
    """Many at once, each with a key of its own, in two statements where one by one would take two each."""
    waiting = _defer_all(wanted)
    if waiting:
        transaction.on_commit(partial(_defer_all, waiting))
    if len(wanted) >= CROWD:
        transaction.on_commit(_tell_the_planner)


def _tell_the_planner() -> None:
    """Taking the next job of thousands would else take a second each, until PostgreSQL looks for itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE (SKIP_LOCKED) procrastinate_jobs")


def _defer_all(wanted: Sequence[Nudge]) -> list[Nudge]:
    """Those that were not deferred, because one with their key waits."""
    # Looked at first: a key that is taken would be an error in the database's log, for nothing that is wrong.
    keys = [each.once for each in wanted if each.once is not None]
    taken = _taken(keys) if keys else set()
    free = [each for each in wanted if each.once not in taken]
    if free and not _deferred_together(free):
        # One was queued by somebody else in this moment: each for itself, then.
        taken |= {each.once for each in free if not _deferred(each)}
    return [each for each in wanted if each.once in taken]


def _taken(keys: list[str]) -> set[str | None]:
    """In plain SQL: every message, reply and booking asks it twice, and the ORM would take longer to write it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(%s)",
            [keys],
        )
        return {key for (key,) in cursor.fetchall()}


def _deferred(wanted: Nudge) -> bool:
    return _deferred_together([wanted])


def _deferred_together(wanted: Iterable[Nudge]) -> bool:
    """A taken key is a unique violation: it is tried in a savepoint that keeps the caller's transaction alive."""
    try:
        with transaction.atomic():
            app.job_manager.batch_defer_jobs([_job(each) for each in wanted])
    except AlreadyEnqueued:
        return False
    return True


def _job(wanted: Nudge) -> Any:
    later: dict[str, Any] = (
        {"schedule_in": {"milliseconds": int(wanted.in_seconds * 1000)}} if wanted.in_seconds else {}
    )
    deferrer = app.configure_task(wanted.job, lock=wanted.lock, queueing_lock=wanted.once, **later)
    return deferrer.make_new_job(**wanted.what)
