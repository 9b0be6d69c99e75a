"""Whatever is said to citizens is short in both languages, names a thing in one way, and blames nobody."""

import re
from collections import defaultdict

import pytest
from click.testing import CliRunner

from lojar.channels.messages import BODY, ROW_DESCRIPTION, ROW_TITLE, TITLE
from lojar.cli import main
from lojar.cli.every_text import GAP, HEADING, Told, every_text

WORDS = {"id": 20, "en": 24}  # English needs more small words for the same thing
LETTERS = {"button": TITLE, "row": ROW_TITLE, "description": ROW_DESCRIPTION, "text": BODY}
# What is not said -> what the project says instead.
GLOSSARY = {
    "id": {
        r"(meng)?upload|(meng)?unggah(lah)?": "kirim",
        r"scan|(me)?mindai dokumen": "foto",
        r"input": "isi",
        r"klik": "tekan",
        r"e-?mail": "surel",
        r"link": "tautan",
        r"handphone|gadget|smartphone": "HP",
        r"verifikasi|diverifikasi": "periksa",
        r"submit": "kirim",
        r"user|pengguna": "Anda",
        r"kamu|kalian|lu|gue": "Anda",
        r"gagal": "belum dapat",
        r"ditolak": "belum dapat dikabulkan",
        r"invalid|tidak valid|error": "belum terbaca",
    },
    "en": {
        r"upload(ed|ing)?": "send",
        r"click": "press",
        r"submit(ted)?": "send",
        r"invalid|error": "we could not read",
        r"failed": "could not",
        r"user": "you",
    },
}
BLAME = re.compile(
    r"\b(salah anda|kesalahan anda|kelalaian|anda lupa|anda harus|your fault|your mistake|you forgot|you failed)\b",
    re.I,
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2764]")
TEXTS = every_text()


def _keys(texts) -> list[str]:
    return [f"{told.language} {told.key}" for told in texts]


def test_no_sentence_is_too_long():
    assert [
        (told.key, told.language, told.words) for told in TEXTS if told.words > WORDS[told.language]
    ] == []


def test_everything_fits_where_it_stands():
    assert _keys(told for told in TEXTS if len(told.text) > LETTERS[told.kind]) == []


def test_english_says_all_of_it_with_the_same_gaps():
    by_key: dict[str, dict[str, Told]] = defaultdict(dict)
    for told in TEXTS:
        by_key[told.key][told.language] = told
    assert [key for key, each in by_key.items() if each.keys() != {"id", "en"}] == []
    assert [key for key, each in by_key.items() if each["id"].gaps != each["en"].gaps] == []


def test_nothing_is_empty():
    assert _keys(told for told in TEXTS if not told.text.strip()) == []


@pytest.mark.parametrize(
    ("language", "wrong"), [(language, wrong) for language, words in GLOSSARY.items() for wrong in words]
)
def test_the_same_thing_has_the_same_name(language, wrong):
    found = re.compile(rf"\b({wrong})\b", re.I)
    said = _keys(
        told for told in TEXTS if told.language == language and found.search(GAP.sub("{}", told.text))
    )
    assert said == [], f"say {GLOSSARY[language][wrong]!r}"


def test_nobody_is_blamed_and_nothing_grins():
    assert _keys(told for told in TEXTS if BLAME.search(told.text) or EMOJI.search(told.text)) == []


def test_a_sentence_is_counted_as_it_is_read():
    told = Told("x", "id", "text", "Nomor {number}\n\nKirim foto *{paper}*. {hint} Sudah cocok?")
    assert told.sentences == ("Nomor {}", "Kirim foto *{}*.", "{} Sudah cocok?")
    assert (told.words, told.longest_word, told.gaps) == (3, "Nomor", {"number", "paper", "hint"})


def test_every_room_that_speaks_is_listed():
    assert {told.key.split(":")[0] for told in TEXTS} == {
        "intake", "notifications", "catalogue", "templates", "portal"
    }  # fmt: skip


def test_the_command_gives_a_line_for_each_text():
    lines = CliRunner().invoke(main, ["words", "texts", "--language", "en"]).output.splitlines()
    assert lines[0] == HEADING
    assert len(lines) == 1 + sum(told.language == "en" for told in TEXTS)
    assert {len(line.split("\t")) for line in lines} == {8}
