"""A handful of deliveries is read in one transaction, as if each had come alone."""

import contextlib
import json
from collections import Counter
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction

from lojar.channels import inbox
from lojar.channels.inbox import parts, reading
from lojar.channels.models import Contact, Identity, InboundMessage, WebhookDelivery
from lojar.channels.rules.gathering import HANDFUL
from lojar.channels.tests.line import NOW, PAYLOADS, jobs, make_contact, payload
from lojar.channels.watching import nudge_what_was_left

from .test_taking_in_messages import envelope, text

pytestmark = pytest.mark.django_db
ALL = sorted(path.stem for path in PAYLOADS.glob("*.json"))


@pytest.fixture
def come(office, clock_at):
    """Kept as the door keeps them; read when the test says so."""

    def keep(*told):
        for each in told:
            body = payload(each) if isinstance(each, str) else each
            inbox.keep(body if isinstance(body, bytes) else json.dumps(body).encode(), NOW)

    return keep


def states():
    return list(WebhookDelivery.objects.order_by("id").values_list("state", flat=True))


def outcome():
    people = Contact.objects.filter(merged_into=None).count()
    names = sorted(Identity.objects.values_list("kind", "value", "valid_to"), key=str)
    kinds = Counter(InboundMessage.objects.values_list("kind", "wamid", "media_state", "contact__name"))
    return people, names, kinds, states()


def read_in_handfuls_of(most, monkeypatch):
    """What came of it, taken back afterwards."""
    monkeypatch.setattr(reading, "MOST_ROWS", most)
    before = transaction.savepoint()
    assert inbox.read_waiting(seconds=600) == len(ALL)
    came = outcome()
    transaction.savepoint_rollback(before)
    return came


def test_all_payloads_in_one_handful_come_out_as_one_by_one(come, monkeypatch):
    come(*ALL)
    assert read_in_handfuls_of(500, monkeypatch) == read_in_handfuls_of(1, monkeypatch)


def test_a_stranger_who_writes_in_three_deliveries_is_one_person(come):
    come(*(envelope(text("halo", wamid=f"wamid.{n}")) for n in range(3)))
    assert inbox.read_waiting() == 3
    assert Contact.objects.count() == 1
    assert jobs("intake.converse") == [{"contact_id": Contact.objects.get().pk}]


def test_a_person_who_changes_the_number_in_the_middle_of_a_handful_stays_one(come):
    told = payload("system_number_changed_bsuid")
    message = told["entry"][0]["changes"][0]["value"]["messages"][0]
    before, after = message["from"], message["system"]["wa_id"]
    come(
        envelope(text("sebelum", wamid="wamid.1", sender=before)),
        told,
        envelope(text("sesudah", wamid="wamid.2", sender=after)),
    )
    inbox.read_waiting()
    assert len({row.contact_id for row in InboundMessage.objects.all()}) == 1


def test_one_that_cannot_be_read_stops_no_other_of_its_handful(come, monkeypatch):
    take_in = parts.messages.take_in

    def broken(coming):
        if any(heard.wamid == "wamid.poison" for _, heard in coming):
            raise KeyError("salah")
        take_in(coming)

    monkeypatch.setattr(parts.messages, "take_in", broken)
    come(
        envelope(text("satu", wamid="wamid.1")),
        envelope(
            text("dua", wamid="wamid.2"), text("rusak", wamid="wamid.poison"), text("tiga", wamid="wamid.3")
        ),
        envelope(text("empat", wamid="wamid.4")),
    )
    inbox.read_waiting()
    assert sorted(InboundMessage.objects.values_list("wamid", flat=True)) == [
        f"wamid.{n}" for n in (1, 2, 3, 4)
    ]
    assert states() == ["processed", "set_aside", "processed"]
    assert [row.updates for row in WebhookDelivery.objects.order_by("id")] == [1, 3, 1]


def test_a_delivery_that_keeps_killing_its_reader_is_set_aside_at_last(come):
    come(envelope(text("satu", wamid="wamid.1")), envelope(text("dua", wamid="wamid.2")))
    first = WebhookDelivery.objects.earliest("id")
    WebhookDelivery.objects.filter(pk=first.pk).update(tries=reading.MOST_TRIES)
    inbox.read_waiting()
    assert states() == ["set_aside", "processed"]
    assert "berhenti 5 kali" in WebhookDelivery.objects.earliest("id").reason


def test_one_over_which_a_reader_died_is_read_alone(come):
    come(*(envelope(text("halo", wamid=f"wamid.{n}")) for n in range(3)))
    second = WebhookDelivery.objects.order_by("id")[1]
    WebhookDelivery.objects.filter(pk=second.pk).update(tries=1)
    handfuls = []
    while ids := reading._pick():
        handfuls.append(len(ids))
        reading._read_together(ids)
    assert handfuls == [1, 1, 1]
    assert states() == ["processed"] * 3


def old(n, person):
    """Written during an outage, three hours ago."""
    stamp = int((NOW - timedelta(hours=3)).timestamp())
    return envelope(text("halo", wamid=f"wamid.{n}", sender=f"62800{person:06}", at=str(stamp)))


def test_who_wrote_during_an_outage_is_answered_when_all_has_been_read(come, clock_at):
    come(*(old(n, n % 7) for n in range(2 * HANDFUL)), *(old(n, 8) for n in range(500, 550)))
    clock_at.move_to(NOW + timedelta(seconds=10), tick=False)
    assert inbox.read_waiting(seconds=0.001) == HANDFUL
    assert jobs("intake.converse") == []
    nudge_what_was_left(NOW + timedelta(minutes=1))
    assert jobs("intake.converse") == []
    assert inbox.read_waiting() == HANDFUL + 50
    assert len(jobs("intake.converse")) == 8


def test_a_backlog_without_end_is_answered_in_between(come):
    come(*(old(n, n % 7) for n in range(3 * HANDFUL)))
    assert inbox.read_waiting(seconds=0.001) == HANDFUL
    nudge_what_was_left(NOW + timedelta(minutes=6))
    assert len(jobs("intake.converse")) == 7


def test_strangers_of_one_handful_are_made_with_their_names(come):
    come(*(old(n, n % 3) for n in range(9)))
    inbox.read_waiting()
    assert Contact.objects.count() == 3
    assert sorted(Identity.objects.values_list("value", flat=True)) == [f"62800{n:06}" for n in range(3)]
    assert {row.contact.identities.get().value[-1] for row in InboundMessage.objects.all()} == {"0", "1", "2"}


def test_a_number_that_was_somebody_elses_then_is_theirs(come, office):
    """The message was written while the number was still its former owner's."""
    former = make_contact(office, phone="62800000001")
    Identity.objects.update(valid_from=NOW - timedelta(days=9), valid_to=NOW - timedelta(hours=1))
    come(old(1, 1), old(2, 2))
    inbox.read_waiting()
    assert InboundMessage.objects.get(wamid="wamid.1").contact == former


@pytest.mark.parametrize(("sqlstate", "is_put_aside"), [("53100", False), ("57P01", False), ("57014", True)])
def test_a_full_disk_puts_nothing_aside_and_what_takes_too_long_is(come, monkeypatch, sqlstate, is_put_aside):
    """53100: disk full, 57P01: the database is told to stop, 57014: longer than a statement may take."""
    come(envelope(text("halo")))
    able = parts.take_in
    monkeypatch.setattr(reading, "take_in", failing_with(sqlstate))
    for _ in range(reading.MOST_TRIES + 2):
        with contextlib.suppress(OperationalError):
            inbox.read_waiting()
    monkeypatch.setattr(reading, "take_in", able)
    inbox.read_waiting()
    assert states() == ["set_aside" if is_put_aside else "processed"]


def failing_with(sqlstate):
    cause = type("Refused", (Exception,), {"sqlstate": sqlstate})()

    def fail(parts):
        raise OperationalError("refused") from cause

    return fail
