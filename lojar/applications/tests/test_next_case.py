"""Officers are handed the best case that is free, each another one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lojar.applications import actions, queries
from lojar.applications.models import Application, ServiceTurn
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.applications.rules.next_case import Why
from lojar.offices.models import Officer
from tests import cast

pytestmark = pytest.mark.django_db
OFFICERS = 20


def ago(hours):
    return cast.NOW - timedelta(hours=hours)


def taken_by(officer=None, *, now=cast.NOW):
    taken = actions.take_next(officer or cast.rina(), now=now)
    return (taken.application.number, taken.why) if taken else None


def test_it_is_claimed_and_the_history_says_so():
    case = cast.submitted(now=ago(1))
    taken = actions.take_next(cast.rina(), now=cast.NOW)
    assert (taken.application, taken.why) == (case, Why.NEAREST)
    assert cast.fresh(case).claimed_until == cast.NOW + timedelta(minutes=30)
    assert queries.timeline(case)[-1].kind == "claimed"


def test_nothing_free_is_nothing_taken():
    actions.claim(cast.submitted(now=ago(1)), cast.joko(), now=cast.NOW)
    assert taken_by() is None


def test_a_lease_that_ran_out_is_free_again():
    case = actions.claim(cast.submitted(now=ago(9)), cast.joko(), now=ago(2))
    assert taken_by()[0] == case.number


def test_who_corrects_keeps_the_place_also_with_who_asked_for_it():
    first = cast.returned("ktp-hilang", now=ago(30))
    later = cast.submitted("ktp-hilang", contact=cast.budi(), now=ago(28))
    for paper in first.papers.filter(state="returned"):
        actions.lay_page(first, paper.key, cast.a_photo(), now=ago(1))
    actions.submit(first, now=ago(1))
    assert [taken_by()[0], taken_by()[0]] == [first.number, later.number]


def test_what_was_put_down_is_handed_to_a_colleague_first():
    case, other = cast.submitted(now=ago(9)), cast.submitted("ktp-hilang", now=ago(1))
    taken = actions.take_next(cast.rina(), now=cast.NOW)
    assert taken.application == case
    actions.release(case, cast.rina(), now=cast.NOW)
    assert taken_by()[0] == other.number
    assert taken_by() == (case.number, Why.LEFT_BEFORE)
    actions.release(case, cast.rina(), now=cast.NOW)
    assert taken_by(cast.joko())[0] == case.number


def test_an_approved_case_comes_back_when_its_promise_is_for_today():
    case = cast.accepted("ktp-hilang", now=ago(48))
    Application.objects.filter(pk=case.pk).update(promised_at=cast.NOW + timedelta(days=1))
    assert taken_by() is None
    Application.objects.filter(pk=case.pk).update(promised_at=ago(1))
    assert taken_by() == (case.number, Why.LATE)


def test_what_is_read_and_waits_for_the_head_is_handed_to_the_head_alone():
    case = cast.submitted("akta-lahir-terlambat", now=ago(9))
    for paper in case.papers.filter(state="received"):
        actions.accept_paper(paper, cast.rina(), now=ago(8))
    assert taken_by(cast.joko()) is None
    assert taken_by(cast.hadi())[0] == case.number


def test_another_office_gets_nothing_of_it(next_door):
    cast.submitted(now=ago(1))
    assert taken_by(next_door) is None


def test_without_an_office_there_is_no_line():
    with pytest.raises(NotAllowed, match="other_office"):
        actions.take_next(Officer(email="x@contoh.id", role="admin"), now=cast.NOW)


def test_a_service_that_has_left_the_catalogue_is_not_forgotten():
    case = cast.submitted(now=ago(1))
    Application.objects.filter(pk=case.pk).update(service_code="tidak-ada-lagi")
    assert taken_by()[0] == case.number


def test_each_third_case_is_another_services_turn():
    for hours in (99, 98, 97, 96):
        cast.submitted("ktp-hilang", contact=cast.budi(), now=ago(hours))
    rare = cast.submitted("ktp-rusak", now=ago(1))
    assert [taken_by() for _ in range(3)][2] == (rare.number, Why.TURN)
    assert dict(ServiceTurn.objects.values_list("service_code", "handed")) == {
        "ktp-hilang": 2,
        "ktp-rusak": 1,
    }


def test_the_cost_does_not_grow_with_the_line(django_assert_num_queries):
    officer, _ = cast.rina(), cast.submitted("ktp-hilang", now=ago(3))
    with django_assert_num_queries(30, exact=False) as few:
        actions.take_next(officer, now=cast.NOW)
    for hours in range(40):
        cast.submitted("ktp-hilang", contact=cast.budi(), now=ago(hours + 1))
    with django_assert_num_queries(len(few), exact=False):
        actions.take_next(officer, now=cast.NOW)


@pytest.mark.django_db(transaction=True)
def test_twenty_officers_at_once_get_twenty_cases():
    cases = [cast.submitted("ktp-hilang", contact=cast.budi(), now=ago(n + 1)) for n in range(OFFICERS)]
    at_once = Barrier(OFFICERS)

    def reach(officer):
        try:
            at_once.wait(timeout=20)
            return actions.take_next(officer, now=cast.NOW)
        finally:
            connection.close()

    officers = [cast.an_officer(f"Petugas{n}") for n in range(OFFICERS)]
    with ThreadPoolExecutor(OFFICERS) as hands:
        taken = list(hands.map(reach, officers))
    assert {each.application.pk for each in taken} == {each.pk for each in cases}
    assert len({cast.fresh(each.application).claimed_by_id for each in taken}) == OFFICERS
    assert ServiceTurn.objects.get().handed == OFFICERS


@pytest.fixture
def next_door(db):
    from lojar.offices.models import Office

    office = Office.objects.create(
        code="sebelah", name="Sebelah", prefix="SBL", phone_number_id="9", regency_code="3599"
    )
    return cast.an_officer("Tetangga", office=office)
