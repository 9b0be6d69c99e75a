"""Who comes through the door, with what, and what they get: a number, and a seat or a place outside."""

from datetime import timedelta

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.actions import change_protocol
from lojar.visits import actions
from lojar.visits.actions import AtTheDoor, Errand
from lojar.visits.models import Room, Ticket, TicketEvent
from lojar.visits.queries import inside_now, visits_of_code
from lojar.visits.rules.pass_code import pass_code
from lojar.visits.rules.room_plan import RoomPlan
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, another_office, booked, fresh, somebody

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
AT_TEN = NOW + HOUR


def expected(number=1, *, party=1, starts_at=AT_TEN, counter="", **about):
    session = a_session(starts_at=starts_at, counter=counter or f"Loket {number}", **about)
    errand = Errand(reason="sakit", person_name=f"Orang Contoh {number}", party=party)
    return booked(session, somebody(number), errand=errand, now=NOW - 24 * HOUR)


def arrive(visit, now=NOW, **door):
    return actions.arrive(visit, AtTheDoor(**door), officer=cast.rina(), now=now)


def refused(verb):
    with pytest.raises(NotAllowed) as no:
        verb()
    return no.value.reason


def limited(people=20, *, distance_cm=100, asks_for=()):
    change_protocol(
        cast.an_office(), "limited", starts_at=NOW - 9 * HOUR, reason="Contoh",
        people_inside=people, distance_cm=distance_cm, asks_for=list(asks_for),
    )  # fmt: skip


def a_room(**plan):
    return Room.objects.create(office=cast.an_office(), name="Teras", plan=RoomPlan(**plan).to_json())


def walk_in(key="k" * 24, *, purpose="urgent", errand=ILL, now=NOW, **door):
    return actions.arrive_unbooked(
        cast.an_office(), purpose, errand, AtTheDoor(**door), key=key, officer=cast.rina(), now=now
    )


def test_whoever_comes_gets_a_number_and_a_seat():
    a_room(rows=1, columns=3, spacing=100)
    ticket = arrive(expected())
    assert (ticket.number, ticket.seat, ticket.chairs) == ("A001", "1", ["A1"])
    assert (fresh(ticket.visit).state, ticket.entered_at) == ("arrived", NOW)
    assert [e.kind for e in TicketEvent.objects.order_by("id")] == ["issued", "let_in"]


def test_the_same_pass_shown_twice_is_the_same_ticket():
    visit = expected()
    first = arrive(visit)
    assert arrive(visit, NOW + HOUR).pk == first.pk
    assert Ticket.objects.get().issued_at == NOW


def test_numbers_run_by_purpose_and_begin_anew_every_day():
    assert [arrive(expected(n)).number for n in (1, 2)] == ["A001", "A002"]
    assert arrive(expected(3, purpose="in_person")).number == "B001"
    tomorrow = expected(4, starts_at=TOMORROW)
    assert arrive(tomorrow, TOMORROW).number == "A001"


def test_a_pass_of_another_day_or_that_is_no_booking_opens_no_door():
    assert refused(lambda: arrive(expected(1, starts_at=TOMORROW))) == "other_day"
    cancelled = actions.cancel(expected(2), now=NOW)
    assert refused(lambda: arrive(cancelled)) == "visit_cancelled"
    held = actions.hold(somebody(3), a_session(starts_at=AT_TEN, counter="Loket 9"), ILL, now=NOW)
    assert refused(lambda: arrive(held)) == "visit_not_booked"
    late = expected(4, starts_at=NOW - 2 * HOUR)
    actions.mark_missed(now=NOW)
    assert refused(lambda: arrive(late)) == "visit_missed"
    assert not Ticket.objects.exists()


def test_a_closed_hall_lets_nobody_in():
    visit = expected()
    change_protocol(cast.an_office(), "closed", starts_at=NOW - HOUR, reason="Contoh")
    assert refused(lambda: arrive(visit)) == refused(walk_in) == "hall_closed"


def test_an_officer_of_another_office_lets_nobody_in():
    other = cast.an_officer("Tetangga", office=another_office())
    assert refused(lambda: actions.arrive(expected(), AtTheDoor(), officer=other, now=NOW)) == "other_office"


def test_what_the_protocol_asks_for_is_asked_and_kept():
    limited(asks_for=["hand_washing", "mask"])
    visit = expected()
    assert refused(lambda: arrive(visit)) == "protocol_unanswered"
    assert refused(lambda: arrive(visit, answers={"hand_washing": True, "mask": False})) == "protocol_unmet"
    ticket = arrive(visit, answers={"hand_washing": True, "mask": True, "temperature": False})
    assert ticket.answers == {"hand_washing": True, "mask": True}


def test_whoever_finds_no_room_waits_outside_and_comes_in_when_somebody_leaves():
    limited(people=1)
    first, second = arrive(expected(1)), arrive(expected(2))
    assert second.entered_at is None
    actions.leave(first, officer=cast.rina(), now=NOW + HOUR)
    assert fresh(second).entered_at == NOW + HOUR
    assert [ticket.pk for ticket in inside_now(cast.an_office(), NOW)] == [second.pk]


def test_a_household_sits_together_and_is_not_passed_by():
    limited(people=4)
    a_room(rows=1, columns=8, spacing=60)
    family = arrive(expected(1, party=3))
    assert family.chairs == ["A1", "A2", "A3"]
    big, single = arrive(expected(2, party=2)), arrive(expected(3))
    assert (big.entered_at, single.entered_at) == (None, None)


def test_a_household_larger_than_the_limit_comes_in_when_nobody_is_inside():
    limited(people=2)
    assert arrive(expected(1, party=4)).entered_at == NOW


def test_seats_keep_the_distance_of_the_protocol():
    limited(distance_cm=200)
    a_room(rows=1, columns=4, spacing=100, distance=100)
    tickets = [arrive(expected(number)) for number in (1, 2, 3)]
    assert [len(ticket.chairs) for ticket in tickets] == [1, 1, 0]
    assert tickets[2].entered_at is None


def test_a_wheelchair_place_is_kept_for_who_needs_it():
    a_room(rows=1, columns=3, spacing=100, wheelchair=frozenset({"A1"}))
    limited()
    assert arrive(expected(1)).chairs == ["A2"]
    assert arrive(expected(2), marks=["wheelchair"]).chairs == ["A1"]


def test_marks_that_nobody_knows_are_not_kept():
    assert arrive(expected(), marks=["elderly", "rich"]).marks == ["elderly"]


@pytest.mark.parametrize("people", [-1, 10])
def test_a_party_is_of_one_to_nine(people):
    assert refused(lambda: arrive(expected(), people=people)) == "no_party"


def test_somebody_without_a_booking_gets_a_number_once():
    ticket = walk_in(people=2)
    again = walk_in()
    assert (again.pk, ticket.number, ticket.people) == (ticket.pk, "A001", 2)
    assert (ticket.visit.contact, ticket.visit.person_name, ticket.visit.state) == (
        None,
        "Siti Contoh",
        "arrived",
    )


def test_in_a_limited_hall_who_has_no_booking_needs_an_urgent_reason():
    nothing = Errand(person_name="Siti Contoh")
    assert walk_in(errand=nothing).number == "A001"
    limited()
    assert refused(lambda: walk_in("b" * 24, errand=nothing)) == "not_urgent"
    other = Errand(reason="lain", person_name="Siti Contoh")
    assert refused(lambda: walk_in("b" * 24, errand=other)) == "note_needed"
    noted = Errand(reason="lain", note="Berangkat besok", person_name="Siti Contoh")
    assert walk_in("b" * 24, errand=noted).number == "A002"


def test_a_visit_without_a_name_or_for_nothing_known_is_not_made():
    assert refused(lambda: walk_in(errand=Errand(reason="sakit", person_name="  "))) == "no_name"
    assert refused(lambda: walk_in(purpose="party")) == "unknown_purpose"


def test_the_key_of_a_form_never_shows_the_visit_of_somebody_who_booked():
    visit = expected()
    assert refused(lambda: walk_in(visit.pass_token)) == "unknown_visit"


def test_a_pass_is_found_by_its_code_at_its_office():
    visit = expected()
    code = pass_code(visit.pass_token)
    assert visits_of_code(cast.an_office(), code, now=NOW) == [visit]
    assert visits_of_code(another_office(), code, now=NOW) == []
