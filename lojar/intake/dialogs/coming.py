"""Who wants to come: why, and whether they must. Everybody else begins here, with what they said."""

from lojar.visits.rules.urgency import IN_PERSON, PICK_UP, URGENT, reasons_to_offer

from ..engine.prompts import Choice
from ..engine.talk import Talk
from ..understand import Understood
from . import choosing, door, own_visits, places, questions, told

AWAITED = "visit"
WHY = "visit:why"
MEANINGS = frozenset({"visit_slot", "urgent"})
LONGEST = 200  # letters of a wish that may name a day and an hour
AT_EASE = "normal"  # how the hall is run when nobody has to say why they come


def wish(talk: Talk, understood: Understood, text: str) -> None:
    """Their own appointment first. An office that plans no sessions is told as it is: an address and its hours."""
    if own_visits.tell(talk):
        return
    if not talk.scene.hall.books():
        (questions.urgent if understood.intent == "urgent" else questions.visit)(talk, understood.service)
        return
    talk.note(errand={"said": text[:LONGEST]})
    if reason := _reason_in(talk, understood.words):
        because(talk, reason)
    elif understood.service:
        from_home(talk, understood.service, text)
    else:
        talk.note(awaits=WHY)


def is_likely(talk: Talk, understood: Understood) -> bool:
    """ "ibu saya opname, mau datang": two likely meanings share the doubt, and either is a wish to come."""
    wished = understood.likely[:1] and understood.likely[0] in MEANINGS
    return bool(wished) and bool(_reason_in(talk, understood.words)) and bool(talk.scene.hall.books())


def ask(talk: Talk) -> bool:
    """The reasons of the catalogue, then what needs none, then everything else."""
    hall = talk.scene.hall
    booked = hall.books()
    rows = [
        Choice(f"visit-why:{r.code}", talk.language_of(r.label), talk.language_of(r.description))
        for r in reasons_to_offer(talk.scene.catalogue.urgent)
        if URGENT in booked
    ]
    if PICK_UP in booked:
        rows.append(talk.choice("visit-for:pick_up", "visit_pick_up", description=talk.say("visit.pick_up")))
    if IN_PERSON in booked:
        rows.append(
            talk.choice("visit-for:in_person", "visit_in_person", description=talk.say("visit.in_person"))
        )
    if URGENT in booked and hall.mode() == AT_EASE:
        rows.append(talk.choice("visit-for:urgent", "visit_counter", description=talk.say("visit.counter")))
    rows.append(talk.choice("visit-other", "visit_other", description=talk.say("visit.other")))
    talk.ask(talk.say("visit.why"), *rows, button=talk.say("button.list"))
    return True


def hear(talk: Talk, text: str, understood: Understood) -> bool:
    """A reason in their own words; a service that is named is begun from here."""
    if reason := _reason_in(talk, understood.words | frozenset(talk.words_in(text))):
        because(talk, reason)
        return True
    if understood.service and understood.intent == understood.service:
        from_home(talk, understood.service, text)
        return True
    return False  # "mau ambil ktp" names a service, and wishes for none


def because(talk: Talk, reason: str) -> None:
    """An urgent reason: they choose a time, and what it takes is prepared from here as far as it goes."""
    if reason in {r.code for r in reasons_to_offer(talk.scene.catalogue.urgent)}:
        places.begin(talk, URGENT, reason=reason)


def from_home(talk: Talk, service: str, text: str = "") -> None:
    """What can be done without coming begins at once; what is recorded in person gets a time."""
    wished = talk.scene.catalogue.find(service)
    if wished is not None and wished.remote == "none" and IN_PERSON in talk.scene.hall.books():
        places.begin(talk, IN_PERSON)
        return
    talk.tell("visit.from_home")
    told.keep(talk, text)
    choosing.choose(talk, service)


def anything_else(talk: Talk) -> None:
    """Not urgent: the list of what can be begun here, or the application that was being made."""
    talk.note(awaits="", errand={})
    talk.tell("visit.from_home")
    if talk.case is None and not talk.state.service:
        door.ask_for_group(talk)


def _reason_in(talk: Talk, words: frozenset[str]) -> str:
    """The one urgent reason that words speak of, in this project's spelling; of two reasons neither."""
    found = [
        r.code
        for r in reasons_to_offer(talk.scene.catalogue.urgent)
        if words & frozenset(spelt for word in r.words for spelt in talk.words_in(word))
    ]
    return found[0] if len(found) == 1 else ""
