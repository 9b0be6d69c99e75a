"""A place is held, booked, changed and cancelled; it belongs to one person."""

from datetime import timedelta

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock
from lojar.offices.actions import change_protocol
from lojar.offices.models import Office
from lojar.visits import actions, queries
from lojar.visits.actions import Errand
from lojar.visits.jobs import sweep
from lojar.visits.models import Visit
from lojar.visits.rules import life
from tests import cast

from .stock import ILL, NOW, TOMORROW, a_session, arrived, booked, fresh, somebody, trail

pytestmark = pytest.mark.django_db
TEN = timedelta(minutes=10)


def elsewhere():
    fields = {"name": "Lain", "prefix": "LAI", "phone_number_id": "9", "regency_code": "9999"}
    return Office.objects.get_or_create(code="lain", defaults=fields)[0]


def test_the_columns_know_every_state():
    assert set(Visit.State.values) == set(life.State)


def test_a_place_is_held_for_ten_minutes_and_then_booked():
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    assert (held.state, held.held_until, trail(held)) == ("held", NOW + TEN, [])
    visit = actions.book(held.pass_token, now=NOW + timedelta(minutes=9))
    assert (visit.pk, visit.state, visit.held_until) == (held.pk, "booked", None)
    assert (visit.contact, visit.person_name, visit.reason) == (cast.siti(), "Siti Contoh", "sakit")
    assert trail(visit) == ["booked"]


def test_a_place_that_is_held_or_booked_is_nobody_elses():
    session = a_session()
    held = actions.hold(cast.siti(), session, ILL, now=NOW)
    with pytest.raises(NotAllowed, match="full") as no:
        actions.hold(cast.budi(), session, ILL, now=NOW)
    assert no.value.details == {"session": session.pk}
    actions.book(held.pass_token, now=NOW)
    with pytest.raises(NotAllowed, match="full"):
        actions.hold(cast.budi(), session, ILL, now=NOW + timedelta(hours=1))


def test_a_hold_that_is_over_frees_its_place_at_once_without_any_sweeping():
    session = a_session()
    held = actions.hold(cast.siti(), session, ILL, now=NOW)
    assert booked(session, cast.budi(), now=NOW + TEN).state == "booked"
    for _ in range(2):
        with pytest.raises(NotAllowed, match="hold_expired"):
            actions.book(held.pass_token, now=NOW + TEN)
        actions.release_expired_holds(now=NOW + TEN)


def test_the_same_token_books_the_same_visit_however_often():
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    first = actions.book(held.pass_token, now=NOW)
    again = actions.book(held.pass_token, person_name="Orang Lain", now=NOW + timedelta(hours=3))
    assert (again.pk, again.booked_at, again.person_name) == (first.pk, NOW, "Siti Contoh")
    assert trail(first) == ["booked"]


def test_the_name_may_come_with_the_booking():
    held = actions.hold(cast.siti(), a_session(), Errand(reason="sakit"), now=NOW)
    assert actions.book(held.pass_token, person_name=" Rahma Contoh ", now=NOW).person_name == "Rahma Contoh"


def test_a_token_that_nobody_was_given_books_nothing():
    with pytest.raises(NotAllowed, match="unknown_visit"):
        actions.book("", now=NOW)


def test_holding_the_same_place_again_does_not_make_it_longer():
    session = a_session()
    first = actions.hold(cast.siti(), session, ILL, now=NOW)
    again = actions.hold(cast.siti(), session, Errand(reason="sekolah", party=3), now=NOW + TEN / 2)
    assert (again.pk, again.held_until, again.reason, again.party) == (first.pk, NOW + TEN, "sekolah", 3)


def test_holding_another_place_lets_the_first_one_go():
    first, second = a_session(), a_session(counter="Loket 2")
    held = actions.hold(cast.siti(), first, ILL, now=NOW)
    actions.hold(cast.siti(), second, ILL, now=NOW)
    assert fresh(held).state == "lapsed"
    assert actions.hold(cast.budi(), first, ILL, now=NOW).state == "held"


def test_a_hold_stands_when_the_other_place_is_gone():
    first, second = a_session(), a_session(counter="Loket 2")
    booked(second, cast.budi())
    held = actions.hold(cast.siti(), first, ILL, now=NOW)
    with pytest.raises(NotAllowed, match="full"):
        actions.hold(cast.siti(), second, ILL, now=NOW)
    assert actions.book(held.pass_token, now=NOW).session == first


def test_one_person_has_one_open_visit_of_a_purpose():
    visit = booked(a_session(), cast.siti())
    other, pick_up = a_session(counter="Loket 2"), a_session(counter="Loket 3", purpose="pick_up")
    with pytest.raises(NotAllowed, match="has_open_visit") as no:
        actions.hold(cast.siti(), other, ILL, now=NOW)
    assert no.value.details == {"visit": visit.pk}
    assert booked(pick_up, cast.siti(), errand=Errand()).state == "booked"


def test_under_a_second_number_it_is_still_the_same_person():
    booked(a_session(), cast.budi())
    budi = cast.budi()
    budi.merged_into = cast.siti()
    budi.save(update_fields=["merged_into"])
    for contact in (cast.siti(), budi):
        with pytest.raises(NotAllowed, match="has_open_visit"):
            actions.hold(contact, a_session(counter=f"Loket 2{contact.pk}"), ILL, now=NOW)


@pytest.mark.parametrize(
    ("errand", "mode", "refusal"),
    [
        (Errand(), "limited", "not_urgent"),
        (Errand(reason="belanja"), "normal", "not_urgent"),
        (Errand(reason="lain", note="Haji"), "limited", "officer_only"),
        (ILL, "closed", "hall_closed"),
        (Errand(reason="sakit", party=0), "limited", "no_party"),
    ],
)
def test_a_place_is_held_only_where_the_door_would_open(errand, mode, refusal):
    change_protocol(cast.an_office(), mode, starts_at=NOW, reason="Contoh")
    with pytest.raises(NotAllowed, match=refusal):
        actions.hold(cast.siti(), a_session(), errand, now=NOW)
    assert not Visit.objects.exists()


def test_what_counts_is_how_the_hall_is_run_then_not_now():
    change_protocol(cast.an_office(), "closed", starts_at=NOW, reason="Contoh")
    change_protocol(cast.an_office(), "normal", starts_at=TOMORROW, reason="Contoh")
    assert actions.hold(cast.siti(), a_session(), Errand(), now=NOW).state == "held"


def test_a_hold_is_not_booked_into_a_hall_that_was_closed_meanwhile():
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    change_protocol(cast.an_office(), "closed", starts_at=NOW, reason="Contoh")
    with pytest.raises(NotAllowed, match="hall_closed"):
        actions.book(held.pass_token, now=NOW)


def test_an_officer_admits_with_a_written_reason():
    errand = Errand(reason="lain", note="Berangkat haji", admitted_by=cast.rina())
    assert booked(a_session(), cast.siti(), errand=errand).admitted_by == cast.rina()
    stranger = cast.an_officer("Asing", office=elsewhere())
    with pytest.raises(NotAllowed, match="other_office"):
        actions.hold(cast.budi(), a_session(counter="L"), Errand(admitted_by=stranger), now=NOW)


def test_a_visit_is_about_ones_own_application_at_ones_own_office():
    session, case = a_session(purpose="pick_up"), cast.a_draft(contact=cast.budi())
    with pytest.raises(NotAllowed, match="other_contact"):
        actions.hold(cast.siti(), session, Errand(application=case), now=NOW)
    assert booked(session, cast.budi(), errand=Errand(application=case)).application == case
    with pytest.raises(NotAllowed, match="other_office"):
        actions.hold(cast.siti(), a_session(office=elsewhere()), ILL, now=NOW)


def test_what_has_begun_cannot_be_chosen_any_more():
    with pytest.raises(NotAllowed, match="session_begun"):
        actions.hold(cast.siti(), a_session(starts_at=NOW), ILL, now=NOW)


def test_a_change_frees_the_old_place_and_takes_the_new_one():
    first, second = a_session(), a_session(counter="Loket 2")
    visit = booked(first, cast.siti())
    moved = actions.change(visit, second, now=NOW + TEN)
    assert (moved.pk, moved.session, moved.booked_at) == (visit.pk, second, NOW + TEN)
    assert (queries.places_free(first, NOW), queries.places_free(second, NOW)) == (1, 0)
    assert trail(visit) == ["booked", "changed"]
    assert visit.events.get(kind="changed").session == first


def test_a_change_to_the_same_session_changes_nothing():
    session = a_session()
    visit = booked(session, cast.siti())
    assert actions.change(visit, session, now=NOW + TEN).booked_at == NOW
    assert trail(visit) == ["booked"]


@pytest.mark.parametrize(
    ("other", "at", "refusal"),
    [
        ({"places": 0}, NOW, "full"),
        ({"purpose": "pick_up"}, NOW, "other_purpose"),
        ({"starts_at": NOW + TEN}, NOW + TEN, "session_begun"),
        ({"starts_at": TOMORROW + timedelta(days=1)}, TOMORROW + timedelta(hours=2), "session_over"),
    ],
)
def test_a_change_that_cannot_be_leaves_the_old_place(other, at, refusal):
    session = a_session()
    visit = booked(session, cast.siti())
    with pytest.raises(NotAllowed, match=refusal):
        actions.change(visit, a_session(counter="Loket 2", **other), now=at)
    assert (fresh(visit).session, fresh(visit).state) == (session, "booked")


def test_a_cancelled_place_is_free_and_cancelling_again_does_nothing():
    session = a_session()
    visit = booked(session, cast.siti())
    for _ in range(2):
        assert actions.cancel(visit, now=NOW).state == "cancelled"
    assert trail(visit) == ["booked", "cancelled"]
    assert booked(session, cast.budi()).state == "booked"
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.book(visit.pass_token, now=NOW)


def test_a_hold_may_be_given_back():
    held = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    assert actions.cancel(held, now=NOW).state == "cancelled"
    assert trail(held) == []


def test_whoever_came_can_neither_move_nor_cancel():
    visit = arrived(booked(a_session(), cast.siti()))
    for verb in (
        lambda: actions.cancel(visit, now=NOW),
        lambda: actions.change(visit, a_session(counter="Loket 2"), now=NOW),
    ):
        with pytest.raises(NotAllowed, match="wrong_status"):
            verb()


def test_an_officer_of_another_office_touches_no_visit():
    visit, stranger = booked(a_session(), cast.siti()), cast.an_officer("Asing", office=elsewhere())
    with pytest.raises(NotAllowed, match="other_office"):
        actions.cancel(visit, officer=stranger, now=NOW)
    assert (
        actions.cancel(visit, officer=cast.rina(), now=NOW).events.get(kind="cancelled").officer
        == cast.rina()
    )


def test_expired_holds_are_swept_up_and_others_left():
    over = actions.hold(cast.siti(), a_session(), ILL, now=NOW)
    stands = actions.hold(cast.budi(), a_session(counter="Loket 2"), ILL, now=NOW + TEN / 2)
    assert actions.release_expired_holds(now=NOW + TEN) == 1
    assert (fresh(over).state, fresh(stands).state) == ("lapsed", "held")


def test_who_did_not_come_is_marked_when_the_session_is_over():
    session = a_session(places=3)
    absent, there = booked(session, cast.siti()), arrived(booked(session, cast.budi()))
    assert actions.mark_missed(now=session.ends_at - timedelta(seconds=1)) == 0
    assert actions.mark_missed(now=session.ends_at) == 1
    assert (fresh(absent).state, fresh(there).state) == ("missed", "arrived")
    assert trail(absent) == ["booked", "missed"]
    assert booked(a_session(counter="Loket 2"), cast.siti()).state == "booked"


def test_the_sweep_does_both():
    held = actions.hold(somebody(1), a_session(), ILL, now=NOW)
    Visit.objects.filter(pk=held.pk).update(held_until=clock.now() - TEN)
    sweep()
    assert fresh(held).state == "lapsed"
