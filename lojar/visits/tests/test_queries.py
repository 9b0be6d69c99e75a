"""Free places by day, a person's own visits, and who is expected today."""

from datetime import date, timedelta

import pytest

from lojar.offices.actions import change_protocol
from lojar.visits import actions, queries
from lojar.visits.actions import Errand
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, arrived, booked, somebody

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def free(purpose="urgent", now=NOW, **how):
    found = queries.free_by_day(cast.an_office(), purpose, now=now, **how)
    return [(day.on, day.free) for day in found]


def test_free_places_are_told_by_day_of_the_office_for_one_purpose():
    early = a_session(places=3, starts_at=TOMORROW)
    a_session(places=2, starts_at=TOMORROW + HOUR)
    # At 18.30 in UTC it is the next day in Banyuwangi.
    a_session(places=1, starts_at=TOMORROW.replace(hour=18, minute=30))
    a_session(places=9, purpose="pick_up", counter="Loket 2")
    booked(early, cast.siti())
    assert free() == [(date(2026, 11, 24), 4), (date(2026, 11, 25), 1)]
    assert free("pick_up") == [(date(2026, 11, 24), 9)]


def test_of_a_day_only_sessions_with_a_place_are_told_in_order_of_time():
    late, early = a_session(starts_at=TOMORROW + HOUR), a_session(places=2)
    booked(a_session(counter="Loket 2"), cast.siti())
    booked(early, cast.budi())
    [day] = queries.free_by_day(cast.an_office(), "urgent", now=NOW)
    assert [(each.session, each.free) for each in day.sessions] == [(early, 1), (late, 1)]


def test_a_held_place_is_not_told_until_the_hold_is_over():
    actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    assert free() == []
    assert free(now=NOW + timedelta(minutes=10)) == [(date(2026, 11, 24), 1)]


def test_what_was_given_back_is_told_again():
    visit = booked(a_session(), cast.siti())
    actions.cancel(visit, now=NOW)
    assert free() == [(date(2026, 11, 24), 1)]


def test_neither_what_has_begun_nor_what_is_far_away_is_told():
    a_session(starts_at=NOW)
    a_session(starts_at=NOW + 14 * DAY)
    assert free() == []
    assert len(free(days=15)) == 1


def test_a_hall_that_will_be_closed_has_nothing_free():
    a_session(), a_session(starts_at=TOMORROW + DAY)
    change_protocol(cast.an_office(), "closed", starts_at=TOMORROW + HOUR * 9, reason="Contoh")
    assert free() == [(date(2026, 11, 24), 1)]


def test_free_places_are_found_in_three_queries(django_assert_num_queries):
    for number in range(20):
        booked(a_session(places=2, starts_at=TOMORROW + HOUR * number), somebody(number))
    office = cast.an_office()
    with django_assert_num_queries(3):
        days = queries.free_by_day(office, "urgent", now=NOW)
    assert sum(day.free for day in days) == 20


def test_own_visits_are_those_still_to_come_with_the_displaced_at_the_end():
    office_day = a_session(places=2, counter="Loket 3", purpose="in_person", starts_at=TOMORROW + DAY)
    gone = a_session(counter="Loket 2", purpose="pick_up")
    displaced = booked(gone, cast.siti(), errand=Errand())
    later = booked(office_day, cast.siti(), errand=Errand())
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    booked(office_day, cast.budi(), errand=Errand())
    actions.shorten(gone, ends_at=gone.starts_at, now=NOW)
    assert queries.own_visits(cast.siti(), NOW) == [held, later, displaced]
    assert queries.own_visits(cast.siti(), NOW + timedelta(minutes=10)) == [later, displaced]
    actions.cancel(later, now=NOW)
    assert queries.own_visits(cast.siti(), office_day.ends_at) == [displaced]


def test_what_was_booked_under_another_number_is_shown_to_the_same_person():
    visit, budi = booked(a_session(), cast.budi()), cast.budi()
    budi.merged_into = cast.siti()
    budi.save(update_fields=["merged_into"])
    assert queries.own_visits(cast.siti(), NOW) == queries.own_visits(budi, NOW) == [visit]


def test_today_are_expected_those_of_the_offices_own_day_by_time_and_booking():
    second = booked(a_session(places=3, starts_at=NOW + HOUR), somebody(1), now=NOW - DAY)
    third = booked(second.session, somebody(2))
    first = arrived(booked(a_session(starts_at=NOW, counter="Loket 2"), somebody(3), now=NOW - DAY))
    booked(a_session(), somebody(4))
    actions.cancel(booked(second.session, somebody(5)), now=NOW)
    # 17.00 in UTC is midnight in Banyuwangi.
    booked(a_session(starts_at=NOW.replace(hour=17), counter="Loket 2"), somebody(6))
    assert queries.expected_today(cast.an_office(), NOW) == [first, second, third]


def test_a_pass_is_found_at_its_office_only():
    visit = booked(a_session(), cast.siti())
    assert queries.visit_of_token(cast.an_office(), visit.pass_token) == visit
    assert queries.visit_of_token(cast.an_office(), "") is None
