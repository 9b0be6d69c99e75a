"""What each button and row does. Their ids say it, so that one pressed days later does the right thing, or nothing."""

from collections.abc import Callable, Mapping

from ..engine.commands import Answer
from ..engine.talk import Talk
from . import (
    cases,
    choosing,
    door,
    faults,
    fields,
    intents,
    officer,
    papers,
    photos,
    readings,
    ready,
    status,
    summary,
    visiting,
)


def press(talk: Talk, choice: str) -> bool:
    """False for an id we do not know."""
    verb, _, what = choice.partition(":")
    act = PRESSES.get(verb)
    if act is None:
        return False
    talk.note(doubts=0)
    act(talk, what)
    return True


def _service(talk: Talk, code: str) -> None:
    choosing.choose(talk, code)


def _answer(talk: Talk, what: str) -> None:
    """Before the draft it leads on; of a draft it is changed, and the checklist follows."""
    key, _, choice_key = what.partition(":")
    case = talk.case
    if talk.state.service:
        choosing.answer(talk, key, choice_key)
        return
    question = case.service.question(key) if case else None
    choice = question.choice(choice_key) if question else None
    if case is None or choice is None:
        return
    talk.note(awaits="")
    if choice.goes_to or choice.stops:
        talk.note(changes=case.number, service=case.code)
        choosing.answer(talk, key, choice_key)
        return
    talk.do(Answer(case.number, key, choice_key))
    talk.tell_words(talk.language_of(choice.says))


def _begin(talk: Talk, what: str) -> None:
    """Pressed again after the draft exists, it only shows where we are."""
    choosing.begin(talk)
    if talk.case is not None and talk.state.photos:
        photos.place(talk, talk.case)


def _second(talk: Talk, what: str) -> None:
    talk.note(awaits="second")


def _menu(talk: Talk, what: str) -> None:
    talk.note(doubts=0)
    door.ask_for_group(talk)


def _page(talk: Talk, what: str) -> None:
    talk.note(page=int(what) if what.isdigit() else 0)


def _photos(talk: Talk, number: str) -> None:
    cases.switch(talk, number)
    if talk.case is not None:
        photos.place(talk, talk.case)


def _put(talk: Talk, what: str) -> None:
    key, _, to = what.partition(":")
    papers.put(talk, key, to)


def _choose(talk: Talk, what: str) -> None:
    key, _, choice = what.partition(":")
    fields.choose(talk, key, choice)


def _skip(talk: Talk, what: str) -> None:
    fields.skip(talk)


def _wrong(talk: Talk, key: str) -> None:
    papers.ask_what_it_is(talk, key) if key else papers.ask_what_is_wrong(talk)


def _edit(talk: Talk, key: str) -> None:
    summary.edit(talk, key) if key else summary.ask_what_to_edit(talk)


def _cancel(talk: Talk, number: str) -> None:
    cases.confirm(talk, number) if number else cases.cancel(talk)


def _keep(talk: Talk, what: str) -> None:
    talk.tell("cancel.kept")


def _change(talk: Talk, what: str) -> None:
    cases.change_service(talk, "")
    door.ask_for_group(talk)


def _readings(talk: Talk, verdict: str) -> None:
    readings.take(talk) if verdict == "right" else readings.ask_what_is_wrong(talk)


PRESSES: Mapping[str, Callable[[Talk, str], None]] = {
    "service": _service,
    "only": lambda talk, code: choosing.choose(talk, code, alone=True),
    "second": _second,
    "answer": _answer,
    "begin": _begin,
    "menu": _menu,
    "group": door.ask_for_service,
    "page": _page,
    "case": cases.switch,
    "fix": cases.switch,
    "continue": cases.switch,
    "photos": _photos,
    "paper": photos.name_it,
    "order": photos.judge_order,
    "unused": lambda talk, what: photos.drop_it(talk),
    "onward": lambda talk, what: papers.onward(talk),
    "wrong": _wrong,
    "again": papers.replace,
    "retake": faults.begin_again,
    "asis": lambda talk, what: faults.accept(talk),
    "readings": _readings,
    "misread": readings.refuse,
    "put": _put,
    "remove": papers.remove,
    "choose": _choose,
    "skip": _skip,
    "send": lambda talk, what: summary.send(talk),
    "edit": _edit,
    "cancel": _cancel,
    "withdraw": cases.withdraw,
    "keep": _keep,
    "change": _change,
    "status": lambda talk, what: status.tell(talk),
    "pdf": ready.begin,
    "receive-pdf": ready.begin,
    "mean": intents.mean,
    "officer": lambda talk, what: officer.call(talk),
    **visiting.PRESSES,
}
