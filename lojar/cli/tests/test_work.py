"""A worker that is killed leaves jobs in its hands; another takes them over, for a lock held for ever is a person
who is never answered."""

import asyncio
import threading
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from lojar.cli.lanes import lanes
from lojar.cli.working import few_connections, queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dead_hands():
    """A job of a worker that is no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status) "
            "VALUES ('default', 'nobody.does', 'contact:1', 'converse:1', 'doing') RETURNING id"
        )
        (number,) = cursor.fetchone()
    yield number
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def with_jobs(ask):
    async def once():
        async with queue(lanes(8)) as (_, jobs):
            return await ask(jobs)

    return asyncio.run(once())


def take_over():
    return with_jobs(lambda jobs: jobs.take_over())


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def a_worker():
    (number,) = sql("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
    return number


def a_dead_worker():
    number = a_worker()
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute' WHERE id = %s", number)
    return number


def held_by(number, worker):
    sql("UPDATE procrastinate_jobs SET worker_id = %s WHERE id = %s", worker, number)


def waiting(queueing_lock="converse:1"):
    sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock) "
        "VALUES ('default', 'nobody.does', 'contact:1', %s)",
        queueing_lock,
    )


def job_as_held(number):
    row = ProcrastinateJob.objects.get(pk=number)
    return row.procrastinate_job.evolve(worker_id=row.worker_id)


def states():
    return sorted(job.status for job in ProcrastinateJob.objects.all())


def test_a_job_of_a_dead_worker_waits_to_be_done_again(dead_hands):
    assert take_over() == 1
    assert states() == ["todo"]


def test_a_job_of_a_dead_worker_gives_way_to_the_same_nudge_that_waits_already(dead_hands):
    waiting()
    assert take_over() == 1
    assert states() == ["todo"]


def test_a_job_of_a_living_worker_is_left_alone(dead_hands):
    held_by(dead_hands, a_worker())
    assert take_over() == 0
    assert states() == ["doing"]


def test_two_who_take_over_the_same_job_at_once_lose_nothing(dead_hands):
    seen_by_both = job_as_held(dead_hands)
    for _ in range(2):
        with_jobs(lambda jobs: jobs.give_back(seen_by_both))
    assert states() == ["todo"]


@pytest.mark.parametrize("end", ["finish", "retry"])
def test_a_worker_that_was_cut_off_cannot_end_a_job_that_another_has_now(dead_hands, end):
    held_by(dead_hands, a_dead_worker())
    as_it_was = job_as_held(dead_hands)
    assert take_over() == 1
    _end(as_it_was, end)
    assert states() == ["todo"]
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", a_worker())
    _end(as_it_was, end)
    assert states() == ["doing"]


def test_not_even_when_it_holds_the_same_job_for_a_second_time(dead_hands):
    held_by(dead_hands, worker := a_dead_worker())
    as_it_was = job_as_held(dead_hands)
    assert take_over() == 1
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", worker)
    _end(as_it_was, "finish")
    assert states() == ["doing"]


def _end(job, how):
    if how == "finish":
        with_jobs(lambda jobs: jobs.finish_job(job, Status.SUCCEEDED, delete_job=True))
    else:
        with_jobs(lambda jobs: jobs.retry_job(job))


def test_who_holds_a_job_can_end_it(dead_hands):
    held_by(dead_hands, a_worker())
    _end(job_as_held(dead_hands), "retry")
    assert states() == ["todo"]
    sql("UPDATE procrastinate_jobs SET status = 'doing'")
    _end(job_as_held(dead_hands), "finish")
    assert states() == []


def test_a_job_that_is_to_be_tried_again_gives_way_to_the_same_nudge_that_waits_already(dead_hands):
    held_by(dead_hands, a_worker())
    waiting()
    _end(job_as_held(dead_hands), "retry")
    assert states() == ["todo"]


def test_a_job_whose_handing_over_was_lost_on_the_way_is_given_back(dead_hands):
    held_by(dead_hands, number := a_worker())
    worker = SimpleNamespace(worker_id=number)

    async def look_twice(jobs):
        await jobs.look_after(worker)
        after_one = await asyncio.to_thread(states)
        await jobs.look_after(worker)
        return after_one

    assert with_jobs(look_twice) == ["doing"]  # it may just be on its way to us
    assert states() == ["todo"]


def test_a_worker_that_was_struck_off_is_registered_again():
    worker = SimpleNamespace(worker_id=a_worker())
    sql("DELETE FROM procrastinate_workers WHERE id = %s", before := worker.worker_id)
    with_jobs(lambda jobs: jobs.look_after(worker))
    assert worker.worker_id != before
    assert sql("SELECT count(*) FROM procrastinate_workers WHERE id = %s", worker.worker_id) == (1,)


def test_timed_tasks_do_not_use_a_connection_of_djangos():
    async def owners():
        async with queue(lanes(8)) as (app, _):
            return {timed.task.blueprint is app for timed in app.periodic_registry.periodic_tasks.values()}

    assert asyncio.run(owners()) == {True}


def test_after_a_burst_only_a_few_threads_keep_their_connection():
    around = few_connections(keep=1)
    together, done = threading.Barrier(3), threading.Barrier(4)
    open_after = []

    def job():
        def ask():
            connection.ensure_connection()
            together.wait(10)

        around(ask, None, None)
        open_after.append(connection.connection is not None)
        done.wait(10)
        connection.close()

    threads = [threading.Thread(target=job) for _ in range(3)]
    for thread in threads:
        thread.start()
    done.wait(10)
    for thread in threads:
        thread.join()
    assert sorted(open_after) == [False, False, True]
