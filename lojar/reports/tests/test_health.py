"""Whether the house lives and can work, for machines that ask every few seconds: short, bounded, and true."""

import threading
from time import monotonic

import pytest
from django.db import connection

from lojar.reports import health
from lojar.reports.asking import Question

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def asked_anew():
    _no_workers()
    health.forget()
    yield
    health.forget()
    _no_workers()


def _no_workers():
    """Django empties only the tables that it made itself."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")


def test_a_house_that_can_work_says_so(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"live": True, "database": True}


def test_a_watcher_is_told_every_part(client):
    assert client.get("/healthz/ready").json() == {
        "live": True, "ready": True, "database": True, "migrations": True, "store": True, "worker": False,
    }  # fmt: skip


def test_a_worker_that_was_seen_is_told(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/healthz/ready").json()["worker"] is True


@pytest.mark.parametrize("address", ["/healthz/live", "/healthz?live"])
def test_life_is_told_without_touching_anything(client, address, monkeypatch):
    monkeypatch.setattr(health, "readiness", lambda: pytest.fail("it asked"))
    assert client.get(address).json() == {"live": True}


def test_it_is_asked_by_address_and_not_by_the_name_of_the_office(client, settings):
    settings.ALLOWED_HOSTS = ["loket.example"]
    assert client.get("/healthz", headers={"host": "10.0.0.3:8000"}).status_code == 200


def test_without_a_database_nothing_is_ready(client, monkeypatch):
    monkeypatch.setattr(health._DATABASE, "ask", lambda: 1 / 0)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"live": True, "database": False, "missing": ["database", "migrations"]}


def test_a_database_that_hangs_is_not_waited_for(client, monkeypatch):
    hangs = threading.Event()
    monkeypatch.setattr(health._DATABASE, "ask", hangs.wait)
    began = monotonic()
    assert client.get("/healthz").status_code == 503
    assert client.get("/healthz/ready").json()["database"] is False
    assert monotonic() - began < 2 * health.PATIENCE + 2
    hangs.set()


def test_a_database_without_the_last_migration_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "_last_migrations", lambda: frozenset({("channels", "9999_of_tomorrow")}))
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["migrations"] is False


def test_a_store_that_takes_nothing_is_not_ready(client, settings):
    settings.LOJAR_MEDIA_URL = "file:///proc/nowhere"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"live": True, "database": True, "missing": ["store"]}


def test_an_empty_database_is_not_ready_and_not_a_mistake(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO hidden")
    try:
        assert health.readiness()["migrations"] is False
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE hidden RENAME TO django_migrations")


def test_a_question_is_asked_once_for_all_who_want_to_know():
    asked, may_answer = [], threading.Event()

    def ask():
        asked.append(1)
        return may_answer.wait(10)

    question = Question("one", ask, good_for=60)
    waiting = [threading.Thread(target=question.answer, args=[10]) for _ in range(5)]
    for thread in waiting:
        thread.start()
    may_answer.set()
    for thread in waiting:
        thread.join()
    assert question.answer(0) is True
    assert asked == [1]
