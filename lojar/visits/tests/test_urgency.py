"""Only who must come, comes."""

import pytest

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from lojar.visits.rules.urgency import must_be_urgent, needs_a_visit, reasons_to_offer

REASONS = catalogue().urgent
BY_OFFICER = next(code for code, reason in REASONS.items() if reason.officer_only)


def test_a_citizen_is_offered_only_the_published_reasons():
    offered = {reason.code for reason in reasons_to_offer(REASONS)}
    assert {"tni-polri", "sakit", "sekolah"} <= offered
    assert BY_OFFICER not in offered


def test_a_published_reason_opens_the_door():
    assert must_be_urgent(REASONS, "sakit").code == "sakit"


@pytest.mark.parametrize(
    ("code", "how", "refusal"),
    [
        ("belanja", {}, "not_urgent"),
        ("", {}, "not_urgent"),
        (BY_OFFICER, {}, "officer_only"),
        (BY_OFFICER, {"by_officer": True, "note": " "}, "note_needed"),
        ("sakit", {"mode": "closed"}, "hall_closed"),
    ],
)
def test_the_door_stays_shut_and_says_why(code, how, refusal):
    with pytest.raises(NotAllowed, match=refusal):
        must_be_urgent(REASONS, code, **how)


def test_an_officer_judges_with_a_written_reason():
    assert (
        must_be_urgent(REASONS, BY_OFFICER, by_officer=True, note="Berangkat haji besok").code == BY_OFFICER
    )


def test_in_ordinary_times_nobody_needs_a_reason():
    assert must_be_urgent(REASONS, "", mode="normal") is None


def test_what_cannot_be_done_from_afar_needs_a_visit():
    services = catalogue().services
    assert needs_a_visit(services["ikd"])
    assert not needs_a_visit(services["akta-lahir"])
