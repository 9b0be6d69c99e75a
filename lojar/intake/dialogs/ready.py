"""What is ready: where to collect it and with what, or the PDF behind a question that only the applicant can answer."""

from lojar.visits.rules.urgency import PICK_UP

from ..engine.commands import AnswerPdfQuestion, Outcome
from ..engine.scene import Case
from ..engine.talk import Talk
from . import proof
from .wording import paper_names


def what_to_bring(talk: Talk, case: Case) -> str:
    """The code, the place, and the originals that are handed in or shown."""
    if not case.collect_code:
        return ""
    originals = [r.key for r in case.service.to_bring(case.given)]
    parts = [talk.say("ready.collect", code=case.collect_code, place=_place(talk, case))]
    if originals:
        parts.append(talk.say("ready.bring", papers=paper_names(talk, case, originals)))
    return "\n".join(parts)


def tell_pickup(talk: Talk) -> None:
    """How collecting works, and for what lies ready the code."""
    ready = [c for c in talk.scene.cases if c.status == "ready" and c.collect_code]
    for case in ready:
        talk.tell_words(what_to_bring(talk, case))
    if proof.ask(talk):
        return
    if ready and PICK_UP in talk.scene.hall.books() and talk.case is None:
        talk.ask(
            talk.say("visit.to_collect"), talk.choice("visit-for:pick_up", "visit_times", means="affirm")
        )
    office = talk.scene.office
    key = "ready.who" if ready else "ready.none"
    talk.tell(key, address=office.address, hours=office.hours.get(talk.scene.language, ""))


def begin(talk: Talk, number: str) -> None:
    """The button "receive PDF" was pressed."""
    case = talk.scene.case(number)
    if case is None and proof.ask(talk):
        return
    if case is None or case.pdf is None or case.status not in {"ready", "delivered"}:
        talk.tell("ready.nothing")
        return
    if case.pdf.locked:
        talk.tell("ready.locked")
        return
    talk.note(awaits=f"pdf:{number}", misses=0)


def ask(talk: Talk, number: str) -> bool:
    case = talk.scene.case(number)
    if case is None or case.pdf is None or case.pdf.locked:
        talk.note(awaits="")
        return False
    question = talk.say(f"ready.{case.pdf.asks}", field=talk.language_of(case.pdf.label))
    talk.ask(question)
    return True


def hear(talk: Talk, number: str, text: str) -> None:
    talk.do(AnswerPdfQuestion(number, text.strip()[:200]))
    talk.quiet()


def judged(talk: Talk, outcome: Outcome) -> None:
    """The PDF itself and its lock are news of the case; only a wrong answer is answered here."""
    if not isinstance(outcome.command, AnswerPdfQuestion):
        return
    if outcome.right or outcome.locked:
        talk.note(awaits="")
        talk.quiet()
    else:
        talk.tell("ready.wrong")


def _place(talk: Talk, case: Case) -> str:
    return case.collect_place or talk.scene.office.address
