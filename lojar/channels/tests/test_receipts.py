"""What Meta tells later: receipts in any order, failures by their code, and what they do to the line."""

from datetime import timedelta

import pytest

from lojar.channels import alarms
from lojar.channels.models import LineAlarm, OutboundMessage
from lojar.channels.tests.line import NOW, NUMBER, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(contact):
    return make_sent(contact)


def make_sent(contact, **fields):
    values = {
        "key": "k",
        "body": {"type": "text", "body": "Halo"},
        "state": "sent",
        "wamid": "wamid.A",
        "tries": 1,
        "created_at": NOW,
        "in_flight_at": NOW,
        **fields,
    }
    return OutboundMessage.objects.create(contact=contact, **values)


def status(word, *, wamid="wamid.A", code=None, number=NUMBER, **more):
    told = {"id": wamid, "status": word, "timestamp": "1795305700", "recipient_id": "62800000000011", **more}
    if code is not None:
        told["errors"] = [{"code": code, "title": "x"}]
    value = {"metadata": {"phone_number_id": number}, "statuses": [told]}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"changes": [{"field": "messages", "value": value}]}],
    }


def test_a_lost_answer_is_found_by_its_tracker(meta, contact):
    lost = make_sent(contact, state="in_flight", wamid="")
    meta(status("sent", wamid="wamid.B", biz_opaque_callback_data=f"outbox:{lost.pk}:1"))
    lost.refresh_from_db()
    assert (lost.state, lost.wamid) == ("sent", "wamid.B")


@pytest.mark.parametrize(
    "tracker", ["outbox:999999:1", "outbox:0001:attempt:1", "somebody else's", "outbox:1"]
)
def test_a_tracker_that_is_not_ours_means_nothing(meta, contact, tracker):
    lost = make_sent(contact, state="in_flight", wamid="")
    meta(status("delivered", wamid="wamid.B", biz_opaque_callback_data=tracker))
    lost.refresh_from_db()
    assert lost.state == "in_flight"


def test_another_office_cannot_move_this_message(meta, sent):
    make_office("cabang", "5")
    meta(status("read", number="5"))
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_what_it_cost_is_kept(meta, sent):
    meta(
        status(
            "sent",
            pricing={"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"},
        )
    )
    sent.refresh_from_db()
    assert (sent.pricing_category, sent.pricing_type) == ("service", "regular")


def test_read_implies_delivered(meta, sent):
    meta(status("read"))
    sent.refresh_from_db()
    assert sent.delivered_at == sent.read_at


def test_delivered_after_failed_counts(meta, sent):
    meta(status("failed", code=131026))
    meta(status("delivered"))
    sent.refresh_from_db()
    assert sent.state == "delivered"


def test_a_failure_without_a_code_is_a_failure(meta, sent):
    meta(status("failed"))
    sent.refresh_from_db()
    assert sent.state == "failed"


def test_a_passing_trouble_that_is_told_later_is_tried_again(meta, sent):
    meta(status("failed", code=131016))
    sent.refresh_from_db()
    assert (sent.state, sent.wamid) == ("queued", "")
    assert sent.not_before > NOW


def test_the_same_failure_told_twice_does_not_stop_the_next_attempt(meta, sent):
    told = status("failed", code=131016, biz_opaque_callback_data=f"outbox:{sent.pk}:1")
    meta(told)
    OutboundMessage.objects.filter(pk=sent.pk).update(state="in_flight", tries=2)
    meta(told)
    sent.refresh_from_db()
    assert sent.state == "in_flight"


def test_a_window_that_meta_says_is_closed_holds_the_message_and_sends_a_template(meta, sent, contact):
    meta(status("failed", code=131047))
    sent.refresh_from_db()
    contact.refresh_from_db()
    assert (sent.state, contact.window_opened_at) == ("held", None)
    nudge = OutboundMessage.objects.get(purpose="nudge")
    assert nudge.body["name"] == "jawaban_menunggu"


def test_a_payment_trouble_stops_the_line_until_a_message_arrives(meta, sent, contact):
    meta(status("failed", code=131042))
    alarm = LineAlarm.objects.get()
    assert (alarm.kind, alarm.stops_sending) == ("line_131042_later", True)
    probe = make_sent(contact, key="p", wamid="wamid.P", in_flight_at=NOW + timedelta(minutes=2))
    meta(status("delivered", wamid="wamid.P"))
    alarm.refresh_from_db()
    assert alarm.resolved_at is not None
    assert probe.contact == contact


def test_an_acceptance_does_not_prove_that_a_payment_works(office):
    alarms.raise_alarm("line_131042_later", "x", office=office, now=NOW, stops_sending=True)
    alarms.raise_alarm("line_190", "x", office=office, now=NOW, stops_sending=True)
    alarms.works_again(office, since=NOW + timedelta(seconds=1), proven=False, now=NOW)
    assert list(LineAlarm.objects.filter(resolved_at=None).values_list("kind", flat=True)) == [
        "line_131042_later"
    ]


def test_who_opted_out_is_left_in_peace(meta, sent, contact):
    meta(status("failed", code=131050))
    contact.refresh_from_db()
    assert contact.stopped_at == NOW


def test_an_unknown_code_sounds_an_alarm_and_is_not_retried(meta, sent):
    meta(status("failed", code=131999))
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert LineAlarm.objects.get().kind == "send_131999"
    assert not LineAlarm.objects.get().stops_sending


def test_a_failure_of_a_message_that_is_not_ours_is_shown_and_stops_nothing(meta, office):
    meta(status("failed", wamid="wamid.unknown", code=131042))
    assert LineAlarm.objects.get().kind == "elsewhere_131042"
    assert alarms.stopped_since(office) is None
