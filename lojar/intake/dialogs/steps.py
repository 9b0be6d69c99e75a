"""What to ask next, from what is true now: so that neither silence nor a question on the way loses the place."""

from ..engine.scene import Case
from ..engine.talk import Talk
from . import (
    choosing,
    door,
    faults,
    fields,
    papers,
    photos,
    proof,
    readings,
    ready,
    returned,
    summary,
    visiting,
)


def go_on(talk: Talk) -> None:
    """Asks the one next thing, unless a dialog has asked already or nothing is to be asked."""
    case = talk.case
    if case is not None:
        photos.tell_received(talk, case)
    if talk.prompt is not None or talk.is_quiet:
        return
    talk.note(asked=())
    if _asked_for_something(talk):
        return
    if talk.state.service:
        choosing.ask_next(talk)
    elif case is None:
        _at_the_door(talk)
    else:
        _with_draft(talk, case)


def _with_draft(talk: Talk, case: Case) -> None:
    """Photos first, then what decides on them, then the answers, then everything at a glance."""
    if talk.state.photos:
        photos.ask_which(talk, case)
    elif faults.ask(talk, case):
        pass
    elif case.status == "returned":
        returned.ask(talk, case)
    elif not (
        papers.ask(talk, case)
        or _open_question(talk, case)
        or readings.ask(talk, case)
        or fields.ask(talk, case)
    ):
        summary.ask(talk, case)


def _asked_for_something(talk: Talk) -> bool:
    """What the next words are waited for: a value to change, a question of the PDF, a choice to make anew."""
    what, _, key = talk.state.awaits.partition(":")
    if what == "pdf":
        return ready.ask(talk, key)
    if what == proof.AWAITED:
        return proof.ask(talk)
    if what == visiting.AWAITED:
        return visiting.ask(talk, key)
    return talk.case is not None and _asked_of_draft(talk, talk.case, what, key)


def _asked_of_draft(talk: Talk, case: Case, what: str, key: str) -> bool:
    if what == faults.AWAITED:
        return not talk.state.photos and faults.ask(talk, case)
    if what == "field":
        return fields.ask_for(talk, case, key)
    if what == "question":
        return summary.ask_question(talk, case, key)
    if what == photos.ORDER:
        return photos.ask_order(talk, case)
    return what in {"again", "more"} and papers.ask(talk, case)


def _open_question(talk: Talk, case: Case) -> bool:
    """A service that was changed may have a question the old one did not."""
    left = case.to_choose()
    return bool(left) and summary.ask_question(talk, case, left[0].key)


def _at_the_door(talk: Talk) -> None:
    if proof.ask_at_the_door(talk):
        return
    if talk.state.photos:
        if len(talk.scene.with_citizen) > 1:
            photos.ask_which_case(talk)
        else:
            door.ask_for_group(talk)
    elif not talk.told:
        door.ask_what(talk)
