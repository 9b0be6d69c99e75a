"""The questions of a service: groups in one message, answers in any number of messages, by line, label or order."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from lojar.catalogue.shapes import Field, Service

from ..engine.commands import ChangeService, Fill
from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand import Known, Misread, Taken, allocate
from ..understand.numbers import miscounted
from ..understand.values import is_loose
from .wording import value_in_words

MOST_TOGETHER = 6  # fields in one message, where no group says so
PATIENCE = 2  # misses after which an answer is taken as written, or an officer is offered
STRICT = frozenset({"nik", "kk", "choice"})
PLACES = frozenset({"district", "village"})


def ask(talk: Talk, case: Case) -> bool:
    """The next field, or the next few together; False where all are known."""
    fields = asked_together(case)
    if not fields:
        return False
    talk.note(asked=tuple(f.key for f in fields))
    if len(fields) == 1:
        _ask_one(talk, fields[0])
    else:
        _ask_many(talk, case, fields)
    return True


def ask_for(talk: Talk, case: Case, key: str) -> bool:
    """One field again, because it is to be changed."""
    field = case.service.field(key)
    if field is None:
        return False
    talk.note(asked=(key,))
    _ask_one(talk, field, before=case.service.filled(case.given).get(key, ""))
    return True


def asked_together(case: Case) -> tuple[Field, ...]:
    """The group of the next field; else the run of questions without choices that begins with it."""
    left = case.to_ask()
    if not left:
        return ()
    first = left[0]
    if first.group:
        return tuple(f for f in left if f.group == first.group)
    if first.choices:
        return (first,)
    run: list[Field] = []
    for each in left[:MOST_TOGETHER]:
        if each.group or each.choices:
            break
        run.append(each)
    return tuple(run)


def hear(talk: Talk, case: Case, text: str) -> bool:
    """Reads an answer to what was asked; False where nothing in it was one."""
    asked = [f for key in talk.state.asked if (f := case.service.field(key)) is not None]
    taken = allocate(text, asked, known(talk, case))
    if not taken.values and not taken.misread:
        return False
    fill(talk, case, taken.values)
    open_misreads = {key: missed for key, missed in taken.misread.items() if key not in taken.values}
    if taken.values:
        talk.note(misses=0)
        _tell_misreads(talk, case, open_misreads)
        return True
    return _missed(talk, case, asked, open_misreads, text)


def hear_labelled(talk: Talk, case: Case, text: str) -> bool:
    """ "nama anak: Rahma Putri" at any time; only lines that name their field."""
    taken = allocate(text, [], known(talk, case))
    fill(talk, case, taken.values)
    _tell_misreads(talk, case, taken.misread)
    for key, value in taken.values.items():
        field = case.service.field(key)
        if field is not None:
            talk.tell(
                "fields.changed",
                field=talk.language_of(field.label),
                value=value_in_words(talk, field, value),
            )
    return bool(taken.values or taken.misread)


def tell_miscounted(talk: Talk, case: Case, text: str) -> bool:
    """ "nik 351099" before it was asked for: that digits are missing is said now, and nothing is kept."""
    found = miscounted(text)
    kind, missed = found if found else ("", Misread("empty"))
    field = next((f for f in case.to_ask() if f.kind == kind), None)
    if field is None:
        return False
    _tell_misreads(talk, case, {field.key: missed})
    return True


def choose(talk: Talk, key: str, choice: str) -> None:
    """A button or a row of a question with choices."""
    case = talk.case
    field = case.service.field(key) if case else None
    if case is None or field is None or field.choice(choice) is None:
        return
    talk.note(misses=0)
    fill(talk, case, {key: choice})
    says = next((c.says for c in field.choices if c.key == choice), None)
    talk.tell_words(talk.language_of(says))


def skip(talk: Talk) -> bool:
    """The optional ones of what was asked stay empty."""
    case = talk.case
    fields = [f for key in talk.state.asked if case and (f := case.service.field(key)) is not None]
    optional = {f.key: "" for f in fields if f.optional}
    if case is None or not optional:
        return False
    talk.note(misses=0)
    fill(talk, case, optional)
    return True


def fill(talk: Talk, case: Case, values: dict[str, str]) -> None:
    if not values:
        return
    talk.do(Fill(case.number, values))
    if talk.state.awaits.removeprefix("field:") in values:
        talk.note(awaits="")
    _late(talk, case, values)


def known(talk: Talk, case: Case) -> Known:
    """What answers are read against: this service's fields, this office's places, the words of the project."""
    words = talk.scene.answers
    return Known(
        today=talk.scene.now.astimezone(talk.scene.office.zone).date(),
        places=talk.scene.places,
        synonyms=words["synonyms"],
        skipping=frozenset(words["skipping"]["any"]),
        labels=words["labels"],
        values=case.service.filled(case.given),
        fields=case.service.fields,
    )


def known_before(talk: Talk, service: Service) -> Known:
    """The same before there is a draft."""
    return known(talk, Case("", service.code, service))


def _ask_one(talk: Talk, field: Field, before: str = "") -> None:
    body = talk.language_of(field.question)
    if talk.state.misses and field.hint is not None:
        body = talk.language_of(field.hint)
    if before:
        body = talk.say("fields.before", value=value_in_words(talk, field, before), question=body)
    elif field.example and not field.choices:
        body = talk.say("fields.example", question=body, example=field.example)
    choices = [Choice(f"choose:{field.key}:{c.key}", talk.language_of(c.label)) for c in field.choices]
    if field.optional:
        choices.append(talk.choice("skip", "skip"))
    if talk.state.misses > PATIENCE:
        choices.append(talk.choice("officer", "officer"))
    talk.ask(body, *choices)


def _ask_many(talk: Talk, case: Case, fields: Sequence[Field]) -> None:
    group = next((g for g in case.service.groups if g.key == fields[0].group), None)
    question = talk.language_of(group.question) if group else talk.say("fields.together")
    lines = [f"{at}. {_line(talk, field)}" for at, field in enumerate(fields, start=1)]
    example = "\n".join(_example(talk, field) for field in fields)
    body = talk.say("fields.many", question=question, lines="\n".join(lines), example=example)
    officer = (talk.choice("officer", "officer"),) if talk.state.misses > PATIENCE else ()
    talk.ask(body, *officer)


def _line(talk: Talk, field: Field) -> str:
    label = talk.language_of(field.label)
    if field.choices:
        label = f"{label}: {' / '.join(talk.language_of(c.label) for c in field.choices)}"
    return talk.say("fields.optional", field=label) if field.optional else label


def _example(talk: Talk, field: Field) -> str:
    return field.example or (talk.language_of(field.choices[0].label) if field.choices else "-")


def _tell_misreads(talk: Talk, case: Case, misread: dict[str, Misread]) -> None:
    for key, missed in misread.items():
        field = case.service.field(key)
        if field is not None:
            talk.tell_words(misread_in_words(talk, field, missed))


def misread_in_words(talk: Talk, field: Field, missed: Misread) -> str:
    return talk.say(
        f"misread.{missed.reason}",
        field=talk.language_of(field.label), count=missed.count, options=", ".join(missed.options),
    )  # fmt: skip


def _missed(talk: Talk, case: Case, asked: Sequence[Field], misread: dict[str, Misread], text: str) -> bool:
    """Nothing could be read: say what is expected; in the end take it as written, where the office can."""
    talk.note(misses=talk.state.misses + 1)
    if written := _as_written(talk, asked, text):
        talk.note(misses=0)
        fill(talk, case, written)
        for field in asked:
            talk.tell("fields.as_written", field=talk.language_of(field.label))
        return True
    _tell_misreads(talk, case, misread)
    if talk.state.misses > PATIENCE:
        talk.tell("fields.officer")
    return True


def _as_written(talk: Talk, asked: Sequence[Field], text: str) -> dict[str, str]:
    """A place that is on no list of ours (people live outside the regency, too) is asked about once more, anything
    else twice: then it is the officer's to judge."""
    only_places = all(field.kind in PLACES for field in asked)
    if talk.state.misses <= (1 if only_places else PATIENCE) or any(field.kind in STRICT for field in asked):
        return {}
    if len(asked) == 1:
        return {asked[0].key: text.strip()[:200]}
    lines = [line.rpartition(":")[2].strip()[:200] for line in re.split(r"[\n,;]", text) if line.strip()]
    if not only_places or len(lines) != len(asked):
        return {}
    return {field.key: line for field, line in zip(asked, lines, strict=True)}


def can_read(talk: Talk, case: Case, text: str) -> Taken:
    """Whether the words are an answer, before they are taken for a command."""
    asked = [f for key in talk.state.asked if (f := case.service.field(key)) is not None]
    return allocate(text, asked, known(talk, case))


def asks_for_free_words(talk: Talk, case: Case) -> bool:
    return any((f := case.service.field(key)) is not None and is_loose(f) for key in talk.state.asked)


def _late(talk: Talk, case: Case, values: dict[str, str]) -> None:
    """Reported after the deadline: the same papers under the service for late reports, and never a reproach."""
    deadline = case.service.deadline
    if deadline is None or not deadline.late_service or deadline.days is None or case.service.members:
        return
    try:
        happened = date.fromisoformat(values.get(deadline.counted_from, ""))
    except ValueError:
        return
    today = talk.scene.now.astimezone(talk.scene.office.zone).date()
    late = talk.scene.catalogue.find(deadline.late_service)
    if late is None or today - happened <= timedelta(days=deadline.days) or case.status != "draft":
        return
    talk.do(ChangeService(case.number, deadline.late_service))
    talk.tell("fields.late", days=deadline.days, service=talk.language_of(late.name))
