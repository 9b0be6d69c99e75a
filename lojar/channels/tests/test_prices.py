"""The month's sums: what is free, what is charged, what is not known. No database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lojar.channels.rules.prices import (
    Arrived,
    Tally,
    budget_is,
    forecast,
    month_of,
    read_rupiah,
    rupiah,
    tally,
)
from lojar.channels.rules.spread import Spread, spread

PRICE = Decimal("356.65")


def test_the_first_thousand_service_messages_are_free():
    assert Tally(service=1000).cost(PRICE) == 0
    assert Tally(service=1001).cost(PRICE) == 357
    assert (Tally(service=640).free_used, Tally(service=640).free_left) == (640, 360)
    assert Tally(service=1500).free_left == 0


def test_a_utility_template_is_charged_from_the_first():
    assert Tally(utility=3).charged == 3
    assert Tally(service=10, utility=3).cost(Decimal(100)) == 300


def test_an_unknown_price_gives_no_cost():
    assert Tally(service=5000).cost(None) is None


@pytest.mark.parametrize(
    ("arrived", "counted"),
    [
        (Arrived("service", "regular", 2), Tally(service=2)),
        (Arrived("service", "free_customer_service", 2), Tally(service=2)),
        (Arrived("utility", "regular", 2), Tally(utility=2)),
        (Arrived("marketing", "regular", 2), Tally(dearer=2)),
        (Arrived("authentication-international", "regular", 2), Tally(dearer=2)),
        (Arrived("utility", "free_entry_point", 2), Tally(free=2)),
        (Arrived("", "", 2), Tally(service=2, untold=2)),
        (Arrived("", "", 2, template=True), Tally(utility=2, untold=2)),
    ],
)
def test_each_category_is_counted_where_it_is_charged(arrived, counted):
    assert tally([arrived]) == counted


def test_what_arrived_is_added_up():
    total = tally([Arrived("service", "regular", 2), Arrived("service", "", 3), Arrived("utility", "x", 1)])
    assert total == Tally(service=5, utility=1)
    assert total.all == 6


def test_the_month_is_the_accounts_own():
    """In the last hours of October in Jakarta it is still October in Los Angeles, for fifteen hours more."""
    now = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
    here, there = month_of(now, ZoneInfo("Asia/Jakarta")), month_of(now, ZoneInfo("America/Los_Angeles"))
    assert here.starts_at == datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert here.ends_at == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert there.starts_at == datetime(2026, 10, 1, 7, 0, tzinfo=UTC)


def test_december_ends_in_january():
    month = month_of(datetime(2026, 12, 24, tzinfo=UTC), UTC)
    assert month.ends_at == datetime(2027, 1, 1, tzinfo=UTC)
    assert month.days_left(datetime(2026, 12, 31, tzinfo=UTC)) == 1
    assert month.days_left(datetime(2027, 1, 2, tzinfo=UTC)) == 0


def test_the_months_end_is_guessed_from_the_last_weeks():
    expected = forecast(
        Tally(service=900, utility=10), Tally(service=1400, utility=28), days=28, days_left=10
    )
    assert expected == Tally(service=1400, utility=20)
    assert expected.cost(Decimal(100)) == 42_000


def test_nothing_is_guessed_where_nothing_has_happened():
    assert forecast(Tally(), Tally(), days=0, days_left=30) == Tally()


@pytest.mark.parametrize(
    ("spent", "budget", "level"),
    [
        (Decimal(79_999), 100_000, ""),
        (Decimal(80_000), 100_000, "near"),
        (Decimal(100_000), 100_000, "over"),
        (None, 100_000, ""),
        (Decimal(5), None, ""),
        (Decimal(5), 0, ""),
    ],
)
def test_a_budget_warns_at_four_fifths(spent, budget, level):
    assert budget_is(spent, budget) == level


@pytest.mark.parametrize(
    ("text", "amount"),
    [("356,65", "356.65"), ("356.65", "356.65"), ("Rp 1.000", "1000"), ("1.250.000", "1250000"), ("500", "500"),
     ("Rp. 1.356,5", "1356.5"), ("0", "0")],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, amount):
    assert read_rupiah(text) == Decimal(amount)


def test_no_amount_is_none():
    assert read_rupiah("  ") is None


@pytest.mark.parametrize("text", ["gratis", "-5", "1,2,3", "1e5", "12.3456", "9999999999", "٣"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="rupiah"):
        read_rupiah(text)


def test_rupiah_are_written_as_people_read_them():
    assert rupiah(1_234_567) == "Rp\u00a01.234.567"
    assert rupiah(Decimal("356.65")) == "Rp\u00a0356,65"


def test_the_spread_of_counts():
    assert spread([]) is None
    assert spread([7]) == Spread(1, 7.0, 7)
    assert spread(range(1, 11)) == Spread(10, 5.5, 9)
    assert spread([3] * 9 + [40]) == Spread(10, 3.0, 3)


def test_a_day_more_is_a_day_more():
    month = month_of(datetime(2026, 11, 10, tzinfo=UTC), UTC)
    assert month.ends_at - month.starts_at == timedelta(days=30)
