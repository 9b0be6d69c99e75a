"""The questions that the line asks of its pure rules; none of these may touch the database."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.channels.rules.cleaning import clean_value, cleaned
from lojar.channels.rules.pace import BURST, EVERY, may_send_at
from lojar.channels.rules.send_errors import TABLE, Course, Verdict, may_try_again, verdict, wait_before_try
from lojar.channels.rules.statuses import MEANS, Progress, moved_on
from lojar.channels.rules.times import stamped
from lojar.channels.rules.turn import Waiting, has_ended, next_to_send
from lojar.channels.rules.window import may_nudge, opened_by, window

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
P1, P2, U1, U2 = "62800000000011", "62800000000013", "ID.13491208655302741918", "ID.13491208655302741919"


# Times


def test_milliseconds_are_seconds_with_three_more_digits():
    assert stamped("1795305600000", received_at=NOW).at == stamped("1795305600", received_at=NOW).at


@pytest.mark.parametrize("nonsense", ["asdf", "", None, True, [], {}, "0", "-5", "nan", "inf", "12", 1e300])
def test_a_time_that_is_none_becomes_the_receipt(nonsense):
    assert stamped(nonsense, received_at=NOW).at == NOW
    assert not stamped(nonsense, received_at=NOW).readable


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans()))
def test_no_time_lies_ahead_of_its_receipt(value):
    assert stamped(value, received_at=NOW).at <= NOW


def test_six_days_ago_stays_six_days_ago():
    assert stamped("1794787200", received_at=NOW).at == datetime(2026, 11, 16, tzinfo=UTC)


# Text


@given(st.text())
def test_cleaned_text_can_be_kept_by_postgresql(text):
    mended = cleaned(text)
    assert "\0" not in mended
    mended.encode("utf-8")


def test_what_people_write_stays_as_they_wrote_it():
    text = "السلام 👨‍👩‍👧 akta\u202epdf \u200b\ufeff"
    assert cleaned(text) == text


def test_a_deep_nest_is_cut_off_and_not_followed():
    nest: dict = {}
    for _ in range(500):
        nest = {"dalam": nest}
    assert clean_value(nest)


# Window


def test_the_window_closes_five_minutes_early():
    opened = NOW - timedelta(hours=23, minutes=54)
    assert window(opened, NOW).open
    assert not window(opened - timedelta(minutes=1), NOW).open
    assert not window(None, NOW).open


def test_a_late_message_never_shortens_the_window():
    assert opened_by("text", NOW - timedelta(days=6), NOW) == NOW
    assert opened_by("text", NOW, NOW - timedelta(days=6)) == NOW


@pytest.mark.parametrize("kind", ["reaction", "system", "revoke", "edit", "group"])
def test_what_may_not_open_a_window_does_not(kind):
    assert opened_by(kind, NOW, None) is None


def test_one_nudge_a_day():
    assert may_nudge(None, NOW)
    assert may_nudge(NOW - timedelta(hours=24), NOW)
    assert not may_nudge(NOW - timedelta(hours=23), NOW)


# Pace


def test_a_burst_of_45_may_leave_at_once_and_the_next_waits_six_seconds():
    assert may_send_at([NOW] * (BURST - 1), NOW) == NOW
    assert may_send_at([NOW] * BURST, NOW) == NOW + EVERY


def test_ten_a_minute_go_on_for_ever():
    sent = [NOW - EVERY * i for i in range(1, 90)]
    assert may_send_at(sent, NOW) == NOW


# Turns


def waiting(
    message_id: int, *, in_seconds: float | None = None, tries: int = 0, purpose: str = "reply"
) -> Waiting:
    at = None if in_seconds is None else NOW + timedelta(seconds=in_seconds)
    return Waiting(message_id, tries, at, purpose)


def test_messages_go_in_the_order_in_which_they_were_written():
    assert next_to_send([waiting(1), waiting(2)], NOW).id == 1


def test_a_message_that_failed_once_keeps_those_behind_it_waiting():
    found = next_to_send([waiting(1, in_seconds=8, tries=1), waiting(2)], NOW)
    assert (found.id, found.wake_at) == (None, NOW + timedelta(seconds=8))


def test_news_of_the_morning_lets_a_reply_pass_at_night():
    found = next_to_send([waiting(1, in_seconds=9000, purpose="news"), waiting(2)], NOW)
    assert found.id == 2


def test_a_reply_of_yesterday_is_not_sent_any_more():
    assert has_ended("reply", waiting_since=NOW - timedelta(hours=25), held=False, now=NOW)
    assert not has_ended("news", waiting_since=NOW - timedelta(hours=25), held=False, now=NOW)
    assert not has_ended("reply", waiting_since=NOW - timedelta(hours=25), held=True, now=NOW)


# Receipts


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
def test_in_whatever_order_receipts_come_read_is_the_end(order):
    told = Progress("sent", sent_at=NOW)
    for status in order:
        told = moved_on(told, status, NOW)
    assert told.state == "read"
    assert None not in (told.sent_at, told.delivered_at, told.read_at)


@given(st.lists(st.sampled_from(["sent", "delivered", "read", "played", "deleted", "soon"])))
def test_a_state_never_goes_backwards(statuses):
    rank = {"in_flight": 0, "sent": 1, "delivered": 2, "read": 3}
    told, highest = Progress("in_flight"), 0
    for status in statuses:
        told = moved_on(told, status, NOW)
        assert rank[told.state] >= highest
        highest = rank[told.state]


def test_failed_is_the_end_until_an_arrival_proves_otherwise():
    failed = moved_on(Progress("sent"), "failed", NOW)
    assert failed.state == "failed"
    assert moved_on(failed, "sent", NOW).state == "failed"
    assert moved_on(failed, "delivered", NOW).state == "delivered"
    assert moved_on(Progress("delivered"), "failed", NOW).state == "delivered"


def test_a_message_that_waits_for_another_try_is_not_sent_by_a_late_receipt():
    assert moved_on(Progress("queued"), "sent", NOW).state == "queued"
    assert moved_on(Progress("queued"), "delivered", NOW).state == "delivered"


def test_the_first_time_that_is_told_stays():
    told = moved_on(Progress("sent", sent_at=NOW), "delivered", NOW)
    again = moved_on(told, "delivered", NOW + timedelta(hours=1))
    assert again == told
    assert set(MEANS) == {"sent", "delivered", "read", "played", "failed"}


# Errors


@pytest.mark.parametrize(
    ("code", "course"),
    [
        (190, Course.STOP_LINE),
        (0, Course.STOP_LINE),
        (200, Course.STOP_LINE),
        (131042, Course.STOP_LINE),
        (131031, Course.STOP_LINE),
        (131048, Course.STOP_LINE),
        (133010, Course.STOP_LINE),
        (4, Course.RETRY),
        (80007, Course.RETRY),
        (130429, Course.RETRY),
        (131000, Course.RETRY),
        (131016, Course.RETRY),
        (131057, Course.RETRY),
        (133004, Course.RETRY),
        (1, Course.RETRY),
        (2, Course.RETRY),
        (131056, Course.WAIT_FOR_PERSON),
        (131053, Course.UPLOAD_AGAIN),
        (131047, Course.NEEDS_TEMPLATE),
        (137000, Course.NEEDS_TEMPLATE),
        (131008, Course.GIVE_UP),
        (131026, Course.GIVE_UP),
        (131049, Course.GIVE_UP),
        (130403, Course.GIVE_UP),
        (131062, Course.GIVE_UP),
        (132000, Course.GIVE_UP),
        (999999, Course.GIVE_UP),
        (132001, Course.STOP_TEMPLATE),
        (132015, Course.STOP_TEMPLATE),
        (131064, Course.STOP_TEMPLATES),
    ],
)
def test_every_code_has_its_course(code, course):
    assert verdict(code).course is course


def test_a_number_that_is_gone_is_told_by_the_subcode():
    assert verdict(100, subcode=33).course is Course.STOP_LINE
    assert verdict(100).course is Course.GIVE_UP


def test_a_code_that_nobody_knows_is_never_retried_and_sounds():
    found = verdict(131999)
    assert (found.course, found.alarm) == (Course.GIVE_UP, True)


@pytest.mark.parametrize(
    ("status", "course"),
    [
        (502, Course.UNCERTAIN),
        (500, Course.UNCERTAIN),
        (429, Course.RETRY),
        (401, Course.STOP_LINE),
        (404, Course.GIVE_UP),
    ],
)
def test_an_answer_that_is_not_graphs_own_is_judged_by_its_status(status, course):
    assert verdict(None, http_status=status).course is course


def test_all_that_stops_the_line_sounds_an_alarm():
    assert all(verdict(code).alarm for code, (course, _) in TABLE.items() if course is Course.STOP_LINE)


def test_waits_grow_fourfold_to_an_hour():
    rate = Verdict(Course.RETRY, "")
    waits = [wait_before_try(tries, found=rate).total_seconds() for tries in range(1, 9)]
    assert waits == [2, 8, 32, 128, 512, 2048, 3600, 3600]


def test_a_stopped_line_and_an_outage_are_asked_again_within_a_minute():
    for found in (verdict(190), verdict(131016), verdict(None, http_status=503)):
        assert wait_before_try(500, found=found).total_seconds() == 60
        assert may_try_again(10_000, found)


def test_a_rate_that_never_ends_is_given_up_at_last():
    assert may_try_again(29, verdict(130429))
    assert not may_try_again(30, verdict(130429))


@pytest.mark.parametrize(
    ("status", "course"), [(429, Course.RETRY), (503, Course.RETRY), (500, Course.UNCERTAIN)]
)
def test_an_unknown_code_of_a_server_in_trouble_does_not_end_a_message(status, course):
    assert verdict(999999, http_status=status).course is course


@pytest.mark.parametrize("code", [1, 2, 131000, 131016, 131057])
def test_a_server_that_fails_may_have_sent_the_message_and_a_receipt_gets_time_to_say_so(code):
    told_at_once, told_later = verdict(code, http_status=500), verdict(code)
    assert [wait_before_try(n, found=told_at_once).seconds for n in (1, 2, 3, 4)] == [15, 15, 32, 60]
    assert wait_before_try(1, found=told_later) < timedelta(seconds=5)
