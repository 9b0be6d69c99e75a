"""One person's messages in whatever order and whatever batches: never backwards, never sent or taken back by chance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lojar.intake.engine import Heard, HeardPhoto
from lojar.intake.engine.commands import Fill, LayPage, Start, Submit, Withdraw
from lojar.intake.engine.lateness import is_late
from lojar.intake.tests.harness import NOON, Citizen, scene
from lojar.intake.tests.test_answering import DATA
from lojar.intake.tests.test_coming_late import DEEDS, LAST_WEEK

STORY: tuple[tuple[str, dict[str, object]], ...] = (
    ("text", {"text": "halo"}),
    ("text", {"text": "ktp saya hilang"}),
    ("choice", {"choice": "begin", "text": "Mulai"}),
    ("photo", {"text": "kk", "photo": HeardPhoto(11)}),
    ("photo", {"text": "surat hilang", "photo": HeardPhoto(12)}),
    ("text", {"text": "ya"}),
    ("text", {"text": "batal"}),
    ("choice", {"choice": "withdraw:BWI-0001", "text": "Ya, batalkan"}),
    ("text", {"text": "1"}),
    ("photo", {"text": "", "photo": HeardPhoto(13)}),
    ("choice", {"choice": "send", "text": "Kirim permohonan"}),
    ("text", {"text": "Siti Contoh"}),
)


def story() -> list[Heard]:
    """Written a minute apart, five days ago."""
    began = NOON - LAST_WEEK
    return [
        Heard(number, kind, began + timedelta(minutes=number), **more)  # type: ignore[arg-type]
        for number, (kind, more) in enumerate(STORY, start=1)
    ]


def brought(batches: Sequence[Sequence[Heard]]) -> tuple[Citizen, list[int]]:
    """As the worker hears it: each batch in the order in which it was written, a minute between the batches."""
    citizen, answers = Citizen(scene()), []
    for batch in batches:
        citizen.waits(minutes=1)
        came = sorted(batch, key=lambda heard: (heard.at, heard.message))
        heard = [replace(each, came_at=citizen.scene.now) for each in came]
        all_late = all(is_late(each, citizen.state) for each in heard if each.photo is None)
        before = len(citizen.done)
        citizen.sends(*heard)
        answers.append(len(citizen.last.say))
        if all_late and citizen.scene.with_citizen:
            did = {type(command) for command in citizen.done[before:]}
            assert not did.intersection(DEEDS) - {Start, Fill}, did
    return citizen, answers


@given(st.permutations(story()), st.lists(st.integers(1, 11), max_size=5, unique=True))
@settings(max_examples=60, deadline=None)
def test_whatever_order_it_comes_in_nothing_is_sent_or_taken_back_by_it(order, cuts):
    edges = [0, *sorted(cuts), len(order)]
    batches = [order[start:end] for start, end in pairwise(edges)]
    citizen, answers = brought(batches)
    assert sum(answers) <= 2 * len(batches)
    kept = {page.photo for page in citizen.did(LayPage)} | {photo.id for photo in citizen.state.photos}
    assert kept == {11, 12, 13}
    assert not citizen.did(Submit)
    assert not citizen.did(Withdraw)


@given(st.permutations(story()))
@settings(max_examples=30, deadline=None)
def test_in_one_go_it_is_the_same_as_in_order(order):
    at_once, _ = brought([order])
    in_order, _ = brought([story()])
    assert at_once.done == in_order.done
    assert at_once.state == in_order.state


# A conversation that is going on, some of its messages on long ways

TODAY: tuple[tuple[str, dict[str, object]], ...] = (
    ("text", {"text": "ktp saya hilang"}),
    ("choice", {"choice": "begin", "text": "Mulai"}),
    ("photo", {"text": "surat kehilangan", "photo": HeardPhoto(21)}),
    ("photo", {"text": "kk", "photo": HeardPhoto(22)}),
    ("text", {"text": DATA}),
    ("text", {"text": "Genteng\nKembiritan"}),
    ("text", {"text": "1"}),
    ("choice", {"choice": "send", "text": "Kirim permohonan"}),
    ("text", {"text": "batal"}),
    ("text", {"text": "ya"}),
)

SENDS, AGREES = 8, 10  # the button that sends, and a "yes" to whatever was asked


def talked_through(delays: Sequence[int]) -> Citizen:
    """Each is written a minute after the one before; those that are held up arrive so many minutes later."""
    ways = [
        (minute + delay, Heard(minute, kind, NOON + timedelta(minutes=minute), **more))  # type: ignore[arg-type]
        for minute, ((kind, more), delay) in enumerate(zip(TODAY, delays, strict=True), start=1)
    ]
    citizen = Citizen(scene())
    for minute in sorted({arrival for arrival, _ in ways}):
        citizen.scene = replace(citizen.scene, now=NOON + timedelta(minutes=minute, seconds=1))
        came = [replace(heard, came_at=citizen.scene.now) for arrival, heard in ways if arrival == minute]
        timely = {heard.message for heard in came if not is_late(heard, citizen.state)}
        before = len(citizen.done)
        citizen.sends(*came)
        did = {type(command) for command in citizen.done[before:]}
        assert Submit not in did or timely & {SENDS, AGREES}
        assert Withdraw not in did or AGREES in timely
        assert len(citizen.last.say) <= 2
    return citizen


def test_with_nothing_held_up_it_is_sent():
    assert talked_through([0] * len(TODAY)).did(Submit)


@given(st.lists(st.integers(0, 12), min_size=len(TODAY), max_size=len(TODAY)))
@settings(max_examples=80, deadline=None)
def test_whatever_is_held_up_only_what_saw_the_question_answers_it(delays):
    citizen = talked_through(delays)
    kept = {page.photo for page in citizen.did(LayPage)} | {photo.id for photo in citizen.state.photos}
    assert kept == {21, 22}
    assert citizen.said
