"""Every refusal, state and event has words: lists that must agree."""

import ast
from pathlib import Path

import lojar
from lojar.applications.rules.events import Kind
from lojar.applications.rules.lifecycle import NotAllowed, PaperState, Status
from lojar.desk import timeline, words_for
from lojar.notifications.rules.wording import WORDING

ROOT = Path(lojar.__file__).parent
# Reasons that only a citizen's own verbs give; the conversation words them.
CITIZENS = {
    "incomplete", "not_offered", "unknown_service", "unknown_question", "unknown_choice", "unknown_field",
    "field_needed", "too_long", "not_16_digits", "paper_needed", "paper_accepted", "not_your_photo",
    "photo_unusable", "not_due", "question_open",
}  # fmt: skip


def reasons_raised(*rooms: str) -> set[str]:
    """Every reason code written in the stages, read from their source."""
    found = set()
    for room in rooms or ("applications", "handover", "evidence"):
        for path in (ROOT / room).rglob("*.py"):
            if "tests" not in path.parts:
                found |= _reasons_in(path)
    return found


def _reasons_in(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") == "NotAllowed"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_reason_an_officer_can_meet_has_words() -> None:
    assert reasons_raised() - CITIZENS - set(words_for.REFUSALS) == set()


def test_no_words_are_kept_for_reasons_that_nobody_gives() -> None:
    assert set(words_for.REFUSALS) - reasons_raised() - reasons_raised("visits") == set()


def test_every_status_and_state_has_a_word() -> None:
    assert set(words_for.STATUSES) == {status.value for status in Status}
    assert set(words_for.PAPERS) == {state.value for state in PaperState}


def test_every_event_has_a_line_on_the_timeline() -> None:
    assert set(timeline.WORDS) == {kind.value for kind in Kind}


def test_every_notification_has_a_title_on_the_page_of_texts() -> None:
    from lojar.desk.views.texts import EVENTS

    assert {name.split(".")[0] for name in EVENTS} == set(WORDING)


def test_a_refusal_without_details_is_still_a_sentence() -> None:
    said = words_for.refusal(NotAllowed("claimed_by_other"))
    assert said.title == "Berkas ini sedang dipegang –."


def test_an_unknown_reason_still_says_that_nothing_changed() -> None:
    assert "Tidak ada yang diubah" in words_for.refusal(NotAllowed("moon_is_full")).advice
