"""What is late or stands still: each case in the one list it belongs to, from the moment on that it does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lojar.applications import actions, queries
from lojar.applications.models import Application
from lojar.applications.rules.late_and_stuck import Trouble, limits
from lojar.channels.models import OutboundMessage
from lojar.offices.models import Closure, Office
from lojar.offices.rules.opening_hours import OpeningHours
from tests import cast

DAY = timedelta(days=1)


def ago(**span):
    return cast.NOW - timedelta(**span)


def where(case):
    """The lists that it stands in."""
    return [
        each
        for each in Trouble
        if each is not Trouble.FAILED_MESSAGE
        and case in queries.cases_in_trouble(case.office, each, now=cast.NOW)
    ]


def approved(*, promised_in, days_ago=9):
    case = cast.accepted("ktp-hilang", now=ago(days=days_ago))
    Application.objects.filter(pk=case.pk).update(promised_at=cast.NOW + promised_in)
    return case


def test_near_ends_with_the_next_working_day_and_closures_are_none():
    friday = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    week = {day: ((time(8), time(15)),) for day in range(5)}
    monday = OpeningHours(week, zone=ZoneInfo("Asia/Jakarta"))
    tuesday = OpeningHours(week, frozenset({datetime(2026, 11, 23).date()}), ZoneInfo("Asia/Jakarta"))  # noqa: DTZ001
    assert limits(friday, monday).near_until == datetime.fromisoformat("2026-11-23T15:00:00+07:00")
    assert limits(friday, tuesday).near_until == datetime.fromisoformat("2026-11-24T15:00:00+07:00")
    assert limits(friday, monday).no_result == datetime.fromisoformat("2026-11-17T10:00:00+07:00")


@pytest.mark.django_db
def test_a_promise_is_late_from_its_moment_on_and_near_before():
    assert where(approved(promised_in=-timedelta(seconds=1))) == [Trouble.LATE]
    assert where(approved(promised_in=timedelta(0))) == [Trouble.NEAR]
    tuesday_close = timedelta(days=1, hours=5, minutes=30)
    assert where(approved(promised_in=tuesday_close)) == [Trouble.NEAR]
    assert where(approved(promised_in=tuesday_close + DAY, days_ago=1)) == []


@pytest.mark.django_db
def test_a_closure_tomorrow_makes_the_day_after_near():
    Closure.objects.create(
        office=cast.an_office(), on=datetime(2026, 11, 24, tzinfo=UTC).date(), reason="Libur"
    )
    assert where(approved(promised_in=timedelta(days=2))) == [Trouble.NEAR]


@pytest.mark.django_db
def test_an_approved_case_without_a_result_is_stuck_after_three_working_days():
    case = approved(promised_in=9 * DAY, days_ago=5)  # since Wednesday
    assert where(case) == [Trouble.NO_RESULT]
    assert where(approved(promised_in=9 * DAY, days_ago=4)) == []  # since Thursday, two working days
    actions.register_result(case, cast.rina(), name="KTP-el", number="1", now=cast.NOW)
    assert where(case) == []


@pytest.mark.django_db
def test_a_citizen_is_silent_after_seven_days_and_speaks_by_sending_a_photo():
    assert where(cast.returned(now=ago(days=6, hours=23))) == []
    case = cast.returned("ktp-hilang", now=ago(days=7))
    assert where(case) == [Trouble.SILENT]
    actions.lay_page(case, case.papers.get(state="returned").key, cast.a_photo(), now=cast.NOW)
    assert where(case) == []


@pytest.mark.django_db
def test_what_was_taken_and_not_touched_for_a_working_day_is_stuck():
    friday_ten = ago(days=3)
    case = actions.claim(cast.submitted("ktp-hilang", now=ago(days=4)), cast.rina(), now=friday_ten)
    later = actions.claim(
        cast.submitted("ktp-hilang", contact=cast.budi(), now=ago(days=4)),
        cast.rina(),
        now=friday_ten + timedelta(minutes=1),
    )
    assert (where(case), where(later)) == ([Trouble.UNTOUCHED], [])
    actions.accept_paper(case.papers.first(), cast.rina(), now=cast.NOW)
    assert where(case) == []


@pytest.mark.django_db
def test_a_draft_is_left_behind_after_three_days():
    assert where(cast.a_draft(now=ago(days=3))) == [Trouble.LEFT_DRAFT]
    assert where(cast.a_draft("ktp-hilang", now=ago(days=2))) == []


@pytest.mark.django_db
def test_each_list_begins_with_the_oldest_and_goes_on_where_it_ended():
    cases = [approved(promised_in=-timedelta(hours=hours)) for hours in (1, 3, 3, 2)]
    wanted = [cases[1], cases[2], cases[3], cases[0]]
    found, after = [], None
    while page := queries.cases_in_trouble(
        cast.an_office(), Trouble.LATE, after=after, limit=2, now=cast.NOW
    ):
        found += page
        after = (page[-1].promised_at, page[-1].pk)
    assert found == wanted


@pytest.mark.django_db
def test_the_counts_are_those_of_the_lists_and_of_this_office_only():
    approved(promised_in=-DAY)
    cast.returned("ktp-rusak", now=ago(days=8))
    cast.a_draft(now=ago(days=8))
    OutboundMessage.objects.create(
        contact=cast.siti(), key="f", body={"type": "text", "body": "Kabar"}, state="failed",
        created_at=cast.NOW, failed_at=cast.NOW, error_code=131026,
    )  # fmt: skip
    elsewhere = Office.objects.create(
        code="lain", name="Lain", prefix="LAI", phone_number_id="9", regency_code="9999"
    )
    counted = queries.counts_of_trouble(cast.an_office(), now=cast.NOW)
    assert {trouble for trouble, count in counted.items() if count} == {
        Trouble.LATE, Trouble.SILENT, Trouble.LEFT_DRAFT, Trouble.FAILED_MESSAGE,
    }  # fmt: skip
    assert set(queries.counts_of_trouble(elsewhere, now=cast.NOW).values()) == {0}
