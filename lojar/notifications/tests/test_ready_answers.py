"""Ready answers: what they may name, what is shipped, and what an office makes of them."""

import re

import pytest

from lojar.notifications import actions
from lojar.notifications.models import ReadyAnswer
from lojar.notifications.queries import answers_of
from lojar.notifications.rules.event_text import GAP, CannotSay, fill
from lojar.notifications.rules.ready_answer import FIELDS, can_be_said, checked_words, meant
from lojar.notifications.shipped_answers import shipped_answers
from tests import cast

EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff]")


def test_eight_are_shipped_each_in_both_languages_with_the_same_fields():
    assert len(shipped_answers()) == 8
    for words in shipped_answers().values():
        assert words.english
        assert set(GAP.findall(words.english)) == set(GAP.findall(words.indonesian))


@pytest.mark.parametrize("code", shipped_answers())
def test_none_of_them_shouts_or_decorates(code):
    for body in (shipped_answers()[code].indonesian, shipped_answers()[code].english):
        assert "!" not in body
        assert not EMOJI.search(body)


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        ("Halo {nmaa} dan {No KK}", "unknown_gap", "nmaa, No KK"),
        ("Halo {Nama}", "unknown_gap", "Nama"),
        ("Halo {nama", "lone_brace", ""),
        ("  ", "length", 1024),
        ("a" * 1025, "length", 1024),
    ],
)
def test_what_cannot_be_filled_is_refused(body, reason, detail):
    for words in (("Judul", body, ""), ("Judul", "Halo", body if body.strip() else "a" * 1025)):
        with pytest.raises(CannotSay) as no:
            checked_words(*words)
        assert (no.value.reason, no.value.detail) == (reason, detail)


def test_a_title_is_needed_and_short():
    for title in (" ", "a" * 41):
        with pytest.raises(CannotSay, match="title"):
            checked_words(title, "Halo", "")


def test_a_misspelt_field_is_guessed():
    assert [meant(field) for field in ("Nama", "nmaa", "nomer", "xyz")] == ["nama", "nama", "nomor", ""]


def test_an_answer_with_a_hole_cannot_be_said():
    words = dict.fromkeys(FIELDS, "") | {"nama": "Siti {nomor}"}
    assert can_be_said("Halo {nama}", words)
    assert not can_be_said("Halo {nama}, {nomor}", words)
    assert fill("Halo {nama}", words) == "Halo Siti {nomor}"


def test_without_english_words_the_indonesian_ones_are_said():
    words = checked_words("Judul", "Halo", "")
    assert (words.said_in("en"), words.said_in("id")) == ("Halo", "Halo")
    assert checked_words("Judul", "Halo", "Hello").said_in("en") == "Hello"


def word(code, indonesian="Halo {nama}", *, office=None):
    actions.word_answer(
        office or cast.an_office(), code, title="Salam", indonesian=indonesian, english="", officer=cast.wati(),
        now=cast.NOW,
    )  # fmt: skip


def offered():
    return [each.code for each in answers_of(cast.an_office()) if each.is_offered]


@pytest.mark.django_db
def test_an_office_has_the_shipped_ones_and_its_own_after_them():
    word("abc")
    word("abc", "Halo lagi")
    assert offered() == [*shipped_answers(), "abc"]
    assert ReadyAnswer.objects.get().indonesian == "Halo lagi"


@pytest.mark.django_db
def test_the_shipped_words_again_are_no_change():
    word("tanpa-biaya")
    assert next(each for each in answers_of(cast.an_office()) if each.is_reworded).code == "tanpa-biaya"
    said = shipped_answers()["tanpa-biaya"]
    actions.word_answer(
        cast.an_office(), "tanpa-biaya", title=said.title, indonesian=said.indonesian, english=said.english,
        officer=cast.wati(), now=cast.NOW,
    )  # fmt: skip
    assert not ReadyAnswer.objects.exists()


@pytest.mark.django_db
def test_one_is_laid_aside_and_offered_again():
    how = {"officer": cast.wati(), "now": cast.NOW}
    actions.lay_aside_answer(cast.an_office(), "turut-berduka", **how)
    assert "turut-berduka" not in offered()
    actions.offer_answer_again(cast.an_office(), "turut-berduka", **how)
    assert "turut-berduka" in offered()
    with pytest.raises(CannotSay, match="unknown_text"):
        actions.lay_aside_answer(cast.an_office(), "bulan", **how)


@pytest.mark.django_db
def test_what_is_restored_is_shipped_and_an_own_answer_stays():
    for code in ("abc", "foto-ulang"):
        word(code)
        actions.restore_answer(cast.an_office(), code)
    assert [row.code for row in ReadyAnswer.objects.all()] == ["abc"]
