"""`lojar ledger` says what came and what became of it, and ends with 1 where the sum is wrong."""

import json
from datetime import timedelta

from lojar.channels.ledger import Book, Ledger, Part
from lojar.cli.bookkeeping import told, told_as_json
from tests.cast import NOW

WAITING = Part("waiting", 2, NOW - timedelta(minutes=3), timedelta(minutes=2))


def ledger(came=7):
    return Ledger((Book("deliveries", came, (Part("processed", 5, NOW), WAITING)),), NOW)


def test_a_sum_that_closes_is_told_with_what_waits_and_since_when():
    text = told(ledger())
    assert "7 = 5 processed + 2 waiting   closes" in text
    assert "2 waiting, the oldest for 3 min  LATE" in text
    assert "waits longer than it may" in text


def test_a_gap_is_told_before_anything_else_is_said():
    assert "DOES NOT CLOSE: +1 missing" in told(ledger(came=8))
    assert "never settled" in told(ledger(came=8))


def test_programs_read_the_same():
    said = json.loads(told_as_json(ledger()))
    assert (said["closed"], said["late"]) == (True, ["deliveries.waiting"])
    assert said["books"]["deliveries"] == {
        "came": 7, "parts": {"processed": 5, "waiting": 2}, "gap": 0,
        "oldest": {"waiting": (NOW - timedelta(minutes=3)).isoformat()},
    }  # fmt: skip
    assert json.loads(told_as_json(ledger(came=8)))["closed"] is False
