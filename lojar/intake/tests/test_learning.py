"""Sentences that stand for many, the model that is made from them, and what an office teaches it."""

import re
from random import Random

import pytest

from lojar.intake.lessons import fingerprint
from lojar.intake.measuring import held_out, measured, rows_of
from lojar.intake.understand import understand
from lojar.intake.understand.grammar import BadSentence, parse, readings, spoken
from lojar.intake.understand.learning import taught, teach
from lojar.intake.understand.model import read_model
from lojar.intake.wordlist import own_model, own_words, read_words, teach_words

SLOTS = {"ktp": ["ktp", "katepe"], "lost": ["hilang", "ilang"]}
LESSONS = [
    ([("s ktp", 0.7), ("s hilang", 0.7)], "lost"),
    ([("s ktp", 0.7), ("s baru", 0.7)], "new"),
    ([("s kk", 0.7), ("s hilang", 0.7)], "lost-card"),
    ([("s kk", 0.7), ("s hilang", 0.5)], "lost-card"),
    ([("s ktp", 0.7), ("s baru", 0.5)], "new"),
]


def test_a_sentence_stands_for_all_its_readings():
    sentence = parse("<ktp> [saya] (<lost>|raib)", SLOTS)
    assert readings(sentence) == 2 * 2 * 3
    heard = {spoken(sentence, Random(seed)) for seed in range(200)}
    assert heard == {
        f"{a} {b}{c}" for a in SLOTS["ktp"] for b in ("", "saya ") for c in ("hilang", "ilang", "raib")
    }


@pytest.mark.parametrize("text", ["(ktp", "ktp)", "[ktp)", "<unknown>"])
def test_a_sentence_with_a_mistake_is_refused_by_name(text):
    with pytest.raises(BadSentence, match=re.escape(text)):
        parse(text, SLOTS)


def test_the_same_lessons_make_the_same_model_and_it_knows_them():
    model = teach(LESSONS, rounds=40)
    assert list(model.lines("x")) == list(teach(LESSONS, rounds=40).lines("x"))
    assert [model.ranked(seen)[0][0] for seen, _ in LESSONS] == [meaning for _, meaning in LESSONS]


def test_a_model_is_read_as_it_was_written():
    model = teach(LESSONS, rounds=40)
    read, made_from = read_model(f"{line}\n" for line in model.lines("abc"))
    assert made_from == "abc"
    assert [read.ranked(seen)[0][0] for seen, _ in LESSONS] == [meaning for _, meaning in LESSONS]


def test_what_is_taught_later_is_known_and_the_rest_is_not_forgotten():
    more = taught(teach(LESSONS, rounds=40), [([("s gadget", 1.0)], "machine")])
    assert more.ranked([("s gadget", 1.0)])[0][0] == "machine"
    assert [more.ranked(seen)[0][0] for seen, _ in LESSONS] == [meaning for _, meaning in LESSONS]


def test_an_office_teaches_a_word_of_its_own():
    sentence = "njaluk kertu saking kaca"
    assert understand(sentence, own_words()).intent != "kia-baru"
    ours = teach_words(own_words(), [(sentence, "kia-baru")])
    assert understand(sentence, ours).intent == "kia-baru"
    assert understand("ktp saya hilang", ours).intent == "ktp-hilang"


def test_the_model_was_made_from_the_files_that_lie_here():
    model, made_from = own_model()
    assert made_from == fingerprint(), "run `lojar words learn`"
    intents = read_words("intents")
    assert set(model.meanings) <= {*intents["services"], *intents["intents"], "multi", "unclear"}


def test_messages_that_nobody_learnt_from_are_understood():
    figures = measured(held_out(), own_words())
    assert figures.right >= 0.95, figures.missed
    assert figures.offered >= 0.98, figures.missed
    assert figures.misled <= 0.005, figures.missed


def test_a_file_of_an_office_is_measured(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text("text,intent\nktp ilang,ktp-hilang\nzzz,ktp-hilang\n", encoding="utf-8")
    figures = measured(rows_of(file), own_words())
    assert (figures.count, figures.right) == (2, 0.5)
