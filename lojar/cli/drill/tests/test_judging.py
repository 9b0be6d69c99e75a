"""The judge of the drill: whatever is lost, doubled, turned around or left waiting is found, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lojar.cli.drill.judging import Evidence, Heard, Said, Shown, Wrote, is_calm, judge, tally

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITI, BUDI = "62800300000001", "62800300000002"


def at(seconds):
    return NOON + timedelta(seconds=seconds)


def wrote(number, phone=SITI):
    return Wrote(f"w{number}", phone, at(number).timestamp())


def heard(number, phone=SITI, **more):
    row = Heard(f"w{number}", phone, "text", "none", number, at(number), at(number + 1))
    return replace(row, **more)


def said(number, phone=SITI, **more):
    """The answer of the turn that heard message `number`."""
    row = Said(
        number, phone, f"turn:1:{number}:0", "reply", "delivered", 1, at(number + 1), sent_at=at(number + 3)
    )
    return replace(row, **more)


def shown(number, phone=SITI, **more):
    return replace(Shown(f"o{number}", phone, number), **more)


def a_good_day():
    return Evidence(
        wrote=[wrote(1), wrote(2, BUDI), wrote(3)],
        shown=[shown(1), shown(2, BUDI), shown(3)],
        heard=[heard(1), heard(2, BUDI), heard(3)],
        said=[said(1), said(2, BUDI), said(3)],
    )


def found(**changed):
    """The findings of a good day on which this was different."""
    return [(finding.code, finding.phone) for finding in judge(replace(a_good_day(), **changed))]


def without(rows, at):
    return [row for index, row in enumerate(rows) if index != at]


def test_a_good_day_gives_nothing_to_say():
    assert found() == []
    assert is_calm(a_good_day())


def test_a_message_that_is_not_in_the_books_is_lost():
    assert found(heard=without(a_good_day().heard, 2), said=without(a_good_day().said, 2)) == [
        ("lost", SITI),
        ("unknown_answer", SITI),
    ]


def test_a_message_in_the_books_of_somebody_else_is_lost_too():
    day = a_good_day()
    assert ("lost", SITI) in found(heard=[*day.heard[:2], heard(3, BUDI)])


def test_a_message_that_nobody_wrote_is_found():
    day = a_good_day()
    assert found(heard=[*day.heard, heard(4)], said=[*day.said, said(4)], shown=[*day.shown, shown(4)]) == [
        ("never_written", SITI)
    ]


def test_a_message_that_stands_in_the_books_twice_is_found():
    day = a_good_day()
    assert found(heard=[*day.heard, heard(3)]) == [("kept_twice", "")]


def test_a_message_that_was_not_taken_in_is_found_and_nothing_is_calm():
    day = a_good_day()
    rows = [*day.heard[:2], heard(3, heard_at=None)]
    assert ("unheard", SITI) in found(heard=rows)
    assert not is_calm(replace(day, heard=rows))


def test_a_turn_without_an_answer_is_found():
    day = a_good_day()
    assert found(said=day.said[:2], shown=day.shown[:2]) == [("unanswered", SITI)]


def test_one_answer_is_enough_for_what_was_heard_in_one_turn():
    day = a_good_day()
    together = [replace(row, heard_at=at(4)) for row in (heard(1), heard(3))]
    assert found(heard=[*together, day.heard[1]], said=day.said[1:], shown=day.shown[1:]) == []


def test_a_message_that_was_taken_in_twice_leaves_an_answer_to_nothing():
    day = a_good_day()
    again = said(9, created_at=at(30))
    rows = [*day.heard[:2], heard(3, heard_at=at(30))]
    assert found(heard=rows, said=[*day.said, again], shown=[*day.shown, shown(9)]) == [("heard_twice", SITI)]


def test_what_was_put_aside_is_told():
    day = a_good_day()
    assert found(said=[*day.said[:2], said(3, key="aside:3")]) == [("put_aside", SITI)]


def test_what_was_written_first_and_came_first_must_be_heard_first():
    day = a_good_day()
    late = at(20)
    rows = [heard(1, heard_at=late), *day.heard[1:]]
    assert ("heard_out_of_order", SITI) in found(heard=rows, said=[said(1, created_at=late), *day.said[1:]])


def test_what_came_last_first_may_be_heard_last_first():
    day = a_good_day()
    late = at(20)
    rows = [heard(1, heard_at=late, delivery=9, received_at=at(19)), *day.heard[1:]]
    assert found(heard=rows, said=[said(1, created_at=late), *day.said[1:]]) == []


def test_a_photo_may_be_heard_after_the_words_that_followed_it():
    day = a_good_day()
    late = at(20)
    rows = [heard(1, kind="image", media="kept", photos=1, heard_at=late), *day.heard[1:]]
    assert found(heard=rows, said=[said(1, created_at=late), *day.said[1:]]) == []


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        ({"media": "waiting", "heard_at": None}, "photo_waits"),
        ({"media": "lost", "heard_at": at(60)}, "photo_lost"),
        ({"media": "kept", "photos": 0}, "photo_miscounted"),
        ({"media": "kept", "photos": 2}, "photo_miscounted"),
    ],
)
def test_a_photo_that_is_not_kept_once_is_found(photo, code):
    day = a_good_day()
    assert (code, SITI) in found(heard=[*day.heard[:2], heard(3, kind="image", **photo)])


def test_a_photo_that_could_not_be_had_is_settled_when_the_citizen_was_told():
    day = replace(a_good_day(), heard=[*a_good_day().heard[:2], heard(3, kind="image", media="lost")])
    assert judge(day) == []
    assert (tally(day).photos, tally(day).photos_told) == (0, 1)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("queued", "answer_waits"),
        ("held", "answer_waits"),
        ("failed", "answer_failed"),
        ("expired", "answer_failed"),
        ("in_flight", "uncertain"),
        ("sent", "not_on_phone"),
        ("read", "not_on_phone"),
    ],
)
def test_an_answer_that_is_not_on_the_phone_is_found_whatever_the_books_say(state, code):
    day = a_good_day()
    changed = {"said": [*day.said[:2], said(3, state=state)], "shown": day.shown[:2]}
    assert found(**changed) == [(code, SITI)]
    assert is_calm(replace(day, **changed)) == (state not in ("queued", "held", "in_flight"))


def test_an_answer_on_the_phone_of_which_the_office_does_not_know_is_found():
    day = a_good_day()
    assert found(said=[*day.said[:2], said(3, state="in_flight")]) == [("uncertain_shown", SITI)]


def test_an_answer_that_stands_twice_is_found_also_under_two_names():
    day = a_good_day()
    assert found(shown=[*day.shown, shown(3, wamid="another")]) == [("answer_twice", SITI)]


@pytest.mark.parametrize("stranger", [shown(99), shown(0)])
def test_what_stands_on_a_phone_and_is_not_of_that_persons_books_is_found(stranger):
    day = a_good_day()
    assert found(shown=[*day.shown, stranger]) == [("unknown_answer", SITI)]


def test_an_answer_that_stands_on_the_phone_of_somebody_else_is_found():
    day = a_good_day()
    assert ("unknown_answer", SITI) in found(shown=[*day.shown, shown(2)])


def test_answers_that_stand_in_another_order_are_found():
    day = a_good_day()
    assert found(shown=[day.shown[2], day.shown[1], day.shown[0]]) == [("answers_out_of_order", SITI)]


def test_the_template_that_announces_answers_may_go_before_them_and_may_end_unsent():
    day = a_good_day()
    nudge = said(8, key="nudge:1", purpose="nudge")
    assert found(said=[*day.said, nudge], shown=[shown(8), *day.shown]) == []
    assert found(said=[*day.said, replace(nudge, state="expired")]) == []


def test_the_longest_wait_runs_from_the_thumb_to_the_answer_that_heard_it():
    day = a_good_day()
    late = said(3, created_at=at(40), sent_at=at(50))
    counted = tally(
        replace(day, heard=[*day.heard[:2], heard(3, heard_at=at(40))], said=[*day.said[:2], late])
    )
    assert (counted.messages, counted.answers, counted.longest_wait) == (3, 3, 47.0)


def test_where_nobody_was_answered_no_wait_is_invented():
    assert tally(Evidence(wrote=[wrote(1)])).longest_wait is None
