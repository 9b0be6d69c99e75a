"""Made-up cases in numbers: they look like real ones and tell nobody anything."""

import pytest

from lojar.applications import queries
from lojar.applications.models import Application, CaseEvent, PaperPage
from lojar.applications.rules.lifecycle import CLOSED, Status
from lojar.applications.seed import SHARES, days_back, seed_applications
from lojar.channels.models import OutboundMessage
from lojar.evidence.models import Photo
from tests import cast

pytestmark = pytest.mark.django_db


def test_seeded_cases_fill_every_list_and_announce_nothing(run_jobs):
    office = cast.an_office()
    assert seed_applications(300, office=office, now=cast.NOW) == 300
    assert set(Application.objects.values_list("status", flat=True)) == set(Status)
    assert not CaseEvent.objects.filter(announced_at=None).exists()
    assert PaperPage.objects.exists()
    assert Photo.objects.count() == 4
    run_jobs()
    assert not OutboundMessage.objects.exists()


def test_a_seeded_case_reads_like_any_other():
    seed_applications(60, office=cast.an_office(), now=cast.NOW)
    case = Application.objects.filter(status=Status.SUBMITTED).first()
    assert queries.search(cast.an_office(), case.number) == [case]
    assert not queries.lacks(case).fields
    assert all(line.requirement for line in queries.checklist(case))
    assert [event.kind for event in queries.timeline(case)] == ["started", "submitted"]


def test_seeding_again_adds():
    office = cast.an_office()
    seed_applications(20, office=office, now=cast.NOW)
    assert seed_applications(20, office=office, now=cast.NOW, seed=2) == 40


@pytest.mark.parametrize("applications", [1_000, 100_000, 1_000_000, 10_000_000])
def test_no_day_is_given_more_cases_than_it_has_numbers(applications):
    """A million once went on for ever: its open cases were put into nine days."""
    a_day = {True: 0.0, False: 0.0}
    for status, share in SHARES.items():
        a_day[status in CLOSED] += (
            applications * share / sum(SHARES.values()) / days_back(status, applications)
        )
    assert sum(a_day.values()) < 23**3 / 2


def test_a_day_without_a_number_left_is_said_and_not_waited_for(monkeypatch):
    monkeypatch.setattr("lojar.applications.seed.reference.new", lambda *_: "CTH-261123-2222")
    with pytest.raises(RuntimeError, match="no number left"):
        seed_applications(2, office=cast.an_office(), now=cast.NOW)
