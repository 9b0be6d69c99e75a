"""Sessions are planned; fewer places displace the newest, and nobody loses a claim to another time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.actions import add_closure, change_protocol
from lojar.visits import actions, queries
from lojar.visits.actions import Errand
from lojar.visits.models import Session, Visit
from lojar.visits.rules.slots import Shift
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, arrived, booked, fresh, somebody, trail

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
HOUR = timedelta(hours=1)


def at(hour, minute=0, day=24):
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


def plan(counter="Loket 1", purpose="urgent", *, start=8, end=11, service_minutes=15, day=24):
    shift = Shift(at(start, day=day), at(end, day=day))
    return actions.plan_sessions(cast.an_office(), counter, purpose, shift, service_minutes=service_minutes)


def protocol(mode, since, people_inside=20):
    change_protocol(cast.an_office(), mode, starts_at=since, reason="Contoh", people_inside=people_inside)
    return actions.follow_protocol(cast.an_office(), since=since, now=NOW)


def places():
    return list(Session.objects.order_by("counter", "starts_at").values_list("places", flat=True))


def crowd(session, number, *, errand=ILL, first=0):
    """Booked a second after each other."""
    return [
        booked(session, somebody(first + n), errand=errand, now=NOW + timedelta(seconds=first + n))
        for n in range(number)
    ]


# Planning


def test_a_shift_is_planned_and_planning_again_changes_nothing():
    made = plan()
    assert [(row.starts_at, row.places) for row in made] == [(at(8), 4), (at(9), 4), (at(10), 4)]
    assert [row.pk for row in plan(service_minutes=5)] == [row.pk for row in made]
    assert places() == [4, 4, 4]


def test_a_longer_shift_adds_what_is_missing():
    plan(end=9)
    assert len(plan(end=11)) == 3


def test_a_counter_serves_one_thing_at_a_time():
    there = plan()[0]
    with pytest.raises(NotAllowed, match="counter_taken") as no:
        plan(purpose="pick_up")
    assert no.value.details == {"session": there.pk}
    crossing = Shift(at(7, 30), at(8, 30))
    with pytest.raises(NotAllowed, match="counter_taken"):
        actions.plan_sessions(cast.an_office(), "Loket 1", "urgent", crossing, service_minutes=15)


def test_no_sessions_on_a_day_off():
    add_closure(cast.an_office(), at(8).date(), reason="Contoh")
    for day in (24, 29):
        with pytest.raises(NotAllowed, match="office_closed"):
            plan(day=day)


def test_counters_of_a_limited_hall_have_together_what_it_holds():
    change_protocol(cast.an_office(), "limited", starts_at=NOW, reason="Contoh", people_inside=6)
    plan("Loket 1", end=9), plan("Loket 2", end=9), plan("Loket 3", end=9)
    assert places() == [4, 2]


# Shortening


def test_a_shortened_session_keeps_the_oldest_bookings():
    session = a_session(places=4)
    visits = crowd(session, 4)
    lost = actions.shorten(session, ends_at=TOMORROW + HOUR / 2, now=NOW)
    assert [visit.pk for visit in lost] == [visits[2].pk, visits[3].pk]
    assert [fresh(visit).state for visit in visits] == ["booked", "booked", "displaced", "displaced"]
    assert trail(visits[3]) == ["booked", "displaced"]
    assert queries.places_free(fresh(session), NOW) == 0


def test_called_off_whole_a_session_stays_closed_whatever_the_protocol():
    session = a_session(places=2)
    [visit] = crowd(session, 1)
    assert actions.shorten(session, ends_at=session.starts_at, now=NOW) == [visit]
    protocol("normal", NOW)
    assert (fresh(session).places, fresh(visit).state) == (0, "displaced")


def test_whoever_came_is_not_sent_away():
    session = a_session(places=4)
    visits = crowd(session, 3)
    arrived(visits[2])
    actions.shorten(session, ends_at=TOMORROW + HOUR / 4, now=NOW)
    assert [fresh(visit).state for visit in visits] == ["displaced", "displaced", "arrived"]


def test_a_hold_is_let_go_before_a_booking_and_nobody_is_told():
    session = a_session(places=2)
    held = actions.hold(cast.siti(), session, ILL, now=NOW)
    visit = booked(session, cast.budi(), now=NOW + timedelta(seconds=9))
    assert actions.shorten(session, ends_at=TOMORROW + HOUR / 2, now=NOW + timedelta(seconds=9)) == []
    assert (fresh(held).state, fresh(visit).state, trail(held)) == ("lapsed", "booked", [])
    with pytest.raises(NotAllowed, match="hold_expired"):
        actions.book(held.pass_token, now=NOW + timedelta(seconds=10))


def test_a_session_is_not_made_longer_by_shortening():
    with pytest.raises(NotAllowed, match="not_shorter"):
        actions.shorten(a_session(), ends_at=TOMORROW + HOUR, now=NOW)


# Another protocol


def test_closing_from_a_moment_on_displaces_what_comes_after_it():
    early, middle, late = plan()
    kept, lost = crowd(early, 1), crowd(late, 2, first=10)
    half = crowd(middle, 3, first=20)
    gone = protocol("closed", at(9, 30))
    assert places() == [4, 2, 0]
    assert [visit.pk for visit in gone] == [lost[0].pk, lost[1].pk, half[2].pk]
    assert [fresh(visit).state for visit in (*kept, *half)] == ["booked", "booked", "booked", "displaced"]


def test_when_it_opens_again_the_places_are_back_and_the_displaced_may_choose():
    session = plan(end=9)[0]
    [visit] = crowd(session, 1)
    protocol("closed", at(7))
    with pytest.raises(NotAllowed, match="has_open_visit"):
        actions.hold(visit.contact, a_session(starts_at=at(8, day=25)), ILL, now=NOW)
    protocol("normal", at(7))
    assert fresh(session).places == 4
    back = actions.change(visit, session, now=NOW + HOUR)
    assert (back.state, back.booked_at) == ("booked", NOW)


def test_a_limit_is_shared_by_age_of_booking_across_counters():
    one, two = plan("Loket 1", end=9)[0], plan("Loket 2", end=9)[0]
    first, rest = crowd(two, 1), crowd(one, 3, first=5)
    last = crowd(two, 1, first=9)
    gone = protocol("limited", at(7), people_inside=3)
    assert [visit.pk for visit in gone] == [rest[2].pk, last[0].pk]
    assert (places(), fresh(first[0]).state) == ([2, 1], "booked")


def test_a_limited_hall_lets_go_of_whoever_has_no_urgent_reason():
    urgent, pick_up = plan("Loket 1", end=9)[0], plan("Loket 2", "pick_up", end=9)[0]
    protocol("normal", NOW)
    [without] = crowd(urgent, 1, errand=Errand())
    [ill], [collects] = crowd(urgent, 1, first=3), crowd(pick_up, 1, errand=Errand(), first=6)
    assert protocol("limited", at(7)) == [without]
    assert (fresh(ill).state, fresh(collects).state) == ("booked", "booked")


def test_following_a_protocol_again_changes_nothing():
    crowd(plan(end=9)[0], 4)
    assert len(protocol("limited", at(7), people_inside=2)) == 2
    before = list(Visit.objects.order_by("pk").values())
    assert actions.follow_protocol(cast.an_office(), since=at(7), now=NOW) == []
    assert list(Visit.objects.order_by("pk").values()) == before


def test_the_displaced_wait_in_the_order_of_their_bookings():
    session = a_session(places=3)
    visits = crowd(session, 3)
    actions.shorten(session, ends_at=session.starts_at, now=NOW)
    assert queries.displaced_visits(cast.an_office()) == visits
    actions.cancel(visits[0], now=NOW)
    assert queries.displaced_visits(cast.an_office()) == visits[1:]
