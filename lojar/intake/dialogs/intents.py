"""What follows from what somebody means, when it is not the answer to a question."""

from collections.abc import Callable, Mapping

from ..engine.commands import Collect
from ..engine.prompts import Choice
from ..engine.talk import Talk
from ..understand import Understood
from . import (
    cases,
    choosing,
    coming,
    door,
    doubt,
    officer,
    own_visits,
    proof,
    questions,
    status,
    summary,
    told,
    topics,
)

# Below this the likeliest services are offered as buttons instead of being taken for granted.
DOUBTFUL = 0.6

INTERRUPTS = frozenset(
    {"status", "requirements", "cost", "duration", "hours", "location", "human", "complaint", "fraud_check", "cancel",
     "change_service", "stop", "data_rights", "consent", "photo_problem", "pickup", "visit_slot", "greeting", "thanks",
     "goodbye", "language_en", "language_id", "urgent", "multi", "on_behalf"}
)  # fmt: skip


def follow(talk: Talk, understood: Understood, text: str) -> None:
    """Every turn ends in something useful: an answer, the next step, or an honest doubt."""
    unsure = _is_doubtful(talk, understood) and not coming.is_likely(talk, understood)
    if topics.answer(talk, understood, unsure=unsure):
        talk.note(doubts=0)
        return
    act = INTENTS.get(understood.intent)
    answer = questions.ANSWERS.get(understood.intent)
    if unsure:
        if talk.case is None and not talk.state.service and proof.ask_at_the_door(talk):
            return
        if understood.intent != "submit_data" or understood.confidence < DOUBTFUL:  # not somebody's data
            talk.do(Collect(text, understood.likely))
        told.keep(talk, text)  # who has to choose once more need not tell their name once more
        doubt.ask(talk, understood.likely)
        return
    talk.note(doubts=0)
    if understood.intent == "requirements" and not understood.service and _wants_menu(talk, understood):
        door.ask_for_group(talk)
    elif act is not None:
        act(talk, understood, text)
    elif answer is not None:
        answer(talk, understood.service)
    else:
        _service(talk, understood, text)


def _is_doubtful(talk: Talk, understood: Understood) -> bool:
    if understood.intent in {"unclear", "submit_data", "survey", "skip"}:
        return understood.intent != "survey" or talk.case is not None
    return understood.confidence < DOUBTFUL and understood.intent not in {
        "greeting",
        "affirm",
        "deny",
        "multi",
    }


def asks_for_papers(understood: Understood) -> bool:
    """Of a service that was named: "syarat ktp hilang apa saja?" wishes for nothing yet."""
    return bool(understood.service) and "syarat" in understood.words


def _wants_menu(talk: Talk, understood: Understood) -> bool:
    """ "menu" and "bantuan" show the list anywhere; "syarat?" only where nothing is at hand yet."""
    if "menu" in understood.words:
        return True
    return talk.case is None and not talk.state.service


def mean(talk: Talk, meaning: str) -> None:
    """The button of a question that was likely: as if it had been written clearly."""
    follow(talk, Understood(meaning, confidence=1.0, likely=(meaning,)), "")


def _service(talk: Talk, understood: Understood, text: str) -> None:
    """A service was named: its requirements only, where another application is being made and they were asked for."""
    busy = talk.case is not None and talk.case.code != understood.service
    if busy and asks_for_papers(understood):
        questions.requirements(talk, understood.service)
        return
    told.keep(talk, text)
    choosing.choose(talk, understood.service)


def _multi(talk: Talk, understood: Understood, text: str) -> None:
    """Several at once: the package that has them, or one after the other."""
    told.keep(talk, text)
    if understood.service in talk.scene.catalogue.packages:
        choosing.choose(talk, understood.service)
        return
    named = tuple(dict.fromkeys((understood.service, *understood.also)))
    packages = [
        p
        for p in talk.scene.catalogue.packages.values()
        if p.whole.offered and len(set(named).intersection(p.services)) > 1
    ]
    rows = [Choice(f"service:{p.code}", talk.language_of(p.short)) for p in packages[:1]]
    rows += [
        Choice(f"service:{s.code}", talk.language_of(s.short))
        for code in named
        if (s := talk.scene.catalogue.find(code)) is not None
    ]
    talk.ask(talk.say("multi.package" if packages else "multi.one_by_one"), *rows)


def _change_service(talk: Talk, understood: Understood, text: str) -> None:
    if talk.state.service and understood.service:
        choosing.choose(talk, understood.service)
        return
    cases.change_service(talk, understood.service)
    if understood.service:
        choosing.choose(talk, understood.service)
    else:
        door.ask_for_group(talk)


def _greeting(talk: Talk, understood: Understood, text: str) -> None:
    door.greet(talk)
    if talk.case is None and not talk.state.service and not talk.state.photos:
        door.ask_what(talk)


def _edit(talk: Talk, understood: Understood, text: str) -> None:
    """Of the application at hand; without one the services that change data are what is likely meant."""
    if talk.case is not None:
        summary.ask_what_to_edit(talk)
    else:
        doubt.ask(talk, understood.likely)


def _status(talk: Talk, understood: Understood, text: str) -> None:
    status.tell(talk)


def _cancel(talk: Talk, understood: Understood, text: str) -> None:
    """Of the application at hand; else of the appointment."""
    if talk.case is None and own_visits.give_back(talk):
        return
    cases.cancel(talk)


def _nothing(talk: Talk, understood: Understood, text: str) -> None:
    """A yes or no to no question: only the next step is shown."""


def _format_command(talk: Talk, understood: Understood, text: str) -> None:
    if understood.service:
        _service(talk, understood, text)
    else:
        door.ask_for_group(talk)


INTENTS: Mapping[str, Callable[[Talk, Understood, str], None]] = {
    "greeting": _greeting,
    "affirm": lambda talk, understood, text: cases.go_on(talk),
    "deny": _nothing,
    "status": _status,
    "edit": _edit,
    "cancel": _cancel,
    "visit_slot": coming.wish,
    "urgent": coming.wish,
    "human": lambda talk, understood, text: officer.call(talk),
    "stop": lambda talk, understood, text: officer.stop(talk),
    "language_en": lambda talk, understood, text: officer.speak(talk, "en"),
    "language_id": lambda talk, understood, text: officer.speak(talk, "id"),
    "multi": _multi,
    "change_service": _change_service,
    "format-command": _format_command,
}
