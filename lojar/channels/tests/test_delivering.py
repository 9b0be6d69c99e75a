"""From the outbox over the wire: in order, once, and with an answer to everything that can go wrong."""

import json
from datetime import timedelta

import httpx
import pytest

from lojar.channels import alarms, outbox, queries
from lojar.channels.messages import Button, Buttons, Menu, Row, Section, Template, Text
from lojar.channels.models import (
    InboundMessage,
    LineAlarm,
    OutboundMessage,
)
from lojar.channels.rules.pace import BURST
from lojar.channels.tests.line import NOW, NUMBER, PHONE, USER, jobs, make_contact, now_of, post

pytestmark = pytest.mark.django_db


# What leaves


def test_a_text_leaves_with_a_plus_and_our_tracker(contact, wire, send):
    message = post(contact, "Selamat pagi")
    send(contact)
    assert wire.sent == [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": f"+{PHONE}",
            "type": "text",
            "text": {"body": "Selamat pagi", "preview_url": False},
            "biz_opaque_callback_data": f"outbox:{message.pk}:1",
        }
    ]
    assert wire.requests[0].url == f"https://graph.test.invalid/v25.0/{NUMBER}/messages"
    assert wire.requests[0].headers["authorization"].startswith("Bearer ")
    assert (now_of(message).state, message.wamid, message.sent_at) == ("sent", "wamid.OUT0001", NOW)


def test_a_message_may_quote_what_it_answers(contact, wire, send):
    outbox.post(contact, Text("Foto ini dokumen apa?"), key="a", answers="wamid.PHOTO", now=NOW)
    send(contact)
    assert wire.sent[0]["context"] == {"message_id": "wamid.PHOTO"}


def test_who_hides_the_number_is_written_to_by_id(office, wire, send):
    contact = make_contact(office, user_id=USER)
    post(contact, "Halo")
    send(contact)
    assert wire.sent[0]["recipient"] == USER
    assert "to" not in wire.sent[0]


def test_buttons_and_lists_leave_as_whatsapp_takes_them(contact, wire, send):
    post(contact, Buttons("Benar?", (Button("ya", "Ya"),), header="Ringkasan", footer="Gratis"), key="a")
    post(
        contact,
        Menu(
            "Pilih",
            "Lihat",
            (
                Section(
                    "",
                    (Row("kia", "KIA", "Anak"), Row("ktp", "KTP")),
                ),
            ),
        ),
        key="b",
    )
    send(contact)
    first, second = (sent["interactive"] for sent in wire.sent)
    assert first["action"]["buttons"] == [{"type": "reply", "reply": {"id": "ya", "title": "Ya"}}]
    assert (first["header"], first["footer"]) == ({"type": "text", "text": "Ringkasan"}, {"text": "Gratis"})
    assert second["action"]["sections"] == [
        {"rows": [{"id": "kia", "title": "KIA", "description": "Anak"}, {"id": "ktp", "title": "KTP"}]}
    ]


def test_a_template_names_its_variables(contact, wire, send):
    post(contact, Template("dokumen_siap", "id", (("nomor", "LJR-1"),)))
    send(contact)
    assert wire.sent[0]["template"] == {
        "name": "dokumen_siap",
        "language": {"code": "id"},
        "components": [
            {"type": "body", "parameters": [{"type": "text", "parameter_name": "nomor", "text": "LJR-1"}]}
        ],
    }


def test_messages_leave_in_the_order_in_which_they_were_written(contact, wire, send):
    for n in range(5):
        post(contact, f"pesan {n}", key=str(n))
    assert send(contact) == 5
    assert [sent["text"]["body"] for sent in wire.sent] == [f"pesan {n}" for n in range(5)]


def test_the_same_key_is_one_message(contact, wire, send):
    post(contact, "satu")
    post(contact, "dua")
    send(contact)
    send(contact)
    assert len(wire.sent) == 1


def test_what_waits_for_the_morning_lets_a_reply_pass(contact, wire, send):
    post(contact, "kabar", key="a", purpose="news", not_before=NOW + timedelta(hours=8))
    post(contact, "jawaban", key="b")
    send(contact)
    assert [sent["text"]["body"] for sent in wire.sent] == ["jawaban"]


def test_a_message_to_somebody_who_was_merged_reaches_who_they_are_now(office, contact, wire, send):
    gone = make_contact(office)
    gone.merged_into = contact
    gone.save()
    post(gone, "Halo")
    send(gone)
    assert wire.sent[0]["to"] == f"+{PHONE}"


# What goes wrong


def test_a_refusal_that_passes_is_tried_again_later_in_the_same_place(contact, wire, send, clock_at):
    wire.then(wire.graph("err_service"))
    first, second = post(contact, "satu", key="a"), post(contact, "dua", key="b")
    send(contact)
    assert (now_of(first).state, first.tries, now_of(second).state) == ("queued", 1, "queued")
    assert len(jobs("channels.deliver_later")) == 1
    clock_at.move_to(NOW + timedelta(seconds=16), tick=False)
    send(contact)
    assert [sent["text"]["body"] for sent in wire.sent] == ["satu", "satu", "dua"]
    assert wire.sent[1]["biz_opaque_callback_data"] == f"outbox:{first.pk}:2"


@pytest.mark.parametrize(
    "lost",
    [
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
        httpx.Response(502, text="<html>"),
        httpx.Response(200, json={}),
        httpx.Response(200, text="ok"),
    ],
)
def test_a_lost_answer_stays_in_flight_and_is_never_sent_again(contact, wire, send, clock_at, lost):
    wire.then(lost)
    message = post(contact, "satu")
    send(contact)
    clock_at.move_to(NOW + timedelta(hours=1), tick=False)
    send(contact)
    assert now_of(message).state == "in_flight"
    assert len(wire.sent) == 1
    assert list(queries.uncertain_messages(contact.office, NOW + timedelta(hours=1))) == [message]


@pytest.mark.parametrize("gone", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
def test_what_surely_did_not_leave_is_sent_again(contact, wire, send, clock_at, gone):
    wire.then(gone)
    message = post(contact, "satu")
    send(contact)
    assert now_of(message).state == "queued"
    clock_at.move_to(NOW + timedelta(seconds=5), tick=False)
    send(contact)
    assert now_of(message).state == "sent"


def test_a_receipt_that_was_quicker_than_the_answer_is_not_undone(contact, wire, send):
    message = post(contact, "satu")

    def quick(request):
        OutboundMessage.objects.filter(pk=message.pk).update(
            state="delivered", wamid="wamid.Q", delivered_at=NOW
        )
        return httpx.Response(200, json={"messages": [{"id": "wamid.Q"}]})

    wire.then(quick)
    send(contact)
    assert (now_of(message).state, message.sent_at) == ("delivered", NOW)


def test_our_own_mistake_ends_the_message_and_sounds(contact, wire, send):
    wire.then(wire.graph("err_missing_param"))
    first, second = post(contact, "satu", key="a"), post(contact, "dua", key="b")
    send(contact)
    assert (now_of(first).state, first.error_code, now_of(second).state) == ("failed", 131008, "sent")
    assert LineAlarm.objects.get().kind == "send_131008"
    assert list(queries.failed_messages(contact.office)) == [first]


def test_too_many_to_one_person_makes_only_that_person_wait(office, contact, wire, send):
    other = make_contact(office, phone="62800000000012")
    wire.then(wire.graph("err_pair_rate"))
    mine, theirs = post(contact, "satu", key="a"), post(other, "dua", key="b")
    send(contact)
    send(other)
    assert (now_of(mine).state, now_of(theirs).state) == ("queued", "sent")
    assert mine.not_before == NOW + timedelta(seconds=6)


def test_we_keep_the_pair_rate_ourselves(contact, wire, send):
    for n in range(BURST + 3):
        post(contact, str(n), key=str(n))
    send(contact)
    assert len(wire.sent) == BURST
    assert len(jobs("channels.deliver_later")) == 1


def test_a_bad_token_stops_the_line_for_everybody(office, contact, wire, send):
    other = make_contact(office, phone="62800000000012")
    wire.then(wire.graph("err_token_invalid"))
    mine, theirs = post(contact, "satu", key="a"), post(other, "dua", key="b")
    send(contact)
    send(other)
    assert (now_of(mine).state, now_of(theirs).state) == ("queued", "queued")
    assert len(wire.sent) == 1
    assert alarms.stopped_since(office) == NOW


def test_one_message_a_minute_tries_whether_the_line_works_again(office, contact, wire, send, clock_at):
    wire.then(wire.graph("err_token_invalid"))
    message = post(contact, "satu")
    send(contact)
    clock_at.move_to(NOW + timedelta(seconds=61), tick=False)
    send(contact)
    assert now_of(message).state == "sent"
    assert alarms.stopped_since(office) is None


def test_a_reply_that_waited_a_day_is_not_sent_any_more(contact, wire, send, clock_at):
    message = post(contact, "satu")
    clock_at.move_to(NOW + timedelta(hours=25), tick=False)
    send(contact)
    assert now_of(message).state == "expired"
    assert wire.sent == []


def test_somebody_without_a_living_name_cannot_be_written_to(office, wire, send):
    contact = make_contact(office)
    message = post(contact, "satu")
    send(contact)
    assert (now_of(message).state, wire.requests) == ("failed", [])


# Typing


def test_typing_marks_the_message_read(meta, wire):
    from lojar.channels.conftest import run

    meta("text_basic")
    run("channels.show_typing", message_id=InboundMessage.objects.get().pk)
    assert json.loads(wire.requests[0].content) == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.SEJnTnRleHR8MDAwMQ==",
        "typing_indicator": {"type": "text"},
    }


def test_typing_that_fails_disturbs_nobody(meta, wire):
    from lojar.channels.conftest import run

    meta("text_basic")
    wire.then(httpx.ReadTimeout("x"))
    run("channels.show_typing", message_id=InboundMessage.objects.get().pk)
