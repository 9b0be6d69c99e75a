"""Which message comes too late to be an answer. Asked of the pure rule."""

from datetime import datetime, timedelta

from lojar.intake.engine import Heard, HeardPhoto, State
from lojar.intake.engine.lateness import is_late, subject_at
from lojar.intake.tests.harness import NOON


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def text(sent: datetime, words: str = "ya", came: datetime | None = None) -> Heard:
    return Heard(1, "text", sent, words, came_at=came or sent)


def photo(sent: datetime, id: int = 1) -> Heard:
    return Heard(1, "photo", sent, photo=HeardPhoto(id))


def test_what_is_older_than_what_was_heard_is_late():
    state = State(heard_to=at(60).isoformat())
    assert is_late(text(at(59)), state)
    assert not is_late(text(at(61)), state)


def test_what_was_written_in_the_same_second_is_not_late():
    state = State(heard_to=at(60.7).isoformat())
    assert not is_late(text(at(60)), state)


def test_what_was_written_before_the_question_does_not_answer_it():
    state = State(heard_to=at(0).isoformat(), asked_at=at(3600).isoformat())
    assert is_late(text(at(60)), state)
    assert not is_late(text(at(3601)), state)


def test_a_second_bubble_that_crosses_our_answer_is_heard():
    state = State(heard_to=at(0).isoformat(), asked_at=at(3).isoformat())
    assert not is_late(text(at(1), came=at(4)), state)


def test_what_lay_unread_here_when_the_question_was_asked_is_late():
    state = State(heard_to=at(0).isoformat(), asked_at=at(60).isoformat())
    assert is_late(text(at(1), came=at(2)), state)


def test_a_clock_that_is_a_minute_wrong_makes_nobody_late():
    state = State(heard_to=at(0).isoformat(), asked_at=at(75).isoformat())
    assert not is_late(text(at(20), came=at(80)), state)


def test_a_photo_is_late_only_behind_a_newer_photo():
    state = State(heard_to=at(60).isoformat(), asked_at=at(90).isoformat(), seen_to=at(10).isoformat())
    assert not is_late(photo(at(30)), state)
    assert is_late(photo(at(5)), state)


def test_a_photo_is_late_where_another_application_was_talked_about():
    state = State(focus="B", subjects=((at(0).isoformat(), "A"), (at(100).isoformat(), "B")))
    assert is_late(photo(at(50)), state)
    assert not is_late(photo(at(150)), state)
    assert subject_at(state, at(50)) == "A"
