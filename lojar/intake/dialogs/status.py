"""Where every application of a contact stands, what is missing, and what comes next: any time, without a login."""

from ..engine.scene import Case
from ..engine.talk import Talk
from . import door, proof
from .ready import what_to_bring
from .returned import reasons
from .wording import case_name, day, moment, paper_names

MOST_TOLD = 6


def tell(talk: Talk) -> None:
    """Open ones first; of the closed only the newest, where nothing is open."""
    shown = talk.scene.open_cases or talk.scene.cases[:1]
    if not shown and proof.ask(talk):
        return
    if not shown:
        talk.tell("status.none")
        if not talk.state.service:
            door.ask_for_group(talk)
        return
    for case in shown[:MOST_TOLD]:
        talk.tell_words(of_case(talk, case))
    if len(shown) > MOST_TOLD:
        talk.tell("status.more", count=len(shown) - MOST_TOLD)
    if not proof.ask(talk):
        _offer_pdf(talk)


def of_case(talk: Talk, case: Case) -> str:
    """The state in words, and the next step."""
    facts = {
        "number": case.number if not case.number.startswith("@") else "",
        "service": case_name(talk, case),
        "on": day(talk, case.submitted_at),
        "promise": moment(talk, case.promised_at) or talk.language_of(case.service.promise.text),
        "missing": missing(talk, case),
        "papers": reasons(talk, case, case.wanted()),
        "note": case.note,
        "ground": case.ground,
        "bring": what_to_bring(talk, case),
    }
    return talk.say(f"status.{_which(case)}", **facts)


def missing(talk: Talk, case: Case) -> str:
    """In one list: papers, then how many answers."""
    wanted = [p.key for p in case.wanted()]
    lines = [paper_names(talk, case, wanted)] if wanted else []
    asked = len([f for f in case.to_ask() if not f.optional])
    if asked:
        lines.append(talk.say("status.fields", count=asked))
    return "\n".join(lines)


def tell_missing(talk: Talk) -> None:
    """ "Apa yang kurang?": of the application we talk about, else of all of them."""
    case = talk.case
    if case is None:
        tell(talk)
        return
    lacking = missing(talk, case)
    talk.tell(
        "status.lacks" if lacking else "status.lacks_nothing", service=case_name(talk, case), missing=lacking
    )


def _which(case: Case) -> str:
    if case.status == "draft":
        return "draft" if not case.is_complete else "draft_complete"
    if case.status == "returned":
        if case.wanted():
            return "returned"
        return "returned_note" if case.note else "returned_complete"
    if case.status == "ready":
        return "ready_pdf" if case.pdf is not None and not case.collect_code else "ready"
    return str(case.status)


def _offer_pdf(talk: Talk) -> None:
    """The button that fetches a PDF, where one waits and nothing else is being asked."""
    waiting = [c for c in talk.scene.cases if c.status == "ready" and c.pdf is not None]
    if waiting and talk.case is None:
        talk.ask(talk.say("ready.offer"), *(talk.choice(f"pdf:{c.number}", "pdf") for c in waiting[:1]))
