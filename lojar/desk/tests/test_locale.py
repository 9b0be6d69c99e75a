"""English is whole: every sentence of the templates and views has one, and the compiled file is the written one."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

import lojar
from lojar.channels.rules.send_errors import TABLE
from lojar.desk.chosen_language import ChosenLanguage

ROOT = Path(lojar.__file__).parent
FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
TRANS = re.compile(r"""{%\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')|_\("([^"]+)"\)""")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?[^%]*%}(.*?){%\s*endblocktrans", re.DOTALL)
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}


def unquoted(quoted: str) -> str:
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))


def written() -> dict[str, list[str]]:
    """msgid -> its English forms, read from the .po by hand: no gettext tools in between."""
    found = {}
    for block in (FOLDER / "django.po").read_text().split("\n\n")[1:]:
        said = re.search(rf"^msgid {STRING}", block, re.MULTILINE)
        forms = re.findall(rf"^msgstr(?:\[\d\])? {STRING}", block, re.MULTILINE)
        found[unquoted(said[1])] = [unquoted(form) for form in forms]
    return found


def compiled() -> dict[str, list[str]]:
    with (FOLDER / "django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    found: dict[str, list[str]] = {}
    for key, form in catalogue.items():
        if key:
            found.setdefault(key[0] if isinstance(key, tuple) else key, []).append(form)
    return found


def said_in_templates() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.html"):
        if "standin" in path.parts:
            continue
        source = path.read_text()
        found |= {next(filter(None, match)) for match in TRANS.findall(source)}
        for block in BLOCK.findall(source):
            for part in re.split(r"{%\s*plural\s*%}", block):
                found.add(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", part))
    return found


def said_in_python() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        if (
            not {"standin", "tests", "migrations"} & set(path.parts)
            and "django.utils.translation" in path.read_text()
        ):
            found |= _said_in(ast.parse(path.read_text()))
    return found


def _said_in(tree: ast.Module) -> set[str]:
    calls = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
    )
    first = (call.args[0] for call in calls if call.args)
    return {node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_the_compiled_file_is_the_written_one() -> None:
    assert compiled() == written()


def test_no_sentence_is_left_without_english() -> None:
    assert [said for said, forms in written().items() if not all(forms)] == []


def test_every_sentence_of_the_pages_has_english() -> None:
    assert sorted((said_in_templates() | said_in_python()) - set(written())) == []


def test_the_same_places_are_filled_in_both_languages() -> None:
    places = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    wrong = [
        said
        for said, forms in written().items()
        if any(sorted(places.findall(form)) != sorted(places.findall(said)) for form in forms)
    ]
    assert wrong == []


def test_every_reason_of_a_failure_has_english() -> None:
    """They stand in the table of the line, which knows no languages, and are shown by the desk in both."""
    assert sorted({why for _course, why in TABLE.values()} - set(written())) == []


@pytest.mark.parametrize(
    ("cookie", "browser", "spoken"),
    [("", "en-US,en", "id"), ("en", "id", "en"), ("xx", "en", "id"), ("id", "en", "id")],
)
def test_indonesian_is_spoken_unless_somebody_chose(cookie: str, browser: str, spoken: str) -> None:
    request = RequestFactory().get("/desk/", HTTP_ACCEPT_LANGUAGE=browser)
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    with translation.override("id"):
        ChosenLanguage(lambda _request: HttpResponse()).process_request(request)
    assert spoken == request.LANGUAGE_CODE
