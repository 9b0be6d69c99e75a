"""From the call to the way out: what a counter does with a number, twice said and at once."""

import random
from datetime import timedelta

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.visits import actions
from lojar.visits.models import Ticket, TicketEvent
from lojar.visits.queries import inside_now
from lojar.visits.queries.hall_numbers import hall_numbers
from tests import cast

from .stock import NOW, a_session, another_office, fresh
from .test_arriving import a_room, arrive, expected, limited, refused, walk_in
from .test_at_once import at_once

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=20)
ONE, TWO = "Loket 1", "Loket 2"


def call(counter=ONE, now=NOW, officer=None):
    return actions.call_next(cast.an_office(), counter, officer=officer or cast.rina(), now=now)


def do(verb, ticket, counter=ONE, now=LATER, **what):
    return verb(ticket, counter, officer=cast.rina(), now=now, **what)


def kinds(ticket):
    return list(TicketEvent.objects.filter(ticket=ticket).order_by("id").values_list("kind", flat=True))


@pytest.fixture
def counters():
    for counter in (ONE, TWO):
        a_session(counter=counter, starts_at=NOW + timedelta(hours=2))


@pytest.fixture
def line(counters):
    return [walk_in(f"{n:024}", now=NOW + timedelta(seconds=n)) for n in range(5)]


def test_a_counter_calls_who_stands_first_and_says_why(line):
    called = call()
    assert (called.pk, called.state, called.counter) == (line[0].pk, "called", ONE)
    event = TicketEvent.objects.get(kind="called")
    assert (event.reason, event.officer) == ("longest", cast.rina())


def test_called_twice_it_is_the_same_number_until_it_is_finished(line):
    assert call().pk == call().pk == line[0].pk
    assert do(actions.finish, line[0]).state == "finished"
    assert call(now=LATER).pk == line[1].pk


def test_the_last_one_leaves_nobody_to_call(counters):
    assert call() is None


def test_a_counter_that_is_not_there_calls_nobody(line):
    assert refused(lambda: call("Loket 99")) == "unknown_counter"


def test_who_is_served_is_out_and_their_visit_is_done(line):
    call()
    for _ in range(2):
        done = do(actions.finish, line[0])
    assert (done.finished_at, fresh(done.visit).state) == (LATER, "served")
    assert kinds(done).count("finished") == 1
    assert inside_now(cast.an_office(), NOW).count() == 4


def test_whoever_leaves_makes_room_for_who_waits_outside(counters):
    limited(people=1)
    first, second = walk_in("a" * 24), walk_in("b" * 24)
    call()
    assert call(TWO) is None
    do(actions.finish, first)
    assert fresh(second).entered_at == LATER
    assert call(TWO).pk == second.pk


def test_who_is_not_there_goes_back_and_the_third_time_is_gone(line):
    call()
    do(actions.skip, line[0])
    assert fresh(line[0]).state == "waiting"
    assert [each.pk for each in _called_in_turn(3)] == [line[1].pk, line[2].pk, line[3].pk]
    assert call().pk == line[0].pk
    do(actions.skip, line[0])
    do(actions.skip, line[0])  # said twice it counts once
    assert fresh(line[0]).skipped == 2
    _called_in_turn(1)
    assert call().pk == line[0].pk
    gone = do(actions.skip, line[0])
    assert (gone.state, fresh(gone.visit).state, kinds(gone)[-1]) == ("gone", "missed", "gone")


def _called_in_turn(many):
    found = []
    for _ in range(many):
        found.append(call())
        do(actions.finish, found[-1])
    return found


def test_called_again_it_is_told_once_more_and_two_clicks_are_one(line):
    call()
    do(actions.recall, line[0], now=NOW + timedelta(seconds=30))
    do(actions.recall, line[0], now=NOW + timedelta(seconds=31))
    assert kinds(line[0]).count("recalled") == 1


def test_who_is_sent_to_another_counter_is_next_there_and_nowhere_else(line):
    call()
    for _ in range(2):
        sent = do(actions.transfer, line[0], to=TWO)
    assert (sent.state, sent.counter, kinds(sent).count("transferred")) == ("waiting", TWO, 1)
    assert call().pk == line[1].pk
    assert call(TWO).pk == line[0].pk
    assert TicketEvent.objects.filter(kind="called").latest("id").reason == "transferred"


def test_a_page_left_open_does_nothing_to_a_number_that_is_elsewhere(line):
    call()
    for verb in (actions.finish, actions.skip, actions.recall):
        assert refused(lambda verb=verb: do(verb, line[0], TWO)) == "not_at_counter"
        assert refused(lambda verb=verb: do(verb, line[1])) == "not_at_counter"
    assert refused(lambda: do(actions.transfer, line[0], to="Loket 99")) == "unknown_counter"


def test_another_office_calls_and_changes_nothing(line):
    call()
    other = cast.an_officer("Tetangga", office=another_office())
    for verb in (actions.finish, actions.skip, actions.recall):
        with pytest.raises(NotAllowed, match="other_office"):
            verb(line[0], ONE, officer=other, now=LATER)


def test_yesterday_is_closed_and_hinders_nobodys_next_visit(counters):
    tickets = [arrive(expected(n, counter=f"Loket {n + 2}")) for n in (1, 2)]
    called = call()
    tomorrow = NOW + timedelta(days=1)
    assert actions.close_past_days(now=NOW) == 0
    assert (actions.close_past_days(now=tomorrow), actions.close_past_days(now=tomorrow)) == (2, 0)
    states = {fresh(ticket.visit).state for ticket in tickets}
    assert (states, fresh(called).state) == ({"served", "missed"}, "finished")


def test_who_was_taken_off_by_mistake_stands_where_they_stood(line):
    actions.leave(line[0], officer=cast.rina(), now=NOW)
    back = actions.bring_back(line[0], officer=cast.rina(), now=NOW + timedelta(minutes=4))
    assert (back.state, back.number, back.finished_at) == ("waiting", line[0].number, None)
    assert call().pk == line[0].pk


def test_who_went_and_comes_again_later_stands_behind_those_who_stayed(line):
    actions.leave(line[0], officer=cast.rina(), now=NOW)
    for _ in range(2):
        back = actions.bring_back(line[0], officer=cast.rina(), now=LATER)
    assert (back.stands_at, fresh(back.visit).state) == (LATER, "arrived")
    assert call(now=LATER).pk == line[1].pk


def test_who_was_served_or_booked_again_does_not_come_back(counters):
    booked_one = arrive(expected(1))
    actions.leave(booked_one, officer=cast.rina(), now=NOW)
    expected(1, starts_at=NOW + timedelta(hours=30), counter="Loket 9")
    back = lambda ticket, now=LATER: actions.bring_back(ticket, officer=cast.rina(), now=now)  # noqa: E731
    assert refused(lambda: back(booked_one)) == "has_open_visit"
    served = walk_in("s" * 24)
    call()
    do(actions.finish, served)
    assert refused(lambda: back(served)) == "not_gone"
    gone = walk_in("g" * 24)
    actions.leave(gone, officer=cast.rina(), now=NOW)
    assert refused(lambda: back(gone, NOW + timedelta(days=1))) == "other_day"


def test_when_more_may_be_inside_who_waits_outside_comes_in(counters):
    limited(people=1)
    walk_in("a" * 24), walk_in("b" * 24)
    assert actions.let_in_everywhere(now=NOW) == 0
    limited(people=2)
    assert (actions.let_in_everywhere(now=NOW), actions.let_in_everywhere(now=NOW)) == (1, 0)


def test_the_head_sees_how_it_goes_today(line):
    expected(7, starts_at=NOW - timedelta(hours=2))
    actions.mark_missed(now=NOW)
    call()
    do(actions.finish, line[0])
    seen = hall_numbers(cast.an_office(), LATER)
    assert (seen.inside, seen.outside, seen.served, seen.absent) == (4, 0, 1, 1)
    assert (seen.longest_wait_minutes, seen.median_service_minutes) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_many_who_call_at_once_never_call_one_number_twice():
    officers = [cast.an_officer(f"Petugas{n}") for n in range(8)]
    for n in range(8):
        a_session(counter=f"Loket {n}", starts_at=NOW + timedelta(hours=2))
    line = [walk_in(f"{n:024}") for n in range(12)]
    for round_ in range(2):
        said = at_once([lambda n=n: call(f"Loket {n}", officer=officers[n]) for n in range(8)])
        called = [ticket for ticket in said if ticket is not None]
        assert len({ticket.pk for ticket in called}) == len(called)
        at_once([lambda t=t: do(actions.finish, t, t.counter) for t in called])
        if round_ == 0:
            assert len(called) == 8
    assert {fresh(ticket).state for ticket in line} == {"finished"}


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_one_counter_call_one_number():
    a_session(counter=ONE, starts_at=NOW + timedelta(hours=2))
    for n in range(4):
        walk_in(f"{n:024}")
    said = at_once([call] * 8)
    assert len({ticket.pk for ticket in said}) == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_come_at_once_get_numbers_of_their_own_and_no_more_come_in_than_may():
    limited(people=3), cast.rina()
    said = at_once([lambda n=n: walk_in(f"{n:024}") for n in range(10)])
    assert len({ticket.number for ticket in said}) == 10
    assert inside_now(cast.an_office(), NOW).count() == 3


@pytest.mark.django_db(transaction=True)
def test_everything_at_once_ends_and_keeps_to_the_seats():
    """Coming, calling, passing over, sending on, finishing and going home, by many, on the same numbers."""
    limited(people=4, distance_cm=100), cast.rina(), a_room()
    for counter in (ONE, TWO):
        a_session(counter=counter, starts_at=NOW + timedelta(hours=2))
    chance = random.Random(3)
    for round_ in range(4):
        tickets = [walk_in(f"{round_:012}{n:012}", people=1 + n % 3) for n in range(5)]
        verbs = [lambda n=n, r=round_: walk_in(f"late{r:010}{n:010}") for n in range(3)]
        verbs += [lambda c=c: call(c, LATER) for c in (ONE, TWO, ONE)]
        for ticket in tickets:
            counter, other = chance.sample([ONE, TWO], 2)
            verbs += [
                lambda t=ticket, c=counter: do(actions.finish, t, c),
                lambda t=ticket, c=counter: do(actions.skip, t, c),
                lambda t=ticket, c=counter, o=other: do(actions.transfer, t, c, to=o),
                lambda t=ticket: actions.leave(t, officer=cast.rina(), now=LATER),
                lambda t=ticket: actions.bring_back(t, officer=cast.rina(), now=LATER),
            ]
        at_once(chance.sample(verbs, len(verbs)))
        inside = list(inside_now(cast.an_office(), NOW))
        chairs = [name for ticket in inside for name in ticket.chairs]
        assert len(chairs) == len(set(chairs)) == sum(ticket.people for ticket in inside) <= 4
        called = [ticket.counter for ticket in inside if ticket.state == "called"]
        assert len(called) == len(set(called))
        states = {(ticket.state, ticket.visit.state) for ticket in Ticket.objects.select_related("visit")}
        assert states <= {
            ("waiting", "arrived"), ("called", "arrived"), ("finished", "served"), ("gone", "missed"),
        }  # fmt: skip
