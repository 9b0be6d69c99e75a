"""Silence ends a draft, after a warning that leaves time to answer."""

from datetime import timedelta

import pytest
import time_machine

from lojar.applications import actions, queries
from lojar.applications.jobs import expire_drafts
from lojar.applications.models import CaseEvent
from lojar.applications.rules.lifecycle import NotAllowed
from tests import cast

pytestmark = pytest.mark.django_db


def days(number):
    return cast.NOW + timedelta(days=number)


def run_on_day(number):
    with time_machine.travel(days(number), tick=False):
        expire_drafts()


def kinds(application):
    return [e.kind for e in queries.timeline(application)][1:]


def test_a_silent_draft_is_warned_on_the_tenth_day_and_ends_on_the_fourteenth():
    draft = cast.a_draft()
    run_on_day(9)
    assert kinds(draft) == []
    run_on_day(10)
    assert (kinds(draft), cast.fresh(draft).warned_at) == (["expiring"], days(10))
    assert queries.timeline(draft)[-1].data["expires_at"] == days(14).isoformat()
    run_on_day(13)
    run_on_day(14)
    assert (kinds(draft), cast.fresh(draft).status) == (["expiring", "expired"], "expired")


def test_running_twice_does_nothing_more():
    cast.a_draft()
    run_on_day(10)
    run_on_day(10)
    run_on_day(14)
    run_on_day(14)
    assert CaseEvent.objects.filter(kind__in=["expiring", "expired"]).count() == 2


def test_a_draft_is_never_ended_without_time_to_answer_however_late_the_job_runs():
    draft = cast.a_draft()
    run_on_day(40)
    run_on_day(41)
    assert cast.fresh(draft).status == "draft"
    run_on_day(44)
    assert cast.fresh(draft).status == "expired"


def test_a_word_from_the_citizen_begins_the_silence_anew():
    draft = cast.a_draft()
    run_on_day(10)
    actions.fill(draft, {"nama_pelapor": "Siti Contoh"}, now=days(12))
    run_on_day(14)
    assert (cast.fresh(draft).status, cast.fresh(draft).warned_at) == ("draft", None)


def test_for_a_returned_case_the_silence_begins_with_the_return():
    case = cast.submitted()
    cast.return_some(case, papers=["kk"], now=days(9))
    run_on_day(14)
    assert cast.fresh(case).warned_at is None
    run_on_day(19)
    run_on_day(23)
    assert cast.fresh(case).status == "expired"


def test_what_was_sent_never_expires():
    case = cast.submitted()
    run_on_day(60)
    assert cast.fresh(case).status == "submitted"


def test_an_action_asks_the_rule_even_when_called_directly():
    draft = cast.a_draft()
    with pytest.raises(NotAllowed, match="not_due"):
        actions.warn_of_expiry(draft, now=days(1))
    with pytest.raises(NotAllowed, match="not_due"):
        actions.expire(draft, now=days(14))
