"""Questions, choices and fields."""

from typing import get_args

from ..shapes import Caution, Choice, Field, FieldGroup, Kind, Question, SameAs
from .entry import Entry, no_twice

KINDS: tuple[str, ...] = get_args(Kind)
CAUTIONS = ("fewer_words_than", "longer_than", "older_than_days", "younger_than_days")
MOST_ROWS = 10  # WhatsApp: a list has at most 10 rows
MOST_BUTTONS = 3


def read_question(entry: Entry) -> Question:
    question = Question(
        key=entry.word("key"),
        text=entry.text("text", limit=200),
        choices=read_choices(entry, least=2),
    )
    first = question.choices[0]
    if first.goes_to or first.stops:
        entry.fail("first_choice", "choices", key=first.key)
    entry.done()
    return question


def read_choices(entry: Entry, *, least: int = 0) -> tuple[Choice, ...]:
    found = entry.entries("choices")
    if not least <= len(found) <= MOST_ROWS:
        entry.fail("how_many", "choices", key="choices", least=least, most=MOST_ROWS, count=len(found))
    limit = 20 if len(found) <= MOST_BUTTONS else 24  # a button's title, a row's title
    choices = tuple(_read_choice(e, limit) for e in found)
    no_twice(entry, [c.key for c in choices])
    return choices


def _read_choice(entry: Entry, limit: int) -> Choice:
    choice = Choice(
        key=entry.word("key"),
        label=entry.text("label", limit=limit),
        requires=entry.words("requires"),
        waives=entry.words("waives"),
        goes_to=entry.word("goes_to", ""),
        stops=entry.flag("stops"),
        drops=entry.words("drops"),
        says=entry.maybe_text("says", limit=600),
    )
    if choice.goes_to and choice.stops:
        entry.fail("two_ways", "goes_to", key=choice.key)
    if (choice.goes_to or choice.stops) and choice.says is None:
        entry.fail("no_say", key=choice.key)
    entry.done()
    return choice


def read_field(key: str, entry: Entry) -> Field:
    kind = entry.one_of("kind", KINDS)
    choices = read_choices(entry)
    if kind == "choice" and not choices:
        entry.fail("no_choices", "kind", key=key)
    default = entry.word("default", "")
    field = Field(
        key=key,
        kind=kind,
        label=entry.text("label", limit=40),
        question=entry.text("question", limit=300),
        choices=choices,
        optional=entry.flag("optional"),
        example=entry.word("example", ""),
        hint=entry.maybe_text("hint", limit=300),
        default=default,
        asked=entry.flag("asked", not default),
        known_from=entry.one_of("known_from", ("", "whatsapp"), ""),
        same_as=tuple(_read_same(e) for e in entry.entries("same_as")),
        cautions=tuple(_read_caution(e) for e in entry.entries("cautions")),
        read_from=entry.words("read_from"),
    )
    if kind == "choice" and default and field.choice(default) is None:
        entry.fail("unknown", "default", what="choice", value=default)
    entry.done()
    return field


def _read_same(entry: Entry) -> SameAs:
    same = SameAs(field=entry.word("field"), values=entry.words("values"), takes=entry.word("takes"))
    entry.done()
    return same


def _read_caution(entry: Entry) -> Caution:
    caution = Caution(
        rule=entry.one_of("rule", CAUTIONS), limit=entry.number("limit"), text=entry.text("text", limit=200)
    )
    entry.done()
    return caution


def read_group(key: str, entry: Entry) -> FieldGroup:
    group = FieldGroup(
        key=key,
        label=entry.text("label", limit=24),
        question=entry.text("question", limit=200),
        fields=entry.words("fields"),
    )
    entry.done()
    return group
