"""Every text that the program says to citizens, in one place and measured: `lojar words texts`."""

import gettext
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lojar.intake.phrasebook import read_texts
from lojar.notifications.rules.event_text import read_text
from lojar.notifications.shipped_answers import shipped_answers

LOJAR = Path(__file__).parents[1]
LANGUAGES = ("id", "en")
PORTAL = LOJAR / "intake" / "templates" / "portal"
TRANSLATED = re.compile(r'{%\s*trans\s+"([^"]+)"|{%\s*blocktrans[^%]*%}(.*?){%\s*endblocktrans', re.DOTALL)
GAP = re.compile(r"{{?\s*[\w.:|-]+\s*}?}|%\(\w+\)s")
# A sentence ends at its mark, and where the line ends. A semicolon and a colon do not: who reads has to go on.
END = re.compile(r"(?<=[.?!])[\"'”)*]*\s+(?=\S)|\n+")
LETTER = re.compile(r"[^\W_]")
NOT_FOR_CITIZENS = ("sources.yaml", "words.yaml")
BUTTONS, ROWS, DETAILS = "button", "row", "description"


@dataclass(frozen=True, slots=True)
class Told:
    """One text in one language. `kind` is text, button, row (the title of a row) or description (the line under it)."""

    key: str
    language: str
    kind: str
    text: str

    @property
    def sentences(self) -> tuple[str, ...]:
        plain = GAP.sub("{}", self.text)
        return tuple(part.strip() for part in END.split(plain) if LETTER.search(part) or "{}" in part)

    @property
    def words(self) -> int:
        """Of the longest sentence. What is filled in counts as one word."""
        return max((len(_words(sentence)) for sentence in self.sentences), default=0)

    @property
    def longest_word(self) -> str:
        return max((word for s in self.sentences for word in _words(s)), key=len, default="")

    @property
    def gaps(self) -> frozenset[str]:
        return frozenset(re.sub(r"[{}%()\s]|(?<=\))s", "", gap) for gap in GAP.findall(self.text))

    def __str__(self) -> str:
        return (
            f"{self.language}\t{self.kind}\t{self.key}\t{len(self.text)}\t{len(self.sentences)}\t{self.words}"
            f"\t{self.longest_word}\t{' '.join(self.text.split())}"
        )


HEADING = "language\tkind\tkey\tletters\tsentences\twords in the longest\tlongest word\ttext"


def every_text() -> tuple[Told, ...]:
    """The conversation, the news, the catalogue, the message templates and the portal, in both languages."""
    return tuple(_every())


def _every() -> Iterator[Told]:
    for language in LANGUAGES:
        yield from _of_the_conversation(language)
        yield from _of_the_news(language)
        yield from _of_the_ready_answers(language)
    yield from _of_the_catalogue()
    yield from _of_the_templates()
    yield from _of_the_portal()


def _of_the_conversation(language: str) -> Iterator[Told]:
    for key, text in read_texts(language).items():
        yield Told(f"intake:{key}", language, BUTTONS if key.startswith("button.") else "text", text)


def _of_the_news(language: str) -> Iterator[Told]:
    for path in sorted((LOJAR / "notifications" / "texts" / language).glob("*.txt")):
        told = read_text(path.stem, path.read_text("utf-8"))
        yield Told(f"notifications:{path.stem}", language, "text", told.body)
        for id, title in told.buttons:
            yield Told(f"notifications:{path.stem}:{id}", language, BUTTONS, title)


def _of_the_ready_answers(language: str) -> Iterator[Told]:
    for code, words in shipped_answers().items():
        yield Told(f"notifications:ready:{code}", language, "text", words.said_in(language))


def _of_the_templates() -> Iterator[Told]:
    """Their buttons are quick replies of Meta's templates, which may have 25 letters: counted like rows."""
    tree = _yaml(LOJAR / "channels" / "whatsapp" / "templates" / "templates.yaml")
    for name, languages in tree.items():
        for language, parts in languages.items():
            yield Told(f"templates:{name}", language, "text", parts["body"])
            yield Told(f"templates:{name}:button", language, ROWS, parts["button"])


def _of_the_portal() -> Iterator[Told]:
    with (LOJAR / "locale" / "en" / "LC_MESSAGES" / "django.mo").open("rb") as opened:
        english = gettext.GNUTranslations(opened)
    for path in sorted(PORTAL.glob("*.html")):
        for number, found in enumerate(TRANSLATED.finditer(path.read_text("utf-8")), 1):
            source = re.sub(r"{{\s*([\w.]+)\s*}}", r"%(\1)s", found[1] or found[2])
            key = f"portal:{path.stem}:{number}"
            yield Told(key, "id", "text", source)
            yield Told(key, "en", "text", english.gettext(source))


def _of_the_catalogue() -> Iterator[Told]:
    folder = LOJAR / "catalogue"
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("services/*.yaml")]):
        if path.name not in NOT_FOR_CITIZENS:
            yield from _pairs(_yaml(path), f"catalogue:{path.stem}")


def _pairs(tree: Any, key: str, kind: str = "text") -> Iterator[Told]:
    """Whatever has an Indonesian and an English side."""
    if isinstance(tree, list):
        for number, each in enumerate(tree):
            name = (each.get("code") or each.get("key") or number) if isinstance(each, Mapping) else number
            yield from _pairs(each, f"{key}.{name}", kind)
    elif isinstance(tree, Mapping) and {"id", "en"} <= tree.keys():
        for language in LANGUAGES:
            yield Told(key, language, kind, str(tree[language]))
    elif isinstance(tree, Mapping):
        for name, each in tree.items():
            yield from _pairs(each, f"{key}.{name}", _kind(key, str(name), kind))


def _kind(key: str, name: str, above: str) -> str:
    if name == "choices":
        return "choice"
    if above == "choice":
        return ROWS if name == "label" else "text"
    of_a_service = key.startswith(("catalogue:urgent", "catalogue:packages")) or key.count(".") <= 2
    return {"short": ROWS, "description": DETAILS}.get(name, "text") if of_a_service else "text"


def _words(sentence: str) -> list[str]:
    return [word.strip("*\"'()“”.,:;?") for word in sentence.split() if LETTER.search(word) or "{}" in word]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))
