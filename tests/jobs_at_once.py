"""A worker for tests: the jobs of this connection, one after the other, in the order they were deferred."""

import asyncio
import inspect
import json
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

LIMIT = 2000  # a job that nudges itself for ever is a mistake of its own


def run_waiting_jobs() -> int:
    done = 0
    while (job := _take_one()) is not None:
        _run(*job)
        done += 1
        assert done < LIMIT, f"jobs keep coming: {job[0]}"
    return done


def _take_one() -> tuple[str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT min(id) FROM procrastinate_jobs"
            " WHERE status = 'todo') RETURNING id, task_name, args"
        )
        row = cursor.fetchone()
        if row is None:
            return None
        # Out of the way before it runs: its lock is this one thread, and it may defer itself again.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [row[0]])
    return row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]


def _run(name: str, args: dict[str, Any]) -> None:
    task = app.tasks[name]
    done = task.func(**args)
    if inspect.isawaitable(done):
        asyncio.run(done)  # type: ignore[arg-type]
