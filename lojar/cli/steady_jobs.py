"""The queue as a worker sees it while the database comes and goes, and while other workers take jobs over.

Procrastinate's worker ends when the database is away for a moment. Here it waits. And a job is finished only by who
holds it: worker and attempt are named, so that a worker that was cut off, and whose jobs others took over in the
meantime, cannot finish them a second time when it comes back.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager, NotificationCallback
from procrastinate.utils import utcnow
from procrastinate.worker import Worker

from .lanes import with_room

log = logging.getLogger("lojar.work")
Answer = TypeVar("Answer")
ANSWER_WITHIN = 20.0  # seconds; by then TCP has given up too
PAUSE = 1.0
SAID_EVERY = 60.0
DEAD_AFTER = 12.0  # seconds without a heartbeat

_MINE = """
WITH mine AS MATERIALIZED (
    SELECT id FROM procrastinate_jobs
    WHERE id = %(job_id)s AND status = 'doing' AND attempts = %(attempts)s
        AND worker_id IS NOT DISTINCT FROM %(worker_id)s
    FOR UPDATE
)
"""
_FINISH = f"{_MINE} SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete_job)s) FROM mine"  # noqa: S608
_RETRY = f"""{_MINE}
SELECT procrastinate_retry_job_v2(id, %(retry_at)s, %(priority)s, %(queue)s, %(lock)s) FROM mine
"""  # noqa: S608 - both are our own words
_HELD = """
SELECT id, status, task_name, priority, lock, queueing_lock, args, scheduled_at, queue_name, attempts, worker_id
FROM procrastinate_jobs WHERE worker_id = %(worker_id)s AND status = 'doing'
"""
_HEARTBEAT = "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = %(worker_id)s RETURNING id"


class SteadyJobs(JobManager):
    """Instead of procrastinate's own in one worker process."""

    def __init__(self, connector: Any, lanes: Mapping[str, int]) -> None:
        super().__init__(connector)
        self._lanes = lanes
        self._ring: NotificationCallback | None = None
        self.in_hand: dict[int, Job] = {}
        self._ended: set[int] = set()  # of those in hand: done, and not yet told to the database
        self._strays: set[tuple[int, int]] = set()
        self._said_at: float | None = None  # when it was last said that the database is away

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Only of lanes that have room: the worker itself knows one number for all."""
        queues = with_room(self._lanes, (job.queue for job in self.in_hand.values()))
        if not queues:
            return None
        job = await self._once(lambda: super(SteadyJobs, self).fetch_job(queues, worker_id), None)
        if job is not None and job.id is not None:
            self.in_hand[job.id] = job
        return job

    @property
    def under_way(self) -> bool:
        """Does any job still run? One that has ended and only waits for the database does not."""
        return not self.in_hand.keys() <= self._ended

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        self._ended.add(job.id or 0)
        await self._patiently(lambda: self._finish(job, status, delete_job))
        await self._put_down(job)

    async def retry_job(
        self,
        job: Job,
        retry_at: Any = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        self._ended.add(job.id or 0)
        await self._patiently(lambda: self._retry(job, retry_at, priority, queue, lock))
        await self._put_down(job)

    async def give_back(self, job: Job) -> None:
        """To whoever is next. One try: who calls this has no time, or comes again."""
        async with asyncio.timeout(ANSWER_WITHIN):
            await self._retry(job)
        await self._put_down(job)

    async def defer_periodic_job(self, job: Job, periodic_id: str, defer_timestamp: int) -> int | None:
        defer = super().defer_periodic_job
        return await self._patiently(lambda: defer(job, periodic_id, defer_timestamp))

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        """What comes while nobody listens is found by looking, twice a second."""
        self._ring = on_notification
        while True:
            try:
                await super().listen_for_jobs(on_notification=on_notification, queues=queues)
            except ConnectorException as wrong:
                self.say_away(wrong)
            await asyncio.sleep(PAUSE)

    async def list_jobs_to_abort_async(self, queue: str | None = None) -> Iterable[int]:
        nothing: Iterable[int] = ()
        return await self._once(lambda: super(SteadyJobs, self).list_jobs_to_abort_async(queue), nothing)

    async def prune_stalled_workers(self, seconds_since_heartbeat: float) -> list[int]:
        prune = super().prune_stalled_workers
        return await self._patiently(lambda: prune(seconds_since_heartbeat))

    async def register_worker(self) -> int:
        return await self._patiently(super().register_worker)

    async def unregister_worker(self, worker_id: int) -> None:
        await self._once(lambda: super(SteadyJobs, self).unregister_worker(worker_id), None)

    async def update_heartbeat(self, worker_id: int) -> None:
        await self._once(lambda: super(SteadyJobs, self).update_heartbeat(worker_id), None)

    async def look_after(self, worker: Worker) -> None:
        """Every few seconds: show that this worker lives, and take up what lies in nobody's hands."""
        if worker.worker_id is None:
            return
        async with asyncio.timeout(ANSWER_WITHIN):
            alive = await self._all(_HEARTBEAT, worker_id=worker.worker_id)
        if not alive:  # away for so long that another worker struck it off
            worker.worker_id = await self.register_worker()
        await self._give_back_strays(worker.worker_id)
        await self.take_over()

    async def take_over(self) -> int:
        """A job of a killed worker would keep its lock, and one person's chat would stay silent for ever."""
        jobs = list(await self.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER))
        for job in jobs:
            log.warning("taking over job %s of a worker that died", job.task_name)
            await self.give_back(job)
        return len(jobs)

    async def _give_back_strays(self, worker_id: int) -> None:
        """Jobs that were given to this worker in an answer that never came. Seen twice: one may be on its way."""
        mine = [Job.from_row(row) for row in await self._all(_HELD, worker_id=worker_id)]
        strays = {(job.id or 0, job.attempts): job for job in mine if job.id not in self.in_hand}
        for key in strays.keys() & self._strays:
            await self.give_back(strays[key])
        self._strays = set(strays)

    async def _finish(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._all(_FINISH, **_named(job), status=status.value, delete_job=delete_job)

    async def _retry(
        self,
        job: Job,
        retry_at: Any = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        anew = {"retry_at": retry_at or utcnow(), "priority": priority, "queue": queue, "lock": lock}
        try:
            await self._all(_RETRY, **_named(job), **anew)
        except UniqueViolation:  # the same nudge waits already, and will do
            await self._finish(job, Status.FAILED, delete_job=True)

    async def _all(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.connector.execute_query_all_async(query, **arguments)
        return found

    async def _put_down(self, job: Job) -> None:
        """A lane has room again: the worker, which found nothing for it before, is told to look."""
        if self.in_hand.get(job.id or 0) is job:
            del self.in_hand[job.id or 0]
            self._ended.discard(job.id or 0)
        if self._ring is not None:
            await self._ring(channel="", notification={"type": "job_inserted", "job_id": job.id or 0})

    async def _patiently(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        while True:
            try:
                async with asyncio.timeout(ANSWER_WITHIN):
                    answer = await ask()
                self._say_back()
                return answer
            except (ConnectorException, TimeoutError) as wrong:
                self.say_away(wrong)
            await asyncio.sleep(PAUSE)

    async def _once(self, ask: Callable[[], Awaitable[Answer]], otherwise: Answer) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                answer = await ask()
            self._say_back()
            return answer
        except (ConnectorException, TimeoutError) as wrong:
            self.say_away(wrong)
        await asyncio.sleep(PAUSE)
        return otherwise

    def say_away(self, wrong: BaseException) -> None:
        if self._said_at is None or time.monotonic() - self._said_at > SAID_EVERY:
            self._said_at = time.monotonic()
            log.warning("the database is away, waiting for it: %s", wrong.__cause__ or type(wrong).__name__)

    def _say_back(self) -> None:
        if self._said_at is not None:
            self._said_at = None
            log.warning("the database is back")


def _named(job: Job) -> dict[str, Any]:
    return {"job_id": job.id, "attempts": job.attempts, "worker_id": job.worker_id}
