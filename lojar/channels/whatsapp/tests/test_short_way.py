"""The short way past Django: its own thread, its own connection, real commits."""

import io
import socket
import threading
from time import monotonic

import psycopg
import pytest
from django.db import connection

from lojar.channels import inbox
from lojar.channels.models import InboundMessage, RefusedWebhook, WebhookDelivery
from lojar.channels.tests.line import PAYLOADS, sign
from lojar.channels.whatsapp import group_commit
from lojar.channels.whatsapp.intake_wsgi import PATH, in_front_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_keeper(monkeypatch):
    """One for this test, on the test's database; its connection is closed so that the database can be dropped."""
    made = group_commit.Keeper()
    monkeypatch.setattr("lojar.channels.whatsapp.intake_wsgi.keeper", lambda: made)
    yield made
    made._disconnect()
    with connection.cursor() as cursor:  # Django empties only the tables that it made itself
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def django(environ, start_response):
    start_response("418 Teapot", [])
    return [b""]


def post(body, *, signature=None, method="POST", path=PATH, **environ):
    told = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "HTTP_X_HUB_SIGNATURE_256": sign(body) if signature is None else signature,
        **environ,
    }
    in_front_of(django)(environ, lambda status, headers: told.append(int(status[:3])))
    return told[0]


def jobs():
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(task_name="channels.read_inbox", status="todo")


def test_a_delivery_is_committed_together_with_the_job_that_reads_it(office, own_keeper):
    body = (PAYLOADS / "text_basic.json").read_bytes()
    assert post(body) == 200
    assert WebhookDelivery.objects.get().body == body
    assert jobs().count() == 1
    inbox.read_waiting()
    assert InboundMessage.objects.get().kind == "text"


def test_many_at_once_are_all_kept_and_wake_one_job(office, own_keeper):
    bodies = [f'{{"n": {n}}}'.encode() for n in range(40)]
    answers = []
    threads = [threading.Thread(target=lambda body=body: answers.append(post(body))) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 40
    assert {delivery.body for delivery in WebhookDelivery.objects.all()} == set(bodies)
    assert jobs().count() == 1


def test_a_wrong_signature_is_counted_and_nothing_is_kept(own_keeper):
    assert post(b"{}", signature="sha256=" + "0" * 64) == 401
    assert post(b"{}") == 200  # the same thread wrote the count before it wrote this
    assert RefusedWebhook.objects.get().count == 1
    assert WebhookDelivery.objects.count() == 1


def test_too_large_is_refused(own_keeper):
    body = b" " * (16 * 1024 * 1024 + 1)
    assert post(body) == 413
    assert post(body, CONTENT_LENGTH="") == 413
    assert post(body[:-1]) == 200


def test_a_body_in_chunks_is_kept(own_keeper):
    assert post(b"{}", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked") == 200
    assert WebhookDelivery.objects.get().body == b"{}"


def test_a_body_that_breaks_off_may_come_again(own_keeper):
    class Broken:
        def read(self, size):
            raise OSError

    assert post(b"", **{"wsgi.input": Broken()}) == 400
    assert not WebhookDelivery.objects.exists()


def test_a_restarted_database_is_found_again(own_keeper):
    assert post(b'{"n": 1}') == 200
    with psycopg.connect(**group_commit.connector_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [own_keeper._connection.info.backend_pid])
    assert post(b'{"n": 2}') == 200
    assert WebhookDelivery.objects.count() == 2


def test_a_database_that_is_away_means_come_again(own_keeper, monkeypatch):
    monkeypatch.setattr(
        group_commit, "connector_params", lambda: {"host": "127.0.0.1", "port": 1, "dbname": "x"}
    )
    assert post(b"{}") == 503
    assert not WebhookDelivery.objects.exists()


def test_a_database_that_does_not_answer_ties_up_nobody_and_is_found_when_it_does(own_keeper, monkeypatch):
    found = group_commit.connector_params
    with socket.create_server(("127.0.0.1", 0)) as mute:
        hangs = {"host": "127.0.0.1", "port": mute.getsockname()[1], "dbname": "x", "connect_timeout": 3}
        monkeypatch.setattr(group_commit, "connector_params", lambda: dict(hangs))
        assert post(b'{"n": 1}') == 503
        began = monotonic()
        assert [post(b'{"n": 2}') for _ in range(3)] == [503] * 3
        assert monotonic() - began < 5
        monkeypatch.setattr(group_commit, "connector_params", found)
    while post(b'{"n": 3}') != 200:  # the last try may still be waiting for the mute one
        assert monotonic() - began < 30
    assert b'{"n": 1}' not in {delivery.body for delivery in WebhookDelivery.objects.all()}


def test_what_holds_a_delivery_up_in_the_database_ends_before_its_sender_gives_up(own_keeper, monkeypatch):
    monkeypatch.setattr(group_commit, "LIMITS", "-c lock_timeout=200")
    with psycopg.connect(**group_commit.connector_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [group_commit.KEEPERS])
        assert post(b'{"n": 1}') == 503
    assert post(b'{"n": 2}') == 200


def test_everything_else_goes_on_to_django(own_keeper):
    assert post(b"", method="GET") == 418
    assert post(b"", path="/desk/") == 418
