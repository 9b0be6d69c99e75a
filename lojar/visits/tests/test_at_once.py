"""Many at the same moment, on a real PostgreSQL: no place is given twice, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.visits import actions, queries
from lojar.visits.models import Visit, VisitEvent
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, booked, fresh, somebody

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, ROUNDS = 50, 20
TAKING = ("held", "booked", "arrived", "served")


def at_once(verbs):
    """What each said, in their order: the answer, or the reason of a refusal. Any other error is raised here."""
    ready = Barrier(len(verbs))

    def reach(verb):
        try:
            ready.wait(timeout=30)
            return verb()
        except NotAllowed as no:
            return no.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as hands:
        return list(hands.map(reach, verbs))


def take(contact, session):
    return lambda: booked(session, contact)


def taken(session):
    return Visit.objects.filter(session=session, state__in=TAKING).count()


def test_of_fifty_on_the_last_place_one_gets_it_and_the_others_are_told_that_it_is_full():
    people = [somebody(number) for number in range(CROWD)]
    for number in range(ROUNDS):
        session = a_session(places=2, purpose="urgent", starts_at=TOMORROW + timedelta(days=number))
        booked(session, cast.siti())
        said = at_once([take(person, session) for person in people])
        [won] = [visit for visit in said if isinstance(visit, Visit)]
        assert said.count("full") == CROWD - 1
        assert (won.state, taken(session)) == ("booked", 2)
        for visit in Visit.objects.filter(session=session, state="booked"):
            actions.cancel(visit, now=NOW)


def test_fifty_who_book_with_one_token_make_one_booking():
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    said = at_once([lambda: actions.book(held.pass_token, now=NOW)] * CROWD)
    assert {visit.pk for visit in said} == {held.pk}
    assert VisitEvent.objects.filter(visit=held, kind="booked").count() == 1


def test_one_person_on_ten_telephones_has_one_visit():
    sessions = [a_session(counter=f"Loket {number}") for number in range(10)]
    said = at_once([take(cast.siti(), session) for session in sessions])
    assert len([visit for visit in said if isinstance(visit, Visit)]) >= 1
    assert Visit.objects.filter(contact=cast.siti(), state__in=TAKING).count() == 1


def test_changing_in_a_ring_ends_and_overfills_nothing():
    """Everybody wants the next one's session: each verb locks two of them."""
    sessions = [a_session(places=5, counter=f"Loket {number}") for number in range(5)]
    visits = [booked(sessions[n % 5], somebody(n)) for n in range(20)]
    for step in range(1, 5):
        moves = [(visit, sessions[(n + step) % 5]) for n, visit in enumerate(visits)]
        said = at_once([lambda v=v, s=s: actions.change(v, s, now=NOW) for v, s in moves])
        assert {each for each in said if not isinstance(each, Visit)} <= {"full"}
        assert all(taken(session) <= 5 for session in sessions)
        assert sum(taken(session) for session in sessions) == 20


def test_everything_at_once_keeps_to_the_places_and_ends():
    """Holding, booking, moving, cancelling, shortening, another protocol and the sweep, on the same two sessions."""
    one, two = a_session(places=6), a_session(places=6, counter="Loket 2")
    for number in range(5):
        now = NOW + timedelta(minutes=30 * number)
        at_once([*_of_people(one, two, first=number * 40, now=now), *_of_the_office(two, number, now=now)])
        for session in (fresh(one), fresh(two)):
            assert taken(session) <= session.places


def _of_people(one, two, *, first, now):
    there = [booked(one, somebody(first + n), now=now) for n in range(queries.places_free(one, now))]
    held = [_try_hold(somebody(first + 10 + n), two, now) for n in range(6)]
    return [
        *(lambda v=v: actions.change(v, two, now=now) for v in there),
        *(lambda v=v: actions.cancel(v, now=now) for v in there),
        *(lambda v=v: actions.book(v.pass_token, now=now) for v in held if v),
        *(lambda n=n: booked(one, somebody(first + 20 + n), now=now) for n in range(12)),
    ]


def _of_the_office(two, number, *, now):
    shorter = two.ends_at - timedelta(minutes=10 * number)
    return [
        *[lambda: actions.follow_protocol(cast.an_office(), since=NOW, now=now)] * 3,
        *[lambda: actions.release_expired_holds(now=now + timedelta(minutes=11))] * 2,
        lambda: actions.shorten(two, ends_at=shorter, now=now),
    ]


def _try_hold(contact, session, now):
    try:
        return actions.hold(contact, session, ILL, now=now)
    except NotAllowed:
        return None
