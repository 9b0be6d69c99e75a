"""What the photos say, offered once and all together: yes, or which of it is wrong. Nothing that was read is filled in
without a word of the citizen's."""

from lojar.applications.rules.read_values import Laid, fits, in_words, values_read
from lojar.catalogue.shapes import Field
from lojar.evidence.rules.reading.said import Said

from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand import Misread
from ..understand.values import read
from . import fields
from .wording import value_in_words

MOST = 12  # values in one message; the rest is offered in the next
PLACES = frozenset({"district", "village"})
REMEMBERED = 80


def ask(talk: Talk, case: Case) -> bool:
    """False where the photos say nothing that is still to be asked."""
    offered = _offered(talk, case)
    if not offered:
        return False
    lines = "\n".join(
        f"• {talk.language_of(field.label)}: {value_in_words(talk, field, value)}" for field, value in offered
    )
    talk.ask(
        talk.say("readings.right", lines=lines),
        talk.choice("readings:right", "readings_right", means="affirm"),
        talk.choice("readings:wrong", "readings_wrong", means="deny"),
    )
    return True


def take(talk: Talk) -> None:
    case = talk.case
    if case is not None:
        fields.fill(talk, case, {field.key: value for field, value in _offered(talk, case)})


def ask_what_is_wrong(talk: Talk) -> None:
    """One value: it is asked for at once. Several: which of them, or all."""
    case = talk.case
    offered = _offered(talk, case) if case is not None else []
    if case is None or not offered:
        return
    if len(offered) == 1:
        refuse(talk, offered[0][0].key)
        return
    rows = [
        talk.choice("misread:all", "misread_all"),
        *(
            Choice(f"misread:{field.key}", talk.language_of(field.label), value_in_words(talk, field, value))
            for field, value in offered
        ),
    ]
    talk.ask(talk.say("readings.which_wrong"), *rows, button=talk.say("button.readings"))


def refuse(talk: Talk, key: str) -> None:
    """It is asked for as if nothing had been read; what else was read is offered once more."""
    case = talk.case
    if case is None:
        return
    keys = [field.key for field, _ in _readable(talk, case)] if key == "all" else [key]
    refused = (*talk.state.misread, *(f"{case.number}:{each}" for each in keys))
    talk.note(misread=tuple(dict.fromkeys(refused))[-REMEMBERED:])


def _offered(talk: Talk, case: Case) -> list[tuple[Field, str]]:
    return _without_borrowed(case, _readable(talk, case))[:MOST]


def _readable(talk: Talk, case: Case) -> list[tuple[Field, str]]:
    """Fields that are to be asked, with the value that a photo says for sure, as it would be kept."""
    found = values_read(case.service, case.given, _laid(talk, case))
    known = fields.known(talk, case)
    offered = []
    for field in case.to_ask():
        value = found.get(field.key)
        if value is None or not value.said.is_sure or f"{case.number}:{field.key}" in talk.state.misread:
            continue
        kept = read(field, in_words(value.said), known)
        if not isinstance(kept, Misread) and kept and _is_that_place(field, kept, value.said):
            offered.append((field, kept))
    return offered


def _is_that_place(field: Field, kept: str, said: Said) -> bool:
    """A village that is on no list of ours is not the next one that sounds like it."""
    return field.kind not in PLACES or kept.casefold() == said.value.casefold()


def _without_borrowed(case: Case, offered: list[tuple[Field, str]]) -> list[tuple[Field, str]]:
    """The father who reports is named once."""
    keys = {field.key for field, _ in offered}
    return [
        (field, value)
        for field, value in offered
        if not any(s.takes in keys and case.given.get(s.field) in s.values for s in field.same_as)
    ]


def _laid(talk: Talk, case: Case) -> Laid:
    """Only photos that show the paper on whose line they lie."""
    documents, seen = talk.scene.catalogue.documents, talk.scene.seen
    return {
        paper.key: [
            (photo.id, seen[photo.id])
            for photo in paper.photos
            if photo.id in seen and fits(documents.get(paper.document), seen[photo.id])
        ]
        for paper in case.papers
    }
