"""A worker that is killed leaves jobs in its hands; another takes them over, for a lock held for ever is a person
who is never answered."""

import asyncio
import threading

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from lojar.cli.working import few_connections, take_over_jobs, worker_connector

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


def take_over():
    async def once():
        worker = app.with_connector(worker_connector())
        async with worker.open_async():
            return await take_over_jobs(worker)

    return asyncio.run(once())


def test_a_job_of_a_dead_worker_waits_to_be_done_again(dead_hands):
    assert take_over() == 1
    assert ProcrastinateJob.objects.get(pk=dead_hands).status == "todo"


def test_a_job_of_a_dead_worker_gives_way_to_the_same_nudge_that_waits_already(dead_hands):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status) "
            "VALUES ('default', 'nobody.does', 'converse:1', 'todo')"
        )
    assert take_over() == 1
    assert [job.status for job in ProcrastinateJob.objects.all()] == ["todo"]


def test_a_job_of_a_living_worker_is_left_alone(dead_hands):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET worker_id = %s", cursor.fetchone())
    assert take_over() == 0
    assert ProcrastinateJob.objects.get(pk=dead_hands).status == "doing"


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
