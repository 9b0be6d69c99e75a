"""Everything in one message: what somebody told beside their wish fills the draft, and only the rest is asked."""

from collections.abc import Iterable, Iterator

from lojar.catalogue.shapes import Field, Question, Service

from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand import Known, Mention, Misread, mentioned, pick, plain, read, speaker
from . import fields
from .wording import value_in_words

LONGEST = 600  # letters that are kept until there is a draft
NUMBERS = frozenset({"nik", "kk"})


def keep(talk: Talk, text: str) -> None:
    """Until the service and its questions are settled there is nothing to fill."""
    if _mentions(talk, text) or speaker(text):
        talk.note(said=text[:LONGEST])


def relation(talk: Talk, question: Question | Field) -> str:
    """The choice that "saya ibunya" makes of a question about who one is; "" where it makes none."""
    said = speaker(talk.state.said)
    if not said or not isinstance(question, Field) or not _speaks_of(talk, question, "relation"):
        return ""
    at = pick(said, [c.label.id for c in question.choices], synonyms=talk.scene.answers["synonyms"])
    return question.choices[at].key if at is not None else ""


def fill(talk: Talk, case: Case) -> None:
    """Into the new draft, and said at once, so that a mistake is seen."""
    text = talk.state.said
    if not text:
        return
    talk.note(said="")
    values = _values(talk, case, text)
    if not values:
        return
    fields.fill(talk, case, values)
    lines = [
        f"• {talk.language_of(f.label)}: {value_in_words(talk, f, values[f.key])}"
        for f in _named(case, values)
    ]
    talk.tell("told.noted", values="\n".join(lines))


def _named(case: Case, values: dict[str, str]) -> list[Field]:
    return [field for key in values if (field := case.service.field(key)) is not None]


def _values(talk: Talk, case: Case, text: str) -> dict[str, str]:
    """Each mention goes to the one field that it can only be for; what could be for two is asked."""
    known = fields.known(talk, case)
    open_ = [f for f in case.to_ask() if f.key not in known.values]
    found: dict[str, str] = {}
    for mention in _mentions(talk, text):
        field = _field_for(talk, mention, [f for f in open_ if f.key not in found], case.service)
        value = read(field, mention.value, known) if field else Misread("empty")
        if field and not isinstance(value, Misread) and value:
            found[field.key] = value
    found.update(_choices(talk, text, [f for f in open_ if f.choices and f.key not in found], known))
    return found


def _field_for(talk: Talk, mention: Mention, left: list[Field], service: Service) -> Field | None:
    fitting = [f for f in left if f.kind == mention.kind]
    if mention.kind in {"kk", "district", "village"}:
        return fitting[0] if fitting else None
    if mention.kind == "date" and service.deadline and mention.of == "birth":
        counted = [f for f in fitting if f.key == service.deadline.counted_from]
        if counted:
            return counted[0]
    of = mention.of or ("self" if mention.kind in NUMBERS else "")
    spoken = [f for f in fitting if of and _speaks_of(talk, f, of)]
    if of == "self" and spoken:
        return spoken[0]
    return spoken[0] if len(spoken) == 1 else None


def _choices(talk: Talk, text: str, left: Iterable[Field], known: Known) -> Iterator[tuple[str, str]]:
    """ "lahir di RSUD": the place by the word that stands behind "di"."""
    said = plain(text).split()
    places = [said[at + 1] for at, word in enumerate(said[:-1]) if word in {"di", "oleh", "nang"}]
    for field in left:
        names = [c.label.id for c in field.choices]
        if not _speaks_of(talk, field, "birthplace"):
            continue
        for place in places:
            at = pick(place, names, synonyms=known.synonyms, numbered=False)
            if at is not None:
                yield field.key, field.choices[at].key
                break


def _speaks_of(talk: Talk, field: Field, of: str) -> bool:
    """By the words of its label, which an office may change, not by its key."""
    words = set(plain(field.label.id).split())
    return not words.isdisjoint(talk.scene.answers["roles"].get(of, ()))


def _mentions(talk: Talk, text: str) -> tuple[Mention, ...]:
    today = talk.scene.now.astimezone(talk.scene.office.zone).date()
    return mentioned(text, today, talk.scene.places)
