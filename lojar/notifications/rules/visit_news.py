"""From what became of a visit to what the citizen reads. Pure: facts in, messages out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lojar.channels.messages import CAPTION, Button, Buttons, Picture, Template, Text, fitted

from .event_text import fill
from .what_to_say import Said, Texts


class Kind(StrEnum):
    """The words of VisitEvent."""

    OFFERED = "offered"
    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    DISPLACED = "displaced"
    MISSED = "missed"
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True)
class VisitNews:
    """`words` are all that the texts may tell; `pass_key` is the picture that opens the door."""

    kind: str
    words: Mapping[str, str]
    pass_key: str = ""
    facts: frozenset[str] = field(default_factory=frozenset)  # of: prepare
    language: str = "id"


def visit_news(news: VisitNews, texts: Texts) -> tuple[Said, ...]:
    """Nothing where the kind is the hall's own."""
    tell = TELLS.get(news.kind)
    return tuple(tell(news, texts)) if tell else ()


def _pass(news: VisitNews, texts: Texts) -> Iterator[Said]:
    """The picture, then what can be done from here. A caption that grew too long goes before its picture."""
    body, outside = fill(texts("visit_pass", "").body, news.words), _template(news, "jadwal_kunjungan")
    if len(body) > CAPTION:
        yield Said(Text(body), "text", outside)
        body = ""
    yield Said(Picture(news.pass_key, "image/png", body), "", outside)
    if "prepare" in news.facts:
        yield Said(_buttons("visit_prepare", news, texts), "prepare", None)


def _plainly(name: str) -> Callable[[VisitNews, Texts], Iterator[Said]]:
    def tell(news: VisitNews, texts: Texts) -> Iterator[Said]:
        body = fill(texts(name, "").body, news.words)
        yield Said(Text(body), "", _template(news, "jadwal_kunjungan"))

    return tell


def _choosing(name: str) -> Callable[[VisitNews, Texts], Iterator[Said]]:
    def tell(news: VisitNews, texts: Texts) -> Iterator[Said]:
        yield Said(_buttons(name, news, texts), "", _template(news, "jadwal_perlu_dipilih"))

    return tell


def _buttons(name: str, news: VisitNews, texts: Texts) -> Buttons:
    text = texts(name, "")
    buttons = tuple(Button(fill(key, news.words), fitted(title, 20)) for key, title in text.buttons)
    return Buttons(fitted(fill(text.body, news.words), 1024), buttons)


def _template(news: VisitNews, name: str) -> Template:
    parameters = tuple(
        (gap, fitted(" ".join(news.words[of].split()), 60))
        for gap, of in (("waktu", "when"), ("kantor", "office"))
    )
    return Template(name, "en" if news.language == "en" else "id", parameters)


TELLS: Mapping[str, Callable[[VisitNews, Texts], Iterator[Said]]] = {
    Kind.BOOKED: _pass,
    Kind.CHANGED: _pass,
    Kind.REMINDED: _pass,
    Kind.CANCELLED: _plainly("visit_cancelled"),
    Kind.MISSED: _plainly("visit_missed"),
    Kind.DISPLACED: _choosing("visit_displaced"),
    Kind.OFFERED: _choosing("visit_offered"),
}
