"""On a day that is full people stand in line, and whoever came first is offered what becomes free."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock
from lojar.offices.actions import change_protocol
from lojar.visits import actions, jobs, queries
from lojar.visits.actions import Errand
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, booked, fresh, somebody, trail
from .test_at_once import at_once

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)
HALF_AN_HOUR = timedelta(minutes=30)


def a_full_day():
    """Everybody's session, and the visit that takes its only place."""
    session = a_session()
    return session, booked(session, somebody(99))


def wait(contact, *, on=ON, errand=ILL, now=NOW):
    return actions.wait(contact, cast.an_office(), "urgent", on, errand, now=now)


def test_the_first_in_line_is_offered_the_place_that_is_given_back():
    session, visit = a_full_day()
    first, second = wait(cast.siti()), wait(cast.budi(), now=NOW + timedelta(seconds=1))
    assert actions.offer_freed_places(now=NOW) == 0
    actions.cancel(visit, now=NOW)
    assert actions.offer_freed_places(now=NOW) == 1
    offered = fresh(first)
    assert (offered.state, offered.session, offered.held_until) == ("held", session, NOW + HALF_AN_HOUR)
    assert actions.book(first.pass_token, now=NOW + timedelta(minutes=29)).pk == first.pk
    assert trail(first) == ["offered", "booked"]
    assert fresh(second).state == "waiting"


def test_an_offer_that_nobody_takes_goes_to_the_next():
    _, visit = a_full_day()
    first, second = wait(cast.siti()), wait(cast.budi(), now=NOW + timedelta(seconds=1))
    actions.cancel(visit, now=NOW)
    actions.offer_freed_places(now=NOW)
    assert actions.offer_freed_places(now=NOW + HALF_AN_HOUR) == 1
    assert fresh(second).state == "held"
    with pytest.raises(NotAllowed, match="hold_expired"):
        actions.book(first.pass_token, now=NOW + HALF_AN_HOUR)


def test_nobody_passes_the_line():
    session, visit = a_full_day()
    elsewhere = booked(a_session(starts_at=TOMORROW + timedelta(days=1)), cast.budi())
    wait(cast.siti())
    actions.cancel(visit, now=NOW)
    for verb in (
        lambda: actions.hold(somebody(1), session, ILL, now=NOW),
        lambda: actions.change(elsewhere, session, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="full"):
            verb()
    assert queries.free_by_day(cast.an_office(), "urgent", now=NOW) == ()


def test_whoever_was_displaced_goes_before_the_line():
    session, _ = a_full_day()
    wait(cast.siti())
    other = a_session(counter="Loket 2", starts_at=TOMORROW + timedelta(days=1))
    displaced = booked(other, cast.budi())
    actions.shorten(other, ends_at=other.starts_at, now=NOW)
    extra = a_session(counter="Loket 3")
    assert actions.change(displaced, extra, now=NOW).state == "booked"
    assert queries.places_free(session, NOW) == 0


def test_giving_a_place_back_offers_it_without_waiting_for_the_minute():
    now = clock.now()  # the job asks it, too
    session = a_session(starts_at=now + timedelta(days=3))
    visit = booked(session, somebody(1), now=now)
    waiting = wait(cast.siti(), on=queries.day_of(session), now=now)
    actions.cancel(visit, now=now)
    assert ProcrastinateJob.objects.filter(task_name="visits.offer", status="todo").exists()
    jobs.offer()
    assert fresh(waiting).state == "held"


def test_waiting_again_is_the_same_place_in_line():
    a_full_day()
    assert wait(cast.siti()).pk == wait(cast.siti(), now=NOW + HALF_AN_HOUR).pk
    with pytest.raises(NotAllowed, match="has_open_visit"):
        actions.hold(cast.siti(), a_session(starts_at=TOMORROW + timedelta(days=1)), ILL, now=NOW)


def test_whoever_waits_may_leave_the_line():
    session, visit = a_full_day()
    waiting = wait(cast.siti())
    assert queries.own_visits(cast.siti(), NOW) == [waiting]
    assert actions.cancel(waiting, now=NOW).state == "cancelled"
    actions.cancel(visit, now=NOW)
    assert actions.offer_freed_places(now=NOW) == 0
    assert booked(session, cast.budi()).state == "booked"
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.book(waiting.pass_token, now=NOW)


def test_before_an_offer_a_place_in_line_books_nothing():
    a_full_day()
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.book(wait(cast.siti()).pass_token, now=NOW)


def test_there_is_no_line_where_there_are_places_or_nothing_at_all():
    a_session()
    with pytest.raises(NotAllowed, match="not_full"):
        wait(cast.siti())
    for day in (date(2026, 11, 23), date(2026, 11, 25)):
        with pytest.raises(NotAllowed, match="no_sessions"):
            wait(cast.siti(), on=day)


def test_the_line_asks_for_a_reason_as_the_door_does():
    a_full_day()
    change_protocol(cast.an_office(), "limited", starts_at=NOW, reason="Contoh")
    with pytest.raises(NotAllowed, match="not_urgent"):
        wait(cast.siti(), errand=Errand())


def test_whoever_may_not_come_any_more_keeps_nobody_waiting():
    _, visit = a_full_day()
    without, ill = wait(cast.siti(), errand=Errand()), wait(cast.budi(), now=NOW + timedelta(seconds=1))
    change_protocol(cast.an_office(), "limited", starts_at=NOW, reason="Contoh")
    actions.cancel(visit, now=NOW)
    assert actions.offer_freed_places(now=NOW) == 1
    assert (fresh(without).state, fresh(ill).state) == ("lapsed", "held")


def test_with_the_day_the_line_ends():
    a_full_day()
    waiting = wait(cast.siti())
    actions.offer_freed_places(now=TOMORROW)
    assert fresh(waiting).state == "waiting"
    actions.offer_freed_places(now=TOMORROW + timedelta(days=1))
    assert fresh(waiting).state == "lapsed"


@pytest.mark.django_db(transaction=True)
def test_when_many_offer_at_once_each_place_is_offered_once():
    session = a_session(places=3)
    visits = [booked(session, somebody(number)) for number in range(3)]
    line = [wait(somebody(10 + n), now=NOW + timedelta(seconds=n)) for n in range(6)]
    verbs = [lambda v=v: actions.cancel(v, now=NOW) for v in (*visits, line[1])]
    at_once([*verbs, *[lambda: actions.offer_freed_places(now=NOW)] * 8])
    actions.offer_freed_places(now=NOW)
    assert session.visits.filter(state="held").count() == 3
    assert fresh(line[5]).state == "waiting"
