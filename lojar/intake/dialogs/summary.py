"""Everything at a glance before it is sent: every paper, every answer, and a way to change each."""

from ..engine.commands import Submit
from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand.labels import field_named
from . import fields
from .wording import paper_names, value_in_words

MOST_WORDS = 5  # of the name of a field; more is a sentence


def ask(talk: Talk, case: Case) -> None:
    talk.note(asked=(), misses=0)
    for part in (
        talk.say_in_tone("summary.heading", case.service.tone, service=talk.language_of(case.service.name)),
        _papers(talk, case),
        _values(talk, case),
    ):
        talk.tell_words(part)
    talk.ask(
        talk.say("summary.ask"),
        talk.choice("send", "send", means="affirm"), talk.choice("edit", "edit"), talk.choice("wrong", "fix_photos"),
    )  # fmt: skip


def send(talk: Talk) -> None:
    """The receipt is news of the case: it follows by itself, so nothing is said here."""
    case = talk.case
    if case is None or not case.is_complete:
        return
    talk.do(Submit(case.number))
    talk.note(focus="", asked=(), awaits="", laid=(), misses=0, photos_for="")
    talk.quiet()


def ask_what_to_edit(talk: Talk) -> None:
    """Numbered as in the summary, so that either will do."""
    case = talk.case
    if case is None:
        return
    lines = [f"{at}. {name}: {value}" for at, (_, name, value) in enumerate(_editable(talk, case), start=1)]
    choices = [Choice(f"edit:{key}", name) for key, name, _ in _editable(talk, case)]
    talk.ask(talk.say("summary.edit", lines="\n".join(lines)), *choices, typed=True)


def edit(talk: Talk, key: str) -> None:
    case = talk.case
    if case is None:
        return
    if case.service.question(key) is not None:
        talk.note(awaits=f"question:{key}", asked=())
    elif case.service.field(key) is not None:
        talk.note(awaits=f"field:{key}", asked=(key,), misses=0)


def ask_question(talk: Talk, case: Case, key: str) -> bool:
    """A question that decides on papers, asked again."""
    question = case.service.question(key)
    if question is None:
        return False
    options = [Choice(f"answer:{key}:{c.key}", talk.language_of(c.label)) for c in question.choices]
    talk.ask(talk.language_of(question.text), *options)
    return True


def _papers(talk: Talk, case: Case) -> str:
    sent = [p.key for p in case.papers if p.photos]
    return talk.say("summary.papers", papers=paper_names(talk, case, sent, mark="✓")) if sent else ""


def _values(talk: Talk, case: Case) -> str:
    lines = [f"{at}. {name}: {value}" for at, (_, name, value) in enumerate(_editable(talk, case), start=1)]
    return talk.say("summary.values", values="\n".join(lines)) if lines else ""


def _editable(talk: Talk, case: Case) -> list[tuple[str, str, str]]:
    """Key, label and value of every field that has one or was skipped, then of every question."""
    filled = case.service.filled(case.given)
    rows = [
        (f.key, talk.language_of(f.label), value_in_words(talk, f, filled.get(f.key, "")) or "-")
        for f in case.service.fields
        if f.key in filled or f.key in case.values
    ]
    for question in case.service.questions:
        choice = question.choice(case.answers.get(question.key, ""))
        if choice is not None:
            rows.append((question.key, talk.language_of(question.text), talk.language_of(choice.label)))
    return rows


def hear(talk: Talk, case: Case, text: str) -> bool:
    """A line with a colon changes the field it names; the name alone asks for its new value."""
    if ":" in text:
        return fields.hear_labelled(talk, case, text)
    if len(text.split()) > MOST_WORDS:
        return False
    shown = {key for key, _, _ in _editable(talk, case)}
    named = field_named(text, [f for f in case.service.fields if f.key in shown], fields.known(talk, case))
    if named is not None:
        edit(talk, named.key)
    return named is not None
