"""Nobody knows whether it left: a receipt settles it, and only evidence lets it go again."""

from datetime import timedelta

import httpx
import pytest

from lojar.channels import queries
from lojar.channels.models import OutboundMessage, WebhookDelivery
from lojar.channels.rules.doubt import Doubt, Evidence, settle
from lojar.channels.tests.line import NOW, NUMBER, make_contact, now_of, post

SECONDS = timedelta(seconds=1)


def after(seconds):
    return NOW + seconds * SECONDS


@pytest.mark.parametrize(
    ("age", "unread", "later_arrived", "last_post", "doubt"),
    [
        (119, None, True, after(119), Doubt.WAIT),  # too early, whatever is known
        (121, None, True, None, Doubt.SEND_AGAIN),
        (121, None, False, after(61), Doubt.SEND_AGAIN),
        (121, None, False, after(59), Doubt.WAIT),  # Meta has not spoken since
        (121, None, False, None, Doubt.WAIT),
        (121, after(100), True, after(110), Doubt.WAIT),  # the receipt may lie among what nobody has read
        (121, after(120), True, after(120), Doubt.SEND_AGAIN),
        (601, None, False, None, Doubt.GO_ON),
        (601, after(100), True, after(500), Doubt.GO_ON),
    ],
)
def test_only_evidence_lets_a_message_go_again(age, unread, later_arrived, last_post, doubt):
    assert settle(NOW, Evidence(unread, later_arrived, last_post), after(age)) is doubt


# With the queue

queued = pytest.mark.django_db


@pytest.fixture
def lost(contact, wire, send):
    """A message whose answer was lost on the way."""
    wire.then(httpx.ReadTimeout("x"))
    message = post(contact, "satu", key="lost")
    send(contact)
    return message


def posted(at):
    WebhookDelivery.objects.create(body=b"{}", received_at=at, state="processed")


def receipt(message, status="delivered", *, attempt=1, wamid="wamid.R"):
    told = {
        "id": wamid, "status": status, "timestamp": str(int(NOW.timestamp()) + 30),
        "biz_opaque_callback_data": f"outbox:{message.pk}:{attempt}",
    }  # fmt: skip
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": NUMBER},
        "statuses": [told],
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


@queued
def test_what_is_written_meanwhile_waits_behind_it(lost, contact, wire, send, clock_at):
    later = post(contact, "dua", key="later")
    clock_at.move_to(after(90), tick=False)
    send(contact)
    assert (now_of(lost).state, now_of(later).state, len(wire.sent)) == ("in_flight", "queued", 1)


@queued
def test_a_receipt_settles_it_and_lets_the_others_go(lost, contact, wire, send, meta, clock_at):
    later = post(contact, "dua", key="later")
    meta(receipt(lost))
    assert now_of(lost).state == "delivered"
    send(contact)
    assert now_of(later).state == "sent"
    assert [sent["text"]["body"] for sent in wire.sent] == ["satu", "dua"]


@queued
def test_it_goes_again_in_its_place_when_meta_has_spoken_since_and_not_of_it(
    lost, contact, wire, send, clock_at
):
    post(contact, "dua", key="later")
    posted(after(70))
    clock_at.move_to(after(125), tick=False)
    send(contact)
    assert [sent["text"]["body"] for sent in wire.sent] == ["satu", "satu", "dua"]
    assert wire.sent[1]["biz_opaque_callback_data"] == f"outbox:{lost.pk}:2"
    assert now_of(lost).state == "sent"


@queued
def test_the_arrival_of_a_later_message_is_evidence_too(lost, office, contact, wire, send, clock_at):
    other = make_contact(office, phone="62800000000012")
    OutboundMessage.objects.create(
        contact=other, key="o", body={"type": "text", "body": "x"}, state="delivered", created_at=NOW,
        in_flight_at=after(3), delivered_at=after(5),
    )  # fmt: skip
    clock_at.move_to(after(125), tick=False)
    send(contact)
    assert len(wire.sent) == 2


@queued
def test_without_evidence_it_is_not_sent_again_and_after_a_while_the_others_pass(
    lost, office, contact, wire, send, clock_at
):
    later = post(contact, "dua", key="later")
    clock_at.move_to(after(601), tick=False)
    send(contact)
    assert (now_of(lost).state, now_of(later).state, len(wire.sent)) == ("in_flight", "sent", 2)
    assert list(queries.uncertain_messages(office, after(601))) == [lost]


@queued
def test_a_late_receipt_of_the_first_attempt_calls_the_second_off(lost, contact, wire, send, meta, clock_at):
    OutboundMessage.objects.filter(pk=lost.pk).update(state="queued")  # about to go again
    meta(receipt(lost, "sent"))
    send(contact)
    assert (now_of(lost).state, lost.wamid, len(wire.sent)) == ("sent", "wamid.R", 1)


@queued
def test_a_receipt_of_the_attempt_proves_what_an_error_denied(contact, wire, send, meta, clock_at):
    wire.then(httpx.Response(500, json={"error": {"code": 131000, "message": "Something went wrong"}}))
    message = post(contact, "satu")
    send(contact)
    assert message.not_before is None
    assert now_of(message).not_before == after(15)
    meta(receipt(message, "sent"))
    clock_at.move_to(after(20), tick=False)
    send(contact)
    assert (now_of(message).state, len(wire.sent)) == ("sent", 1)


@queued
def test_a_receipt_of_what_was_taken_back_later_proves_nothing(contact, wire, send, meta, clock_at):
    message = post(contact, "satu")
    send(contact)
    told = receipt(message, "failed", wamid=now_of(message).wamid)
    status = told["entry"][0]["changes"][0]["value"]["statuses"][0]
    meta(told | {"entry": [{"id": "1", "changes": [{"field": "messages", "value": {
        "messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER},
        "statuses": [status | {"errors": [{"code": 131016, "title": "x"}]}],
    }}]}]})  # fmt: skip
    assert now_of(message).state == "queued"
    meta(receipt(message, "sent"))
    assert now_of(message).state == "queued"
