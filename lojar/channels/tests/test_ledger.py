"""The books: they close whatever comes, nothing can leave them, and what waits too long is said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lojar.channels import inbox, ledger
from lojar.channels.models import InboundMessage, LedgerSlip, LineAlarm, OutboundMessage, WebhookDelivery
from lojar.channels.rules.limits import Book, Part
from lojar.channels.tests.line import NOW, PAYLOADS, now_of, post

pytestmark = pytest.mark.django_db
WHOLE = ("batch_album_5_photos", "batch_messages_and_statuses", "text_invalid_from", "field_message_echo")


def book(key):
    return {part.key: part.count for part in ledger.read(NOW).book(key).parts if part.count}


def test_the_books_close_after_every_payload_there_is(meta):
    for path in sorted(PAYLOADS.glob("*.json")):
        meta(path.read_bytes())
    read = ledger.read(NOW)
    assert {book.key: book.gap for book in read.books} == dict.fromkeys(ledger.BOOKS, 0)
    assert read.book("deliveries").came == len(list(PAYLOADS.glob("*.json")))
    assert read.book("messages").came == InboundMessage.objects.count() > 50
    assert read.closed


def test_every_update_has_one_fate(meta):
    for name in (*WHOLE, WHOLE[0]):
        meta(name)
    assert book("updates") == {"message": 6, "repeat": 5, "receipt": 1, "echo": 1, "put_aside": 1}


def test_what_waits_is_part_of_the_sum(office):
    inbox.keep(b"{}", NOW - timedelta(minutes=3))
    read = ledger.read(NOW)
    assert read.closed
    assert read.book("deliveries").part("waiting").late(NOW)


def test_every_state_of_our_own_messages_is_in_the_book(contact):
    for at, state in enumerate(OutboundMessage.State.values):
        OutboundMessage.objects.create(
            contact=contact, key=f"k{at}", body={"type": "text", "body": "x"}, state=state, created_at=NOW
        )
    assert book("outbound") == dict.fromkeys(OutboundMessage.State.values, 1)
    assert ledger.read(NOW).closed


def test_a_row_that_vanishes_past_the_triggers_leaves_a_gap(meta):
    meta("text_basic")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute("DELETE FROM channels_inboundmessage")
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
    read = ledger.read(NOW)
    assert (read.book("messages").gap, read.closed) == (1, False)


def test_a_gap_is_said_to_a_person(meta):
    meta("text_basic")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")
        cursor.execute("DELETE FROM channels_inboundmessage")
        cursor.execute("SET LOCAL session_replication_role = 'origin'")
    ledger.watch(NOW.replace(minute=10))
    assert "messages +1" in LineAlarm.objects.get(kind="ledger_gap").text


@pytest.mark.parametrize("open_", ["delivery", "message", "answer"])
def test_what_is_not_settled_cannot_be_deleted(meta, contact, open_):
    meta("text_basic")
    rows = {
        "delivery": lambda: inbox.keep(b"{}", NOW),
        "message": InboundMessage.objects.get,
        "answer": lambda: post(contact, "Selamat pagi"),
    }
    row = rows[open_]()
    with pytest.raises(IntegrityError, match="ledger"), transaction.atomic():
        row.delete()
    assert ledger.read(NOW).closed


def test_raw_bytes_are_forgotten_after_a_month_and_stay_counted(meta):
    meta("text_basic")
    inbox.keep(b"not read yet", NOW)
    meta_later = NOW + ledger.RAW_KEPT_FOR + timedelta(days=1)
    WebhookDelivery.objects.filter(reason__startswith="bukan").update(state="set_aside")
    assert ledger.forget_read(meta_later) == 1
    assert InboundMessage.objects.get().delivery is None
    assert ledger.read(meta_later).closed


def test_slips_are_folded_and_the_sum_stays_the_same(meta):
    meta("batch_album_5_photos")
    before = ledger.read(NOW)
    ledger.fold_slips()
    assert not LedgerSlip.objects.exists()
    assert ledger.read(NOW) == before
    meta("text_with_bsuid")
    ledger.fold_slips()
    assert ledger.read(NOW).closed


def test_what_waits_too_long_is_said_once_and_taken_back(meta, contact):
    meta("text_basic")
    late = NOW + timedelta(minutes=6)
    ledger.watch(late)
    ledger.watch(late)
    (alarm,) = LineAlarm.objects.all()
    assert (alarm.kind, alarm.resolved_at) == ("late_messages_waiting", None)
    assert alarm.text.startswith("1 pesan warga belum dijawab program, tertua sejak ")
    InboundMessage.objects.update(heard_at=late)
    ledger.watch(late)
    alarm.refresh_from_db()
    assert alarm.resolved_at == late


def test_who_talks_with_an_officer_is_not_late(meta, office):
    meta("text_basic")
    contact = InboundMessage.objects.get().contact
    contact.with_officer_since = NOW
    contact.save()
    ledger.watch(NOW + timedelta(hours=1))
    assert not LineAlarm.objects.exists()


def test_news_that_was_put_off_to_the_morning_is_not_late(contact):
    message = post(contact, "Kabar", purpose="news", not_before=NOW + timedelta(hours=8))
    ledger.watch(NOW + timedelta(hours=7))
    assert not LineAlarm.objects.exists()
    ledger.watch(NOW + timedelta(hours=9))
    assert LineAlarm.objects.get().kind == "late_outbound_queued"
    assert now_of(message).state == "queued"


def test_a_gap_is_what_came_less_what_is_there():
    assert Book("messages", 5, (Part("heard", 3), Part("waiting", 1))).gap == 1
