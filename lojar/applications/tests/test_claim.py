"""Two officers never hold one case."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lojar.applications import actions, queries
from lojar.applications.models import CaseEvent
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.models import Office
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=5)
AFTER_THE_LEASE = cast.NOW + timedelta(minutes=31)


def test_a_claim_is_a_lease_of_thirty_minutes():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    assert (case.claimed_by, case.claimed_until) == (cast.rina(), cast.NOW + timedelta(minutes=30))


def test_a_colleague_is_told_who_holds_it_and_until_when():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    with pytest.raises(NotAllowed) as no:
        actions.claim(case, cast.joko(), now=LATER)
    assert no.value.reason == "claimed_by_other"
    assert no.value.details == {
        "officer": "Rina", "until": cast.NOW + timedelta(minutes=30), "may_take_over": False,
    }  # fmt: skip


def test_claiming_again_begins_the_lease_anew_without_another_event():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    case = actions.claim(case, cast.rina(), now=LATER)
    assert case.claimed_until == LATER + timedelta(minutes=30)
    assert CaseEvent.objects.filter(kind="claimed").count() == 1


def test_a_lease_that_ran_out_is_free_for_anybody():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    assert actions.claim(case, cast.joko(), now=AFTER_THE_LEASE).claimed_by == cast.joko()


def test_work_on_a_case_that_nobody_holds_claims_it():
    case = cast.submitted()
    actions.accept_paper(case.papers.first(), cast.rina(), now=cast.NOW)
    assert cast.fresh(case).claimed_by == cast.rina()


@pytest.mark.parametrize(
    "verb",
    [
        lambda case: actions.accept_paper(case.papers.first(), cast.joko(), now=LATER),
        lambda case: actions.return_paper(case.papers.first(), cast.joko(), note="Buram", now=LATER),
        lambda case: actions.unreview_paper(case.papers.first(), cast.joko(), now=LATER),
        lambda case: actions.ask_for_correction(case, cast.joko(), note="Buram", now=LATER),
        lambda case: actions.accept(case, cast.joko(), now=LATER),
        lambda case: actions.reject(case, cast.joko(), ground="Perpres 96/2018", now=LATER),
        lambda case: actions.release(case, cast.joko(), now=LATER),
    ],
)
def test_every_verb_asks_for_the_claim_again(verb):
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    events = CaseEvent.objects.count()
    with pytest.raises(NotAllowed, match="claimed_by_other"):
        verb(case)
    assert CaseEvent.objects.count() == events


def test_a_supervisor_takes_over_with_a_reason_that_is_kept():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    with pytest.raises(NotAllowed) as no:
        actions.claim(case, cast.wati(), now=LATER)
    assert no.value.details["may_take_over"] is True
    case = actions.claim(case, cast.wati(), reason="Rina sakit", now=LATER)
    assert case.claimed_by == cast.wati()
    event = queries.timeline(case)[-1]
    assert (event.kind, event.data) == ("claimed", {"taken_from": "Rina", "reason": "Rina sakit"})


def test_a_clerk_cannot_take_over_whatever_the_reason():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    with pytest.raises(NotAllowed, match="claimed_by_other"):
        actions.claim(case, cast.joko(), reason="saya lebih cepat", now=LATER)


def test_a_released_case_is_free():
    case = actions.claim(cast.submitted(), cast.rina(), now=cast.NOW)
    case = actions.release(case, cast.rina(), now=LATER)
    assert (case.claimed_by, case.claimed_until) == (None, None)
    events = CaseEvent.objects.count()
    actions.release(case, cast.joko(), now=LATER)
    assert CaseEvent.objects.count() == events


def test_an_officer_of_another_office_may_not_touch_it():
    elsewhere = Office.objects.create(
        code="lain", name="Lain", prefix="LAI", phone_number_id="9", regency_code="9999"
    )
    stranger = cast.an_officer("Asing", office=elsewhere)
    with pytest.raises(NotAllowed, match="other_office"):
        actions.claim(cast.submitted(), stranger, now=cast.NOW)


def test_an_officer_who_left_may_not_touch_it():
    gone = cast.rina()
    gone.is_active = False
    with pytest.raises(NotAllowed, match="other_office"):
        actions.claim(cast.submitted(), gone, now=cast.NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_one_gets_the_case():
    case, officers = cast.submitted(), [cast.rina(), cast.joko(), cast.hadi(), cast.wati()]
    at_once = Barrier(len(officers))

    def reach(officer):
        try:
            at_once.wait(timeout=10)
            actions.claim(case, officer, now=cast.NOW)
        except NotAllowed as no:
            return no.reason
        else:
            return "got it"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(officers)) as hands:
        said = sorted(hands.map(reach, officers))
    assert said == ["claimed_by_other"] * 3 + ["got it"]
    assert CaseEvent.objects.filter(application=case, kind="claimed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_case_is_decided_once_however_many_decide_at_the_same_moment():
    """The same officer in two windows: the second decision meets a case that is decided."""
    case, rina = cast.submitted(), cast.rina()
    for paper in case.papers.all():
        actions.accept_paper(paper, rina, now=cast.NOW)
    at_once = Barrier(2)

    def decide(verb):
        try:
            at_once.wait(timeout=10)
            verb()
        except NotAllowed as no:
            return no.reason
        else:
            return "done"
        finally:
            connection.close()

    accept, refuse = (
        lambda: actions.accept(case, rina, now=cast.NOW),
        lambda: actions.ask_for_correction(case, rina, note="Nama salah", now=cast.NOW),
    )
    with ThreadPoolExecutor(2) as hands:
        said = sorted(hands.map(decide, (accept, refuse)))
    assert said == ["done", "wrong_status"]
    assert CaseEvent.objects.filter(application=case, kind__in=["accepted", "correction_asked"]).count() == 1
