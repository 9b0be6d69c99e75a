"""The lists that must agree: events, texts, languages, gaps."""

import re

import pytest

from lojar.applications.rules.events import Kind
from lojar.notifications.rules.event_text import CannotSay, checked_body, fill, plain_name, read_text
from lojar.notifications.rules.phrases import SAID
from lojar.notifications.rules.what_to_say import OWN_ACTS, SILENT, TELLS
from lojar.notifications.rules.wording import TONES, WORDING
from lojar.notifications.wordings import LANGUAGES, names, shipped

ALL = [(language, name) for language in LANGUAGES for name in names(language)]
EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff]")


def test_every_event_is_told_or_declared_silent():
    assert set(TELLS) | SILENT == set(Kind)
    assert not set(TELLS) & SILENT
    assert set(TELLS) >= OWN_ACTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_exists_in_every_language(language):
    assert {plain_name(name) for name in names(language)} == set(WORDING)
    assert names(language) == names("id")
    assert all(name.split(".")[1] in TONES for name in names(language) if "." in name)


@pytest.mark.parametrize(("language", "name"), ALL)
def test_every_shipped_text_can_be_read_and_is_of_its_kind(language, name):
    text = shipped(language, name)
    assert text.kind == WORDING[plain_name(name)].kind
    assert bool(text.buttons) == (text.kind == "buttons")


@pytest.mark.parametrize(("language", "name"), ALL)
def test_no_text_shouts_or_decorates(language, name):
    body = shipped(language, name).body
    assert "!" not in body
    assert not EMOJI.search(body)


@pytest.mark.parametrize("name", names("id"))
def test_buttons_are_the_same_in_every_language(name):
    assert [key for key, _ in shipped("id", name).buttons] == [key for key, _ in shipped("en", name).buttons]


def test_the_small_phrases_are_the_same_in_every_language():
    gaps = {
        lang: {key: set(re.findall(r"\{\w+\}", text)) for key, text in said.items()}
        for lang, said in SAID.items()
    }
    assert gaps["id"] == gaps["en"]


def test_a_brace_in_a_name_stays_a_brace():
    assert fill("Untuk {name} di {office}", {"name": "{office}", "office": "Uji"}) == "Untuk {office} di Uji"


def test_a_line_whose_gaps_are_empty_is_left_out_and_no_hole_remains():
    body = "Satu\n\nTelepon {phone}\n\nDua {a} {b}"
    assert fill(body, {"phone": "", "a": "", "b": "x"}) == "Satu\n\nDua  x"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Selesai paling lambat {promised} untuk {number}, {nik}", "unknown_gap"),
        ("Selesai untuk {number}", "missing_gap"),
        ("Selesai {promised} {number} {", "lone_brace"),
        ("Selesai {promised} {number}" + "x" * 3000, "length"),
    ],
)
def test_words_that_would_not_work_are_refused(body, reason):
    with pytest.raises(CannotSay) as refused:
        checked_body("accepted", body)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "source", ["halo", "---\nkind: song\n---\n{paper} {why}", "---\nkolor: 1\n---\n{paper} {why}"]
)
def test_a_file_that_does_not_say_what_it_is_is_refused(source):
    with pytest.raises(CannotSay):
        read_text("returned_page", source)
