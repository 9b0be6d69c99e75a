"""What the person has booked: told, moved, given back."""

from lojar.offices.rules.dates_in_words import day_in_words

from ..engine.coming import Coming
from ..engine.commands import CancelVisit
from ..engine.talk import Talk
from . import places
from .wording import moment

MOVABLE = frozenset({"booked", "displaced"})


def tell(talk: Talk) -> bool:
    """The next one with what can be done about it; False where none is booked."""
    found = [visit for visit in talk.scene.hall.own() if visit.state != "held"]
    if not found:
        return False
    for visit in found[1:]:
        talk.tell_words(in_words(talk, visit))
    first = found[0]
    choices = [talk.choice(f"visit-cancel:{first.id}", "visit_cancel")]
    if first.state in MOVABLE:
        choices.insert(0, talk.choice(f"visit-change:{first.id}", "visit_change"))
    if first.state != "arrived":
        talk.ask(in_words(talk, first), *choices, talk.choice("visit-keep", "visit_keep", means="affirm"))
    else:
        talk.tell_words(in_words(talk, first))
    return True


def in_words(talk: Talk, visit: Coming) -> str:
    if visit.wanted_on is not None and visit.state == "waiting":
        return talk.say("visit.waiting", day=day_in_words(visit.wanted_on, talk.scene.language))
    key = "visit.displaced" if visit.state == "displaced" else "visit.own"
    return talk.say(key, when=moment(talk, visit.starts_at), name=visit.person)


def change(talk: Talk, id: str) -> None:
    visit = _own(talk, id)
    if visit is not None and visit.state in MOVABLE:
        places.begin(talk, visit.purpose, moves=visit)
    else:
        talk.tell("visit.gone")


def give_back(talk: Talk) -> bool:
    """ "batal datang": the next one, after it was asked; False where none is booked."""
    found = next((visit for visit in talk.scene.hall.own() if visit.state not in {"held", "arrived"}), None)
    if found is not None:
        ask_to_cancel(talk, str(found.id))
    return found is not None


def ask_to_cancel(talk: Talk, id: str) -> None:
    visit = _own(talk, id)
    if visit is None:
        talk.tell("visit.gone")
        return
    talk.ask(
        talk.say("visit.cancel", visit=in_words(talk, visit)),
        talk.choice(f"visit-drop:{visit.id}", "visit_drop", means="affirm"),
        talk.choice("visit-keep", "visit_keep", means="deny"),
    )


def drop(talk: Talk, id: str) -> None:
    """Told as news where something was booked; who stood in line hears it here."""
    visit = _own(talk, id)
    if visit is None:
        talk.tell("visit.gone")
        return
    talk.do(CancelVisit(visit.id))
    if visit.state == "waiting":
        talk.tell("visit.left")
    else:
        talk.quiet()


def take(talk: Talk, id: str) -> None:
    """An offer from the line."""
    visit = _own(talk, id)
    if visit is not None and visit.state == "held":
        places.take_offer(talk, visit)
    else:
        talk.tell("refused.hold_expired")


def _own(talk: Talk, id: str) -> Coming | None:
    return next((visit for visit in talk.scene.hall.own() if str(visit.id) == id), None)
