"""Counting what receipts told: the month's messages, how well they arrive, and the alarm of the budget."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from lojar.channels import alarms, metering
from lojar.channels.models import LineAlarm, OutboundMessage
from lojar.channels.tests.line import NOW, make_contact, make_office
from lojar.offices import actions as offices

pytestmark = pytest.mark.django_db
ARRIVED = {"state": "delivered", "pricing_category": "service", "pricing_type": "regular"}
_made = iter(range(1, 100_000))


def sent(contact, at: datetime, *, after: int = 3, count: int = 1, **more):
    """So many messages that left at a moment and arrived some seconds later."""
    rows = [
        OutboundMessage(
            contact=contact, key=f"m{next(_made)}", body={"type": "text", "body": "x"}, created_at=at, in_flight_at=at,
            **{"sent_at": at, "delivered_at": at + timedelta(seconds=after), **ARRIVED, **more},
        )
        for _ in range(count)
    ]  # fmt: skip
    return OutboundMessage.objects.bulk_create(rows)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_this_month_is_counted_and_what_arrived_before_it_is_not(office, contact):
    sent(contact, ago(days=1), count=5)
    sent(contact, ago(days=1), pricing_category="utility", count=2)
    sent(contact, ago(days=25), count=7)  # October, within the four weeks
    found = metering.meter(office, NOW)
    assert (found.so_far.service, found.so_far.utility, found.so_far.free_left) == (5, 2, 995)
    assert found.cost is None


def test_the_end_of_the_month_is_guessed_from_the_days_seen(office, contact):
    sent(contact, ago(days=10), count=100)
    found = metering.meter(office, NOW)  # ten a day, and nine days are left
    assert found.at_the_end.service == 100 + round(10 * found.month.days_left(NOW))


def test_the_price_is_the_offices_own(office, contact):
    offices.set_prices(office, message_price=Decimal("300.50"), monthly_budget=None)
    sent(contact, ago(days=1), pricing_category="utility", count=10)
    assert metering.meter(office, NOW).cost == 3005


def test_what_never_arrived_costs_nothing(office, contact):
    sent(contact, ago(hours=1), state="sent", delivered_at=None)
    assert metering.meter(office, NOW).so_far.all == 0


def test_another_number_pays_for_itself(office, contact):
    other = make_contact(make_office("sebelah", "999"), phone="62800000000077")
    sent(other, ago(days=1), count=3)
    assert metering.meter(office, NOW).so_far.all == 0


def test_the_month_turns_in_the_accounts_own_zone(office, contact):
    """NOW is the 22nd; a message of the first, 0 o'clock in Jakarta, is still October in Los Angeles."""
    sent(contact, datetime.fromisoformat("2026-10-31T17:30:00+00:00"))
    assert metering.meter(office, NOW).so_far.service == 1
    offices.set_prices(
        office, message_price=None, monthly_budget=None, billing_time_zone="America/Los_Angeles"
    )
    assert metering.meter(office, NOW).so_far.service == 0


def test_words_that_did_not_go_over_the_line_are_not_counted(office, contact):
    sent(contact, ago(days=1), count=1, pricing_category="")
    OutboundMessage.objects.update(key="phoned:1")
    assert metering.meter(office, NOW).so_far.all == 0
    assert metering.quality(office, NOW).left == 0


def test_quality_is_the_share_that_arrives_within_five_minutes(office, contact):
    sent(contact, ago(hours=2), after=4, count=6)
    sent(contact, ago(hours=2), after=4, count=2, state="read", read_at=ago(hours=1))
    sent(contact, ago(hours=2), after=900)
    sent(contact, ago(hours=2), state="sent", delivered_at=None)
    sent(contact, ago(seconds=30), state="sent", delivered_at=None, count=5)  # may still arrive in time
    found = metering.quality(office, NOW)
    assert (found.left, found.soon, found.soon_percent, found.arrived, found.read) == (10, 8, 80, 9, 2)
    assert found.seconds.middle == 4


def test_a_line_that_has_sent_nothing_has_no_quality(office):
    assert metering.quality(office, NOW).soon_percent is None


def test_failures_are_counted_by_their_code_with_the_tables_reason(office, contact):
    gone = {"state": "failed", "sent_at": None, "delivered_at": None, "failed_at": ago(days=1)}
    sent(contact, ago(days=1), count=3, error_code=131026, **gone)
    sent(contact, ago(days=1), count=1, error_code=None, **gone)
    sent(contact, ago(days=40), **{**gone, "failed_at": ago(days=40)})
    found = metering.failures(office, NOW)
    assert [(each.code, each.count) for each in found] == [(131026, 3), (None, 1)]
    assert found[0].why == "Tidak dapat sampai ke nomor ini"


def a_budget(office, contact, *, messages: int) -> None:
    offices.set_prices(office, message_price=Decimal(100), monthly_budget=1000)
    sent(contact, ago(days=1), pricing_category="utility", count=messages)


def open_kinds(office):
    return {alarm.kind for alarm in alarms.open_alarms(office)}


@pytest.mark.parametrize(("messages", "kinds"), [(7, set()), (8, {"budget_near"}), (10, {"budget"})])
def test_a_budget_warns_when_it_is_near_and_when_it_is_passed(office, contact, messages, kinds):
    a_budget(office, contact, messages=messages)
    metering.watch_budget(NOW)
    assert open_kinds(office) == kinds


def test_the_nearness_ends_when_the_budget_is_passed(office, contact):
    a_budget(office, contact, messages=8)
    metering.watch_budget(NOW)
    sent(contact, ago(hours=1), pricing_category="utility", count=2)
    metering.watch_budget(NOW)
    assert open_kinds(office) == {"budget"}


def test_whoever_closed_the_alarm_is_not_told_again_this_month(office, contact):
    a_budget(office, contact, messages=10)
    metering.watch_budget(NOW)
    LineAlarm.objects.update(resolved_at=NOW)
    metering.watch_budget(NOW)
    assert open_kinds(office) == set()


def test_a_new_month_ends_the_alarm(office, contact):
    a_budget(office, contact, messages=10)
    metering.watch_budget(NOW)
    metering.watch_budget(NOW + timedelta(days=12))
    assert open_kinds(office) == set()


def test_an_office_without_a_budget_is_not_counted(office, contact, django_assert_num_queries):
    sent(contact, ago(days=1), count=3)
    with django_assert_num_queries(1):
        metering.watch_budget(NOW)


def test_the_month_is_found_by_the_index_of_what_arrived(office, contact):
    from django.db import connection

    sent(contact, ago(days=1))
    rows = OutboundMessage.objects.filter(delivered_at__gte=ago(days=5), delivered_at__lte=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "outbound_delivered" in rows.explain()
