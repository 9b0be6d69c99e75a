"""Several people, numbers and mistakes in one POST; and the conversation that comes of it."""

from datetime import timedelta

import pytest

from lojar.channels import queries
from lojar.channels.models import Contact, InboundMessage, LineAlarm, OutboundMessage, WebhookDelivery
from lojar.channels.tests.line import NOW, NUMBER, USER, jobs, make_contact, make_office, payload

pytestmark = pytest.mark.django_db


def heard():
    return InboundMessage.objects.get()


def envelope(*messages, contacts=(), number=NUMBER):
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": number},
        "contacts": list(contacts),
        "messages": list(messages),
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def text(body, *, wamid="wamid.X", sender="62800000000011", at="1795305601", **more):
    return {"from": sender, "id": wamid, "timestamp": at, "type": "text", "text": {"body": body}, **more}


def test_two_people_in_one_post_are_two_contacts_whatever_the_order_of_the_cards(meta):
    cards = [
        {"profile": {"name": "Warga Dua"}, "wa_id": "62800000000012"},
        {"profile": {"name": "Warga Satu"}, "wa_id": "62800000000011", "user_id": USER},
    ]
    meta(envelope(text("a", wamid="w1"), text("b", wamid="w2", sender="62800000000012"), contacts=cards))
    names = {message.text: message.contact.name for message in InboundMessage.objects.all()}
    assert names == {"a": "Warga Satu", "b": "Warga Dua"}


def test_a_bad_message_among_good_ones_is_the_only_one_missing(meta):
    delivery = meta(envelope(text("a", wamid="w1"), "bukan pesan", {"id": 5}, text("b", wamid="w2")))
    assert sorted(InboundMessage.objects.values_list("wamid", flat=True)) == ["w1", "w2"]
    assert delivery.state == "set_aside"


def test_numbers_are_served_by_their_own_offices(meta):
    branch = make_office("cabang", "106540352242923")
    meta("batch_two_entries_two_numbers")
    assert InboundMessage.objects.get(office=branch).text == "ke kantor B"
    assert Contact.objects.count() == 2


def test_a_number_that_is_not_ours_sounds_an_alarm(meta):
    delivery = meta("env_unknown_phone_number_id")
    assert "tidak dikenal" in delivery.reason
    assert LineAlarm.objects.get().kind == "unknown_number"
    assert not Contact.objects.exists()


def test_a_mistake_of_ours_sets_one_delivery_aside_and_reads_the_next(meta, monkeypatch):
    from lojar.channels.inbox import acquaintances

    def broken(*_, **__):
        raise KeyError("salah")

    with monkeypatch.context() as patched:
        patched.setattr(acquaintances.Acquaintances, "settled", broken)
        meta("text_basic")
    meta("text_with_bsuid")
    assert list(WebhookDelivery.objects.order_by("id").values_list("state", flat=True)) == [
        "set_aside",
        "processed",
    ]
    assert "KeyError" in WebhookDelivery.objects.earliest("id").reason


def test_an_answer_from_the_phone_app_is_shown_and_stops_the_program(meta, office):
    meta("text_basic")
    meta(_later(payload("field_message_echo")))
    contact = Contact.objects.get()
    assert contact.with_officer_since == NOW
    assert queries.unheard(contact) == []
    line = queries.thread(contact)[-1]
    assert (line.who, line.text, line.state) == (queries.PHONE_APP, "dibalas dari HP kantor", "sent")
    meta(_later(payload("field_message_echo")))
    assert OutboundMessage.objects.count() == 1


def _later(echo):
    echo["entry"][0]["changes"][0]["value"]["message_echoes"][0]["timestamp"] = "1795305660"
    return echo


def test_the_thread_shows_both_sides_in_order(meta, contact):
    meta("text_basic")
    OutboundMessage.objects.create(
        contact=contact, key="k", body={"type": "text", "body": "Selamat pagi"}, state="sent", created_at=NOW
    )
    assert [(line.inbound, line.text[:12]) for line in queries.thread(contact)] == [
        (True, "Selamat pagi"),
        (False, "Selamat pagi"),
    ]


def test_held_messages_are_released_when_the_person_writes(meta, office):
    contact = make_contact(office, phone="62800000000011", opened_at=NOW - timedelta(days=3))
    held = OutboundMessage.objects.create(
        contact=contact,
        key="k",
        body={"type": "text", "body": "Ada kabar"},
        state="held",
        created_at=NOW - timedelta(days=2),
    )
    nudge = OutboundMessage.objects.create(
        contact=contact,
        key="n",
        body={"type": "template", "name": "x", "language": "id"},
        state="queued",
        purpose="nudge",
        created_at=NOW - timedelta(minutes=1),
    )
    meta("text_basic")
    held.refresh_from_db()
    nudge.refresh_from_db()
    assert (held.state, nudge.state) == ("queued", "expired")
    assert jobs("channels.deliver") == [{"contact_id": contact.pk}]
