"""Both languages say the same things, everything the dialogs say exists, and it is said in our manner."""

import re
import string
from pathlib import Path

import pytest

from lojar.intake.phrasebook import LANGUAGES, read_texts
from lojar.intake.tests.harness import catalogue

FOLDER = Path(__file__).parents[1]
SAID = re.compile(r'(?:\.|\b)(?:say|tell|say_in_tone)\(\s*"([a-z_.]+)"')
EITHER = re.compile(r'(?:say|tell)\(\s*"([a-z_.]+)" if [^"]+ else "([a-z_.]+)"')
BUTTON = re.compile(r'\.choice\(\s*f?"[^"]+",\s*"([a-z_]+)"')
TITLE = 20
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff]")
# Composed at run time: one for each code of another room.
FAMILIES = (
    "faults.",
    "trouble.",
    "misread.",
    "unusable.",
    "refused.",
    "status.",
    "choose.berempati",
    "ready.",
    "button.mean_",
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def said_in_code() -> set[str]:
    keys: set[str] = set()
    for path in [*FOLDER.glob("engine/*.py"), *FOLDER.glob("dialogs/*.py"), *FOLDER.glob("*.py")]:
        source = path.read_text(encoding="utf-8")
        keys.update(SAID.findall(source))
        keys.update(key for pair in EITHER.findall(source) for key in pair)
        keys.update(f"button.{key}" for key in BUTTON.findall(source))
    return keys


def test_both_languages_have_the_same_keys_and_braces():
    id, en = (read_texts(language) for language in LANGUAGES)
    assert id.keys() == en.keys()
    assert [key for key in id if placeholders(id[key]) != placeholders(en[key])] == []


def test_everything_the_dialogs_say_is_written_down():
    assert said_in_code() - read_texts("id").keys() == set()


def test_nothing_is_written_down_that_nobody_says():
    paths = [*FOLDER.glob("engine/*.py"), *FOLDER.glob("dialogs/*.py"), *FOLDER.glob("*.py")]
    sources = "".join(path.read_text(encoding="utf-8") for path in paths)
    said = {
        key
        for key in read_texts("id")
        if f'{key}"' in sources or f'"{key.removeprefix("button.")}"' in sources
    }
    assert {key for key in read_texts("id").keys() - said if not key.startswith(FAMILIES)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_or_grins(language):
    texts = read_texts(language)
    assert [key for key, text in texts.items() if "!" in text or EMOJI.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_fits(language):
    buttons = {key: text for key, text in read_texts(language).items() if key.startswith("button.")}
    assert [key for key, text in buttons.items() if len(text) > TITLE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_and_misreading_has_words(language):
    texts = read_texts(language)
    troubles = {
        "not_an_image",
        "too_many_pixels",
        "too_large",
        "encrypted_pdf",
        "too_many_pages",
        "damaged",
        "empty",
    }
    sources = "".join(path.read_text() for path in FOLDER.glob("understand/*.py"))
    misreads = set(re.findall(r'Misread\("([a-z_]+)"', sources))
    assert {f"trouble.{code}" for code in troubles} <= texts.keys()
    assert {f"misread.{code}" for code in misreads} <= texts.keys()


def test_the_code_of_the_dialogs_names_no_service_paper_or_field():
    codes = {*catalogue().services, *catalogue().packages}
    codes |= {r.key for s in catalogue().services.values() for r in s.requirements if "-" in r.key}
    codes |= {f.key for s in catalogue().services.values() for f in s.fields if "_" in f.key}
    sources = [*FOLDER.glob("engine/*.py"), *FOLDER.glob("dialogs/*.py")]
    named = {
        (path.name, code)
        for path in sources
        for code in codes
        if f'"{code}"' in path.read_text(encoding="utf-8")
    }
    assert named == set()
