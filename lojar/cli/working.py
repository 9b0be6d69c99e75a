"""The worker: jobs of every queue, eight at a time, and those that a killed worker left in its hands."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.worker import Worker

log = logging.getLogger("lojar.work")
CONCURRENCY = 8
KEPT = 3  # connections that wait for the next job
PATIENCE = 20  # seconds for jobs that are under way
HEARTBEAT = 5
DEAD_AFTER = 20  # seconds without a heartbeat


def work(*, concurrency: int = CONCURRENCY) -> None:
    from django.db import connections

    from lojar.intake.scenery import read_ahead

    read_ahead()
    connections.close_all()
    asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.db_cleanup import close_db_connections

    # Jobs are threads here; asyncio's own pool would be smaller than the number of jobs.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(concurrency + 2))
    # A second app beside Django's, not in its place: what a job defers must stay in the job's own transaction.
    worker = app.with_connector(worker_connector())
    async with worker.open_async():
        taking_over = asyncio.create_task(_take_over(worker))
        try:
            await worker.run_worker_async(
                concurrency=concurrency,
                delete_jobs="successful",  # what happened is told by the rows; the jobs are only nudges
                # A job for later wakes nobody when it is due: this is how late the answer to an album may be.
                fetch_job_polling_interval=0.5,
                shutdown_graceful_timeout=PATIENCE,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                task_middleware=[close_db_connections, few_connections()],
            )
        finally:
            taking_over.cancel()


def few_connections(keep: int = KEPT) -> Callable[[Callable[[], Any], JobContext, Worker], Any]:
    """After a burst every thread would sit on a connection of its own; all but a few give theirs back."""
    from django.db import connections

    keepers: set[int] = set()
    lock = threading.Lock()

    def around(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
        try:
            return call_next()
        finally:
            with lock:
                if len(keepers) < keep:
                    keepers.add(threading.get_ident())
            if threading.get_ident() not in keepers:
                connections.close_all()

    return around


def worker_connector() -> PsycopgConnector:
    """Django's own would open four connections at once for a worker that needs two."""
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=8)


async def _take_over(app: App) -> None:
    """A job of a killed worker would keep its lock, and that one person's chat would stay silent for ever."""
    while True:
        try:
            await take_over_jobs(app)
        except ConnectorException:
            log.exception("could not look for jobs of dead workers")
        await asyncio.sleep(HEARTBEAT)


async def take_over_jobs(app: App) -> int:
    jobs = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER))
    for job in jobs:
        log.warning("taking over job %s of a worker that died", job.task_name)
        try:
            await app.job_manager.retry_job(job)
        except ConnectorException:  # the same nudge waits already, and will do
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    return len(jobs)
