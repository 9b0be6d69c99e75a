"""The numbers for Prometheus: true, cheap, for those who may read them, and about nobody in particular."""

from datetime import timedelta

import pytest
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from lojar.channels import alarms, inbox
from lojar.channels.models import InboundMessage, MessageTemplate, OutboundMessage, WebhookDelivery
from lojar.channels.tests.line import PAYLOADS, make_office
from lojar.lib import clock
from lojar.reports import families, numbers

TOKEN = "made-up-metrics-token"


def told(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def counted():
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families.FAMILIES
        for metric in family()
        for sample in metric.samples
    }


@pytest.fixture
def office(db):
    return make_office("contoh", "100000000000001")


@pytest.fixture
def message(office):
    """One message of a citizen that nobody has heard, and a reply to it."""
    body = (PAYLOADS / "text_basic.json").read_bytes().replace(b"106540352242922", b"100000000000001")
    inbox.keep(body, clock.now())
    inbox.read_waiting()
    return InboundMessage.objects.get()


def reply(message, **fields):
    body = {"type": "text", "text": "Baik."}
    key = f"reply:{OutboundMessage.objects.count()}"
    return OutboundMessage.objects.create(
        contact=message.contact, key=key, body=body, **{"created_at": clock.now(), **fields}
    )


def test_what_is_open_is_counted_with_its_age(message):
    now = clock.now()
    WebhookDelivery.objects.create(body=b"{}", received_at=now - timedelta(minutes=3))
    reply(message, created_at=now - timedelta(minutes=7))
    reply(message, not_before=now + timedelta(hours=1))
    reply(message, state="in_flight", in_flight_at=now - timedelta(seconds=5))
    reply(message, state="in_flight", in_flight_at=now - timedelta(minutes=20))
    found = counted()
    assert found["lojar_waiting", "deliveries"] == 1
    assert 179 < found["lojar_waiting_oldest_seconds", "deliveries"] < 240
    assert found["lojar_waiting", "messages"] == 1
    assert found["lojar_waiting", "outbound_queued"] == 2
    assert 419 < found["lojar_waiting_oldest_seconds", "outbound_queued"] < 480
    assert found["lojar_waiting", "outbound_in_flight"] == 1
    assert found["lojar_waiting", "outbound_uncertain"] == 1
    assert found["lojar_waiting", "media"] == found["lojar_waiting", "outbound_held"] == 0


def test_a_chat_that_an_officer_leads_does_not_wait_for_the_program(message):
    message.contact.with_officer_since = clock.now()
    message.contact.save()
    assert counted()["lojar_waiting", "messages"] == 0


def test_what_ended_badly_and_how_sending_went_are_counted_by_code(message):
    now = clock.now()
    WebhookDelivery.objects.create(body=b"?", received_at=now, state="set_aside", reason="tidak dapat dibaca")
    reply(message, state="sent", in_flight_at=now, sent_at=now)
    reply(message, state="failed", in_flight_at=now, failed_at=now, error_code=131026)
    reply(message, state="failed", in_flight_at=now - timedelta(hours=2), error_code=131047)
    found = counted()
    assert found["lojar_ended_badly", "deliveries_put_aside"] == 1
    assert found["lojar_ended_badly", "outbound_failed"] == 2
    assert found["lojar_outbound_last_hour", "", "sent"] == 1
    assert found["lojar_outbound_last_hour", "131026", "failed"] == 1
    assert ("lojar_outbound_last_hour", "131047", "failed") not in found


def test_how_long_each_step_took_is_told(message):
    now = clock.now()
    message.heard_at = message.received_at + timedelta(seconds=3)
    message.save()
    for seconds in (1, 2, 9):
        began = now - timedelta(seconds=seconds)
        reply(message, state="sent", created_at=began, in_flight_at=now - timedelta(seconds=1), sent_at=now)
    found = counted()
    assert found["lojar_steps_last_5_minutes", "due_to_sent"] == 3
    assert round(found["lojar_step_seconds", "0.5", "due_to_sent"], 2) == 2
    assert round(found["lojar_step_seconds", "1", "due_to_sent"], 2) == 9
    assert round(found["lojar_step_seconds", "0.9", "in_flight_to_sent"], 2) == 1
    assert round(found["lojar_step_seconds", "0.5", "received_to_heard"], 2) == 3
    assert found["lojar_steps_last_5_minutes", "received_to_read"] == 1


def test_what_waits_does_not_hide_how_long_reading_took(message):
    for _ in range(3):
        WebhookDelivery.objects.create(body=b"{}", received_at=clock.now())
    assert counted()["lojar_steps_last_5_minutes", "received_to_read"] == 1


def test_the_state_of_the_line_is_told_without_names(office):
    now = clock.now()
    MessageTemplate.objects.create(name="kabar", language="id", status="PAUSED", changed_at=now)
    alarms.raise_alarm("line_190", "Token tidak berlaku", office=office, now=now, stops_sending=True)
    alarms.raise_alarm("template:kabar:id", "Template kabar dijeda", office=office, now=now)
    inbox.count_refused(now)
    found = counted()
    assert found["lojar_template", "", "PAUSED", "id", "kabar"] == 1
    assert found["lojar_alarms_open", "True", "line_190"] == 1
    assert found["lojar_alarms_open", "False", "template"] == 1
    assert found["lojar_webhooks_refused_total",] == 1


def test_jobs_are_told_by_task_and_by_whether_they_are_due(office):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) VALUES"
            " ('default', 'one', 'todo', NULL), ('default', 'one', 'todo', now() - interval '1 minute'),"
            " ('default', 'one', 'todo', now() + interval '1 hour'), ('default', 'two', 'failed', NULL)"
        )
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    found = counted()
    assert found["lojar_jobs", "one", "todo"] == 2
    assert found["lojar_jobs", "later", "one"] == 1
    assert found["lojar_jobs", "failed", "two"] == 1
    assert 59 < found["lojar_jobs_oldest_seconds", "one", "todo"] < 90
    assert ("lojar_jobs_oldest_seconds", "failed", "two") not in found
    assert found["lojar_workers_alive",] == 1


@pytest.mark.django_db(transaction=True)
def test_the_page_is_what_prometheus_reads(client):
    numbers._COUNTED.forget()
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    found = told(answer.content.decode())
    assert found["lojar_database_up",] == 1
    assert found["lojar_waiting", "deliveries"] == 0
    assert any(name == "lojar_webhook_answer_seconds_bucket" for name, *_ in found)


def test_a_database_that_is_away_is_told_as_such(client, monkeypatch):
    numbers._COUNTED.forget()
    monkeypatch.setattr(numbers._COUNTED, "ask", lambda: 1 / 0)
    found = told(client.get("/metrics").content.decode())
    assert found["lojar_database_up",] == 0
    assert not any(name == "lojar_waiting" for name, *_ in found)
    numbers._COUNTED.forget()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, 404),
        ({"REMOTE_ADDR": "10.0.0.9"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer another"}, 404),
        ({"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer "}, 404),
    ],
)
def test_the_numbers_are_for_this_machine_and_for_whoever_has_the_token(
    client, db, settings, monkeypatch, given, status
):
    monkeypatch.setattr(numbers._COUNTED, "ask", list)
    settings.LOJAR_METRICS_TOKEN = TOKEN
    assert client.get("/metrics", **given).status_code == status
    numbers._COUNTED.forget()


def test_without_a_token_nobody_can_guess_it(client, db, settings):
    settings.LOJAR_METRICS_TOKEN = ""
    answer = client.get("/metrics", REMOTE_ADDR="10.0.0.9", HTTP_AUTHORIZATION="Bearer ")
    assert answer.status_code == 404
