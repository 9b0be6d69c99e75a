"""When an officer who cannot answer now is reminded."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from lojar.channels import actions
from lojar.channels.models import AnswerLater
from lojar.channels.rules.answer_later import CannotRemind, due_at
from lojar.channels.whatsapp.identities import _merge
from lojar.offices.rules.opening_hours import DEFAULT_HOURS, OpeningHours, read_hours
from tests import cast

JAKARTA = ZoneInfo("Asia/Jakarta")
HOURS = OpeningHours(read_hours(DEFAULT_HOURS), closures=frozenset({date(2026, 12, 1)}), zone=JAKARTA)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=JAKARTA)
FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=JAKARTA)


def local(*when: int) -> datetime:
    return datetime(2026, *when, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("when", "on", "now", "due"),
    [
        ("hour", None, MONDAY, local(11, 23, 11, 0)),
        ("morning", None, MONDAY, local(11, 24, 8, 0)),
        ("morning", None, FRIDAY, local(11, 30, 8, 0)),
        ("morning", None, local(11, 30, 9, 0), local(12, 2, 8, 0)),  # the day between is a holiday
        ("date", date(2026, 11, 26), MONDAY, local(11, 26, 8, 0)),
        ("date", date(2026, 11, 28), MONDAY, local(11, 30, 8, 0)),
    ],
)
def test_a_morning_is_one_on_which_the_office_opens(when, on, now, due):
    assert due_at(when, on, now=now, hours=HOURS) == due


def test_today_is_that_of_the_office():
    """Late on Monday in London it is Tuesday in Banyuwangi."""
    night = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    assert due_at("morning", None, now=night, hours=HOURS) == local(11, 25, 8, 0)
    with pytest.raises(CannotRemind, match="past"):
        due_at("date", date(2026, 11, 24), now=night, hours=HOURS)


@pytest.mark.parametrize(
    ("when", "on", "reason"),
    [
        ("date", None, "no_date"),
        ("moon", None, "no_date"),
        ("date", date(2026, 11, 23), "past"),
        ("date", date(1, 1, 1), "past"),
        ("date", date(2027, 3, 1), "too_far"),
        ("date", date(9999, 12, 31), "too_far"),
    ],
)
def test_a_day_that_is_none_past_or_far_is_refused(when, on, reason):
    with pytest.raises(CannotRemind, match=reason):
        due_at(when, on, now=MONDAY, hours=HOURS)


@pytest.mark.django_db
def test_the_last_word_holds_and_there_is_one():
    for hour in (11, 12):
        actions.answer_later(cast.siti(), due_at=local(11, 23, hour, 0), officer=cast.rina(), now=MONDAY)
    assert AnswerLater.objects.get().due_at == local(11, 23, 12, 0)


@pytest.mark.django_db
def test_of_two_who_turn_out_to_be_one_the_earlier_promise_stays():
    for contact, hour in ((cast.siti(), 12), (cast.budi(), 11)):
        actions.answer_later(contact, due_at=local(11, 23, hour, 0), officer=cast.rina(), now=MONDAY)
    kept = _merge(cast.siti().pk, cast.budi().pk, MONDAY)
    left = AnswerLater.objects.get()
    assert (left.contact, left.due_at) == (kept, local(11, 23, 11, 0))
