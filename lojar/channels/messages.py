"""What can be said to a person. A message that WhatsApp would refuse cannot be made."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

TEXT, BODY, LINE, CAPTION = 4096, 1024, 60, 1024
TITLE, BUTTON_ID, ROW_ID, ROW_TITLE, ROW_DESCRIPTION, SECTION_TITLE = 20, 256, 200, 24, 72, 24
MOST_BUTTONS, MOST_ROWS = 3, 10
PARAMETERS, FILE_NAME, TEMPLATE_NAME = 1024, 240, 512
PICTURES = frozenset({"image/jpeg", "image/png"})
PAPERS = frozenset({"application/pdf", "text/plain", "image/jpeg", "image/png"})


class DoesNotFit(ValueError):
    """A part of a message is longer, emptier or other than WhatsApp takes."""

    def __init__(self, field: str, limit: object) -> None:
        super().__init__(f"{field}: {limit}")
        self.field = field
        self.limit = limit


@dataclass(frozen=True)
class Text:
    body: str

    def __post_init__(self) -> None:
        _filled("body", self.body, TEXT)

    @classmethod
    def in_parts(cls, body: str) -> "tuple[Text, ...]":
        """Long text in as few messages as hold it, broken at a paragraph, a sentence or a word."""
        return tuple(cls(part) for part in _parts(body.strip(), TEXT))


@dataclass(frozen=True)
class Button:
    id: str
    title: str

    def __post_init__(self) -> None:
        _id("button id", self.id, BUTTON_ID)
        _filled("button title", self.title, TITLE)


Reply = Button


@dataclass(frozen=True)
class Buttons:
    """`picture`: object key of a JPEG that stands above, where WhatsApp takes it; then without a header of words."""

    body: str
    buttons: tuple[Button, ...]
    header: str = ""
    footer: str = ""
    picture: str = ""

    def __post_init__(self) -> None:
        _frame(self.body, self.header, self.footer)
        if self.header and self.picture:
            raise DoesNotFit("header", "words or a picture")
        if not 1 <= len(self.buttons) <= MOST_BUTTONS:
            raise DoesNotFit("buttons", MOST_BUTTONS)
        _distinct("button id", (button.id for button in self.buttons))
        _distinct("button title", (button.title for button in self.buttons))


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    description: str = ""

    def __post_init__(self) -> None:
        _id("row id", self.id, ROW_ID)
        _filled("row title", self.title, ROW_TITLE)
        _short("row description", self.description, ROW_DESCRIPTION)


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        _short("section title", self.title, SECTION_TITLE)
        if not self.rows:
            raise DoesNotFit("section rows", 1)


@dataclass(frozen=True)
class Menu:
    """A list behind a button: ten rows in all, however many sections."""

    body: str
    button: str
    sections: tuple[Section, ...]
    header: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        _frame(self.body, self.header, self.footer)
        _filled("button", self.button, TITLE)
        rows = [row for section in self.sections for row in section.rows]
        if not 1 <= len(rows) <= MOST_ROWS:
            raise DoesNotFit("rows", MOST_ROWS)
        _distinct("row id", (row.id for row in rows))
        if len(self.sections) > 1:
            for section in self.sections:
                _filled("section title", section.title, SECTION_TITLE)


@dataclass(frozen=True)
class Picture:
    object_key: str
    mime: str
    caption: str = ""

    def __post_init__(self) -> None:
        _filled("object key", self.object_key, 200)
        _short("caption", self.caption, CAPTION)
        if self.mime not in PICTURES:
            raise DoesNotFit("mime", "image/jpeg, image/png")


@dataclass(frozen=True)
class Paperwork:
    """A document, such as a signed PDF."""

    object_key: str
    filename: str
    mime: str
    caption: str = ""

    def __post_init__(self) -> None:
        _filled("object key", self.object_key, 200)
        _filled("file name", self.filename, FILE_NAME)
        _short("caption", self.caption, CAPTION)
        if re.search(r"[/\\\x00-\x1f]", self.filename):
            raise DoesNotFit("file name", "no path")
        if self.mime not in PAPERS:
            raise DoesNotFit("mime", ", ".join(sorted(PAPERS)))


@dataclass(frozen=True)
class Template:
    """One of the project's message templates, filled: all that may be sent outside the 24 hours."""

    name: str
    language: str
    parameters: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(rf"[a-z0-9_]{{1,{TEMPLATE_NAME}}}", self.name):
            raise DoesNotFit("template name", "a-z 0-9 _")
        if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", self.language):
            raise DoesNotFit("language", "id, en, en_US")
        _distinct("parameter", (name for name, _ in self.parameters))
        for name, value in self.parameters:
            _filled(name, value, PARAMETERS)
            if re.search(r"[\n\t]| {5}", value):
                raise DoesNotFit(name, "one line")


Message = Text | Buttons | Menu | Picture | Paperwork | Template
KINDS: dict[str, Any] = {
    "text": Text,
    "buttons": Buttons,
    "menu": Menu,
    "picture": Picture,
    "paperwork": Paperwork,
    "template": Template,
}
_NAMES = {made: name for name, made in KINDS.items()}


def fitted(text: str, limit: int) -> str:
    """For words that come from people: cut at a word where possible, and the cut is shown."""
    text = " ".join(text.split()) if limit <= ROW_DESCRIPTION else text.strip()
    if _units(text) <= limit:
        return text
    cut = _head(text, limit - 1)
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(" ,.;:-\n") + "…"


def to_json(message: Message) -> dict[str, Any]:
    return {"type": _NAMES[type(message)], **asdict(message)}


def from_json(value: dict[str, Any]) -> Message:
    """Keys that are not the message's own are let be: a row may carry remarks beside it."""
    made = KINDS[value["type"]]
    given = {field.name: value[field.name] for field in fields(made) if field.name in value}
    message: Message = made(**{name: _READERS.get(name, _same)(inner) for name, inner in given.items()})
    return message


def plain(message: Message) -> str:
    """The words of a message, as the desk and a narrow log of it show them."""
    if isinstance(message, Text):
        return message.body
    if isinstance(message, Picture | Paperwork):
        return message.caption
    if isinstance(message, Template):
        return " · ".join((message.name, *(value for _, value in message.parameters)))
    return "\n".join(part for part in (message.header, message.body, message.footer) if part)


def choices(message: Message) -> tuple[str, ...]:
    """The titles that a person can press."""
    if isinstance(message, Buttons):
        return tuple(button.title for button in message.buttons)
    if isinstance(message, Menu):
        return tuple(row.title for section in message.sections for row in section.rows)
    return ()


def _same(value: Any) -> Any:
    return value


_READERS: dict[str, Any] = {
    "buttons": lambda value: tuple(Button(**button) for button in value),
    "sections": lambda value: tuple(
        Section(section["title"], tuple(Row(**row) for row in section["rows"])) for section in value
    ),
    "parameters": lambda value: tuple((name, text) for name, text in value),
}


def _parts(text: str, limit: int) -> Iterable[str]:
    while _units(text) > limit:
        head = _head(text, limit)
        ends = (head.rfind("\n\n"), head.rfind("\n"), _sentence_end(head), head.rfind(" "))
        cut = next((end for end in ends if end > limit // 3), len(head) - 1) + 1
        if text[:cut].strip():
            yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def _sentence_end(head: str) -> int:
    return max(head.rfind(mark) for mark in (". ", "? ", "! "))


def _frame(body: str, header: str, footer: str) -> None:
    _filled("body", body, BODY)
    _short("header", header, LINE)
    _short("footer", footer, LINE)


def _filled(field: str, value: str, limit: int) -> None:
    if not value.strip():
        raise DoesNotFit(field, "not empty")
    _short(field, value, limit)


def _short(field: str, value: str, limit: int) -> None:
    if _units(value) > limit:
        raise DoesNotFit(field, limit)


def _units(value: str) -> int:
    """Meta does not say how it counts an emoji: count as JavaScript does, which is never too few."""
    return len(value) + sum(1 for char in value if ord(char) > 0xFFFF)


def _head(text: str, limit: int) -> str:
    """The longest beginning of the text that counts no more than the limit."""
    if len(text) * 2 <= limit:
        return text
    units = 0
    for length, char in enumerate(text):
        units += 2 if ord(char) > 0xFFFF else 1
        if units > limit:
            return text[:length]
    return text


def _id(field: str, value: str, limit: int) -> None:
    _filled(field, value, limit)
    if value != value.strip():
        raise DoesNotFit(field, "no outer spaces")


def _distinct(field: str, values: Iterable[str]) -> None:
    values = list(values)
    if len(set(values)) != len(values):
        raise DoesNotFit(field, "no two alike")
