"""The worker: jobs of every queue, each in its lane, and those that a killed worker left in its hands."""

import asyncio
import copy
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import attr
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from .lanes import lanes
from .steady_jobs import PAUSE, SteadyJobs

log = logging.getLogger("lojar.work")
CONCURRENCY = 8
KEPT = 10  # connections that wait for the next job
PATIENCE = 20  # seconds for jobs that are under way
LAST_WORD = 5  # seconds to give back what did not come to its end
HEARTBEAT = 3
FORGOTTEN_AFTER = 3600  # seconds; a worker that comes back earlier is still the one it was


def work(*, concurrency: int = CONCURRENCY) -> None:
    from django.conf import settings
    from django.db import DatabaseError, connections

    from lojar.intake.scenery import read_ahead
    from lojar.lib.embedded_postgres import hold, keep_running

    try:
        read_ahead()
    except DatabaseError as wrong:
        log.warning("the database is away: %s", wrong)
    connections.close_all()
    if settings.EMBEDDED_POSTGRES is not None:
        keep_running(hold(settings.LOJAR_HOME))
    asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    # Jobs are threads here; asyncio's own pool would be smaller than the number of jobs.
    loop.set_default_executor(ThreadPoolExecutor(sum(lanes(concurrency).values()) + 2))
    while not told.is_set():
        try:
            await _one_shift(concurrency, told)
        except Exception:  # whatever it is, the office's line must not end with it
            log.exception("the worker ended and begins again")
            await _first_of(told.wait(), asyncio.sleep(PAUSE))


async def _one_shift(concurrency: int, told: asyncio.Event) -> None:
    async with queue(lanes(concurrency)) as (app, jobs):
        worker = _worker(app, sum(lanes(concurrency).values()))
        running = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
        looking_after = asyncio.create_task(_look_after(jobs, worker))
        try:
            await _first_of(running, told.wait())
            await _end(worker, running, jobs)
        finally:
            looking_after.cancel()


@asynccontextmanager
async def queue(places: Mapping[str, int]) -> AsyncIterator[tuple[App, SteadyJobs]]:
    """A second app beside Django's, not in its place: what a job defers must stay in the job's own transaction."""
    from procrastinate.contrib.django import app as django_app

    app = django_app.with_connector(PsycopgConnector())
    app.job_manager = jobs = SteadyJobs(app.connector, places)
    # Timed tasks ask the app they belong to for a connection: Django's, which nobody mends outside of a job.
    app.periodic_registry = copy.copy(django_app.periodic_registry)
    app.periodic_registry.periodic_tasks = {
        key: attr.evolve(timed, task=_belonging_to(app, timed.task))
        for key, timed in django_app.periodic_registry.periodic_tasks.items()
    }
    async with _pool() as pool, app.open_async(pool):
        yield app, jobs


def _pool() -> AsyncConnectionPool:
    """Procrastinate's own would have to reach the database to open, and wait longer after each failure."""
    return AsyncConnectionPool(
        kwargs=connector_params(),
        min_size=1,
        max_size=8,
        timeout=5,
        reconnect_timeout=3,
        check=AsyncConnectionPool.check_connection,
        open=False,
    )


def _belonging_to(app: App, task: Any) -> Any:
    task = copy.copy(task)
    task.blueprint = app
    return task


def _worker(app: App, concurrency: int) -> Worker:
    from procrastinate.contrib.django.db_cleanup import close_db_connections

    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return Worker(
        app,
        concurrency=concurrency,
        delete_jobs="successful",  # what happened is told by the rows; the jobs are only nudges
        # A job for later wakes nobody when it is due: this is how late the answer to an album may be.
        fetch_job_polling_interval=0.5,
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=FORGOTTEN_AFTER,
        task_middleware=[close_db_connections, few_connections()],
    )


async def _look_after(jobs: SteadyJobs, worker: Worker) -> None:
    """Until the very end: while the last jobs run, the worker's own heartbeat is still already."""
    while True:
        try:
            await jobs.look_after(worker)
        except (ConnectorException, TimeoutError) as wrong:
            jobs.say_away(wrong)
        await asyncio.sleep(HEARTBEAT)


async def _end(worker: Worker, running: "asyncio.Task[None]", jobs: SteadyJobs) -> None:
    if running.done():
        running.result()
        return
    if worker.worker_id is None:  # it waits for a database that is not there
        running.cancel()
        await asyncio.wait([running], timeout=LAST_WORD)
        _leave_at_once()
    worker.stop()  # type: ignore[no-untyped-call]
    await _first_of(running, _nothing_is_under_way(jobs), asyncio.sleep(PATIENCE))
    if not jobs.under_way:  # only a database that is away can hold it up now
        await asyncio.wait([running], timeout=LAST_WORD / 2)
    if running.done():
        running.result()
        return
    await _give_back(worker, jobs)
    _leave_at_once()


async def _nothing_is_under_way(jobs: SteadyJobs) -> None:
    while jobs.under_way:
        await asyncio.sleep(0.1)


async def _give_back(worker: Worker, jobs: SteadyJobs) -> None:
    """What is still under way is waiting again before we are gone: a worker nearby begins it at once."""
    held = list(jobs.in_hand.values())
    if held:
        log.warning("%d jobs did not come to their end in time and are given back", len(held))
    try:
        async with asyncio.timeout(LAST_WORD):
            for job in held:
                await jobs.give_back(job)
            if worker.worker_id is not None:
                await jobs.unregister_worker(worker.worker_id)
    except (ConnectorException, TimeoutError):  # others take them over when our heartbeat is old
        log.warning("the database is away and was not told that this worker ends")


def _leave_at_once() -> None:
    """A thread cannot be stopped, and Python would wait for each."""
    from lojar.lib.embedded_postgres import let_go

    let_go()
    logging.shutdown()
    os._exit(0)


async def _first_of(*awaited: Any) -> None:
    tasks = [asyncio.ensure_future(one) for one in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for one, task in zip(awaited, tasks, strict=True):
        if task is not one:  # a task of the caller stays the caller's
            task.cancel()


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
