"""The steps of a visit put together: what its buttons do, what is asked again, and what words answer."""

from collections.abc import Callable, Mapping

from lojar.visits.rules.urgency import PICK_UP

from ..engine.talk import Talk
from ..understand import Understood
from . import coming, own_visits, places, ready

AWAITED = coming.AWAITED
SURE = 0.75


def ask(talk: Talk, step: str) -> bool:
    """What was being asked, with what is free now. A button of days ago may have lost what it was about."""
    if step in ("day", "time") and not talk.state.errand.get("purpose"):
        talk.note(awaits=coming.WHY)
        step = "why"
    return ASKS[step](talk) if step in ASKS else False


def hear(talk: Talk, step: str, text: str, understood: Understood) -> bool:
    """False where the words are about something else."""
    if understood.intent == "cancel" and understood.confidence >= SURE:
        places.leave(talk)
        return True
    if step == "why":
        return coming.hear(talk, text, understood)
    if step == "name":
        return places.hear_name(talk, text)
    return places.hear_day(talk, text) or (step == "time" and places.hear_time(talk, text))


def _for(talk: Talk, purpose: str) -> None:
    """A time to collect something is given only where something lies ready."""
    ready_one = next((c for c in talk.scene.cases if c.status == "ready" and c.collect_code), None)
    if purpose == PICK_UP and ready_one is None:
        ready.tell_pickup(talk)
        talk.note(awaits="")
    elif purpose in talk.scene.hall.books():
        places.begin(talk, purpose, case=ready_one.number if ready_one and purpose == PICK_UP else "")


def _time(talk: Talk, session: str) -> None:
    if session.isdigit():
        places.take_time(talk, int(session))


def _days(talk: Talk, what: str) -> None:
    talk.note(awaits=places.DAY)


def _name(talk: Talk, what: str) -> None:
    talk.note(awaits=places.NAME)


def _keep(talk: Talk, what: str) -> None:
    talk.note(awaits="")
    talk.tell("visit.kept")


ASKS: Mapping[str, Callable[[Talk], bool]] = {
    "why": coming.ask,
    "day": places.ask_day,
    "time": places.ask_time,
    "name": places.ask_name,
    "sure": places.ask_if_sure,
}
PRESSES: Mapping[str, Callable[[Talk, str], None]] = {
    "visit-why": coming.because,
    "visit-for": _for,
    "visit-other": lambda talk, what: coming.anything_else(talk),
    "visit-day": places.take_day,
    "visit-time": _time,
    "visit-days": _days,
    "visit-name": _name,
    "visit-book": lambda talk, what: places.book(talk),
    "visit-wait": places.wait,
    "visit-leave": lambda talk, what: places.leave(talk),
    "visit-change": own_visits.change,
    "visit-cancel": own_visits.ask_to_cancel,
    "visit-drop": own_visits.drop,
    "visit-take": own_visits.take,
    "visit-keep": _keep,
}
