"""Outside the 24 hours a message is held, one template a day says so, and all is released when the person writes."""

from datetime import timedelta

import pytest

from lojar.channels import alarms
from lojar.channels.messages import Template
from lojar.channels.models import Contact, LineAlarm, MessageTemplate
from lojar.channels.tests.line import NOW, PHONE, make_contact, now_of, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(office):
    return make_contact(office, phone=PHONE, opened_at=NOW - timedelta(hours=24))


def test_outside_the_window_a_message_is_held_and_one_template_says_so(silent, wire, send):
    first, second = post(silent, "satu", key="a"), post(silent, "dua", key="b")
    send(silent)
    assert (now_of(first).state, now_of(second).state) == ("held", "held")
    assert [sent["template"]["name"] for sent in wire.sent] == ["jawaban_menunggu"]
    post(silent, "tiga", key="c")
    send(silent)
    assert len(wire.sent) == 1


def test_the_next_day_one_more_template_may_go(silent, wire, send, clock_at):
    post(silent, "satu", key="a")
    send(silent)
    tomorrow = NOW + timedelta(hours=24)
    clock_at.move_to(tomorrow, tick=False)
    post(silent, "dua", key="b", now=tomorrow)
    send(silent)
    assert len(wire.sent) == 2


def test_news_of_an_application_is_announced_with_its_number(silent, wire, send):
    post(silent, "Sudah siap", purpose="news", about="LJR-2611-0001")
    send(silent)
    template = wire.sent[0]["template"]
    assert template["name"] == "kabar_permohonan"
    assert template["components"][0]["parameters"][0]["text"] == "LJR-2611-0001"


def test_a_telling_template_of_the_senders_own_is_preferred_while_it_is_approved(silent, wire, send):
    own = Template("dokumen_siap", "id", (("nomor", "LJR-1"), ("layanan", "KTP"), ("kantor", "X")))
    post(silent, "Sudah siap", purpose="news", about="LJR-1", outside_window=own)
    send(silent)
    assert wire.sent[0]["template"]["name"] == "dokumen_siap"


def test_a_paused_template_is_not_tried(silent, wire, send):
    MessageTemplate.objects.create(name="jawaban_menunggu", language="id", status="PAUSED", changed_at=NOW)
    post(silent, "satu")
    send(silent)
    assert wire.sent == []


def test_held_messages_leave_in_order_when_the_person_writes(silent, wire, send, meta):
    for n in range(3):
        post(silent, f"pesan {n}", key=str(n))
    send(silent)
    meta("text_basic")
    send(silent)
    assert [sent["text"]["body"] for sent in wire.sent[1:]] == ["pesan 0", "pesan 1", "pesan 2"]


def test_a_late_message_gets_its_answer_by_template(meta, wire, send):
    meta("text_timestamp_old_6days")
    contact = Contact.objects.get()
    post(contact, "jawaban")
    send(contact)
    assert [sent["type"] for sent in wire.sent] == ["template"]


def test_meta_may_say_that_the_window_is_closed_when_we_think_it_open(contact, wire, send):
    wire.then(wire.graph("err_window_sync"))
    first, second = post(contact, "satu", key="a"), post(contact, "dua", key="b")
    send(contact)
    assert (now_of(first).state, now_of(second).state) == ("held", "held")
    assert [sent["type"] for sent in wire.sent] == ["text", "template"]


def test_a_template_that_is_missing_is_marked_and_sounds(silent, wire, send):
    wire.then(wire.graph("err_template_missing"))
    post(silent, "satu")
    send(silent)
    assert MessageTemplate.objects.get().status == "MISSING"
    assert LineAlarm.objects.get().kind == "template:jawaban_menunggu:id"
    assert not LineAlarm.objects.get().stops_sending


def test_while_templates_are_stopped_replies_still_go(office, silent, wire, send):
    alarms.stop_templates("x", office=None, until=None, now=NOW)
    other = make_contact(office, phone="62800000000012")
    post(other, "satu", key="a")
    post(silent, Template("kabar_permohonan", "id"), key="b")
    send(other)
    send(silent)
    assert [sent["type"] for sent in wire.sent] == ["text"]
