"""The order of the line, from values alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from lojar.applications.rules.next_case import Turns, Urgency, Waiting, Why, in_line

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday, ten in the morning
JAKARTA = ZoneInfo("Asia/Jakarta")
HOURS = st.integers(-200, 200).map(lambda hours: NOW + timedelta(hours=hours))
CASES = st.lists(
    st.builds(
        Waiting,
        pk=st.integers(1, 10**6),
        service=st.sampled_from(["ktp", "akta", "kia"]),
        since=HOURS,
        due_at=HOURS,
        promised=st.booleans(),
        corrected=st.booleans(),
        urgency=st.sampled_from(Urgency),
        left_before=st.booleans(),
    ),
    unique_by=lambda case: case.pk,
    max_size=30,
)
TURNS = st.builds(Turns, st.integers(0, 9), st.dictionaries(st.sampled_from(["ktp", "akta"]), HOURS))


def a_case(pk=1, service="ktp", *, waits_hours=1, due_in_hours=24, **more):
    return Waiting(
        pk, service, NOW - timedelta(hours=waits_hours), NOW + timedelta(hours=due_in_hours), **more
    )


def line(*cases, turns=None):
    return in_line(cases, turns or Turns(), now=NOW, zone=JAKARTA)


def pks(*cases, turns=None):
    return [each.pk for each in line(*cases, turns=turns)]


def why(*cases, turns=None):
    return line(*cases, turns=turns)[0].why


def test_the_nearest_promise_comes_first_however_long_others_have_waited():
    assert pks(a_case(1, due_in_hours=48, waits_hours=90), a_case(2, due_in_hours=24)) == [2, 1]


def test_within_a_day_what_is_urgent_comes_first_then_what_is_older():
    grieving = a_case(3, urgency=Urgency.MOURNING)
    assert pks(a_case(1), a_case(2, waits_hours=5), grieving) == [3, 2, 1]


def test_urgency_does_not_pass_a_promise_of_an_earlier_day():
    assert pks(a_case(1), a_case(2, due_in_hours=48, urgency=Urgency.MOURNING)) == [1, 2]


def test_a_day_ends_at_midnight_of_the_office():
    """15.00 and 18.00 UTC of one Monday are Monday and Tuesday in Banyuwangi."""
    urgent = a_case(1, due_in_hours=15, urgency=Urgency.OFFICER_WANTED)
    assert pks(urgent, a_case(2, due_in_hours=12)) == [2, 1]


@given(CASES, TURNS)
def test_a_correction_changes_no_place(cases, turns):
    corrected = [replace(case, corrected=True) for case in cases]
    assert pks(*corrected, turns=turns) == pks(*cases, turns=turns)


@given(CASES, TURNS)
def test_everybody_is_in_line_once(cases, turns):
    assert sorted(pks(*cases, turns=turns)) == sorted(case.pk for case in cases)


def test_what_the_officer_left_a_while_ago_comes_last_for_them():
    assert pks(a_case(1, due_in_hours=-9, left_before=True), a_case(2)) == [2, 1]


def test_every_third_case_is_of_the_service_that_waited_longest_for_its_turn():
    flood, other = a_case(1, "ktp", due_in_hours=-30), a_case(2, "akta")
    last = {"ktp": NOW, "akta": NOW - timedelta(hours=1)}
    assert [pks(flood, other, turns=Turns(handed, last))[0] for handed in range(6)] == [1, 1, 2, 1, 1, 2]
    assert why(flood, other, turns=Turns(2, last)) == Why.TURN


def test_a_flood_of_one_service_starves_no_other():
    """Two each of three small services come behind five hundred that are older."""
    waiting = [a_case(pk, "ktp", due_in_hours=-90) for pk in range(500)]
    waiting += [a_case(1000 + n, f"small-{n % 3}", due_in_hours=90) for n in range(6)]
    taken, last = [], {}
    for handed in range(18):
        first = pks(*waiting, turns=Turns(handed, last))[0]
        case = next(each for each in waiting if each.pk == first)
        waiting.remove(case)
        taken.append(case.service)
        last[case.service] = NOW + timedelta(minutes=handed)
    assert len([service for service in taken if service != "ktp"]) >= 4
    assert set(taken[:12]) == {"ktp", "small-0", "small-1", "small-2"}


def test_where_the_turn_falls_on_the_first_anyway_the_promise_is_told():
    assert why(a_case(1, due_in_hours=-1, promised=True), turns=Turns(2)) == Why.LATE


def test_the_reason_is_the_one_that_weighs_most():
    assert why(a_case(due_in_hours=-1, promised=True, corrected=True)) == Why.LATE
    assert why(a_case(due_in_hours=-1, corrected=True)) == Why.OVERDUE
    assert why(a_case(corrected=True, urgency=Urgency.MOURNING)) == Why.CORRECTED
    assert why(a_case(urgency=Urgency.OFFICER_WANTED)) == Why.OFFICER_WANTED
    assert why(a_case(due_in_hours=3)) == Why.TODAY
    assert why(a_case()) == Why.NEAREST
    assert why(a_case(left_before=True, due_in_hours=-1)) == Why.LEFT_BEFORE


def test_nothing_waits():
    assert line(turns=Turns(2)) == []
