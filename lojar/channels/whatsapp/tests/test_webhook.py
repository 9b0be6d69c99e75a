"""The door that Meta knocks at: who may come in, what is kept, and what is answered."""

import base64

import pytest
from django.db import DatabaseError

from lojar.channels import inbox
from lojar.channels.models import InboundMessage, RefusedWebhook, WebhookDelivery
from lojar.channels.tests.line import payload, sign
from lojar.channels.whatsapp import body as body_rules
from lojar.channels.whatsapp import intake_wsgi
from lojar.channels.whatsapp.signature import signed

pytestmark = pytest.mark.django_db
URL = "/whatsapp/webhook"
HANDSHAKES = payload("http_verify_handshake")["cases"]
SIGNATURES = {case["name"]: case for case in payload("http_signatures")["cases"]}
GOOD = {"ok_utf8_body", "ok_escaped_unicode_body", "valid_signature_not_json"}


@pytest.mark.parametrize("case", HANDSHAKES, ids=[case["query"] for case in HANDSHAKES])
def test_the_handshake_answers_as_meta_expects(client, case):
    answer = client.get(f"{URL}?{case['query']}")
    assert answer.status_code == case["expect_status"]
    assert answer["Content-Type"].startswith("text/plain")
    if "expect_body" in case:
        assert answer.content.decode() == case["expect_body"]


def test_without_a_verify_token_nobody_is_verified(client, settings):
    settings.LOJAR_WHATSAPP_VERIFY_TOKEN = ""
    answer = client.get(f"{URL}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=")
    assert answer.status_code == 403


def test_other_methods_are_refused(client):
    assert client.put(URL).status_code == 405
    assert client.delete(URL).status_code == 405


@pytest.mark.parametrize("name", SIGNATURES)
def test_only_a_body_that_meta_signed_is_kept(client, name):
    case = SIGNATURES[name]
    headers = {"HTTP_X_HUB_SIGNATURE_256": case["header"]} if case["header"] else {}
    answer = client.post(URL, base64.b64decode(case["body_b64"]), content_type="application/json", **headers)
    assert answer.status_code == (200 if name in GOOD else 401)
    assert WebhookDelivery.objects.count() == (1 if name in GOOD else 0)
    assert sum(RefusedWebhook.objects.values_list("count", flat=True)) == (0 if name in GOOD else 1)


@pytest.mark.parametrize(
    "header", ["sha256=", "sha256=é", "sha256=" + "0" * 64, "SHA256=" + "0" * 64, "x" * 9000]
)
def test_an_odd_signature_is_refused_and_not_an_error(client, header):
    answer = client.post(URL, b"{}", content_type="application/json", HTTP_X_HUB_SIGNATURE_256=header)
    assert answer.status_code == 401


def test_refusals_of_a_day_are_counted_in_one_row(client):
    for _ in range(3):
        client.post(URL, b"{}", content_type="application/json")
    assert RefusedWebhook.objects.get().count == 3


def test_without_an_app_secret_nothing_counts_as_signed():
    assert not signed(b"{}", sign(b"{}", ""), secret="")


def test_the_raw_bytes_are_kept_sealed_and_come_back_as_they_came(client):
    body = payload("text_fake_nik")
    raw = str(body).encode()
    client.post(URL, raw, content_type="application/json", HTTP_X_HUB_SIGNATURE_256=sign(raw))
    delivery = WebhookDelivery.objects.get()
    assert delivery.body == raw
    assert b"9999990101000001" not in _stored(delivery)


def _stored(delivery):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM channels_webhookdelivery WHERE id = %s", [delivery.pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("megabytes", "status"), [(3, 200), (4, 200), (4.1, 200), (15.9, 200), (16, 200), (16.1, 413)]
)
def test_whatever_meta_can_send_is_kept_and_what_nobody_sends_is_not(client, megabytes, status):
    body = b" " * int(megabytes * 1024 * 1024)
    answer = client.post(URL, body, content_type="application/json", HTTP_X_HUB_SIGNATURE_256=sign(body))
    assert answer.status_code == status
    assert [len(kept.body) for kept in WebhookDelivery.objects.all()] == [len(body)] * (status == 200)


def test_large_bodies_that_nobody_signed_are_read_few_at_a_time(client):
    body = b" " * (5 * 1024 * 1024)
    for _ in range(3):  # each gives its place back
        assert client.post(URL, body, content_type="application/json").status_code == 401
    with body_rules._large, body_rules._large:
        signed_well = client.post(
            URL, body, content_type="application/json", HTTP_X_HUB_SIGNATURE_256=sign(body)
        )
    assert signed_well.status_code == 503


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"null", b"{}", b'{"a":1e999}', b"9" * 5000]
)
def test_whatever_meta_signs_is_answered_200_and_set_aside_where_it_says_nothing(client, office, body):
    answer = client.post(URL, body, content_type="application/json", HTTP_X_HUB_SIGNATURE_256=sign(body))
    assert answer.status_code == 200
    inbox.read_waiting()
    delivery = WebhookDelivery.objects.get()
    assert delivery.state == "set_aside"
    assert delivery.reason
    assert not InboundMessage.objects.exists()


def test_when_the_database_is_away_meta_is_asked_to_come_again(client, monkeypatch):
    def away(*_):
        raise DatabaseError

    monkeypatch.setattr(inbox, "keep", away)
    answer = client.post(URL, b"{}", content_type="application/json", HTTP_X_HUB_SIGNATURE_256=sign(b"{}"))
    assert answer.status_code == 503


def test_the_short_way_serves_the_same_address(client):
    from django.urls import reverse

    assert reverse("whatsapp_webhook") == intake_wsgi.PATH
