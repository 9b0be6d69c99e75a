"""Several applications on one phone: which one is meant, switching, and taking one back."""

from ..engine.commands import Withdraw
from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from . import door, proof
from .wording import case_name

WITHDRAWABLE = frozenset({"draft", "submitted", "returned"})


def settle_focus(talk: Talk) -> None:
    """Keep talking about the same draft; else about the only one in the citizen's hands."""
    if talk.case is None:
        with_citizen = talk.scene.with_citizen
        talk.note(focus=with_citizen[0].number if len(with_citizen) == 1 else "", laid=())


def ask_which(talk: Talk, cases: tuple[Case, ...], verb: str, question: str) -> None:
    rows = [Choice(f"{verb}:{c.number}", c.number, case_name(talk, c)) for c in cases]
    talk.ask(talk.say(question), *rows, button=talk.say("button.cases"))


def switch(talk: Talk, number: str) -> None:
    case = talk.scene.case(number)
    if case is None and proof.ask(talk):
        return
    if case is None or not case.with_citizen:
        talk.tell("case.closed")
        return
    talk.turn_to(number)
    talk.note(service="", changes="", answers={}, awaits="", photos_for=number)
    talk.tell("case.switched", service=case_name(talk, case), number=case.number)


def go_on(talk: Talk) -> None:
    """ "lanjutkan": the draft at hand, or the question which of them."""
    if talk.case is None and len(talk.scene.with_citizen) > 1:
        ask_which(talk, talk.scene.with_citizen, "case", "case.which")


def cancel(talk: Talk) -> None:
    """ "batal": first leave what was being chosen or changed, then ask about the application itself."""
    if talk.state.service or talk.state.awaits:
        talk.note(service="", changes="", answers={}, awaits="", asked=(), misses=0)
        talk.tell("cancel.left")
        if talk.case is None:
            door.ask_what(talk)
        return
    case = talk.case
    if case is not None:
        confirm(talk, case.number)
        return
    may_go = talk.scene.where(lambda c: c.status in WITHDRAWABLE)
    if len(may_go) == 1:
        confirm(talk, may_go[0].number)
    elif not may_go and proof.ask(talk):
        return
    elif may_go:
        ask_which(talk, may_go, "cancel", "cancel.which")
    else:
        talk.tell("cancel.too_late" if talk.scene.open_cases else "cancel.nothing")


def confirm(talk: Talk, number: str) -> None:
    case = talk.scene.case(number)
    if case is None and proof.ask(talk):
        return
    if case is None or case.status not in WITHDRAWABLE:
        talk.tell("cancel.too_late")
        return
    talk.ask(
        talk.say("cancel.ask", service=case_name(talk, case)),
        Choice(f"withdraw:{number}", talk.say("button.withdraw"), means="affirm"),
        talk.choice("keep", "keep", means="deny"),
    )


def withdraw(talk: Talk, number: str) -> None:
    """That it is withdrawn is news of the case: it follows by itself."""
    case = talk.scene.case(number)
    if case is None and proof.ask(talk):
        return
    if case is None or case.status not in WITHDRAWABLE:
        talk.tell("cancel.too_late")
        return
    talk.do(Withdraw(number))
    talk.note(focus="", photos=(), laid=(), asked=(), awaits="", photos_for="")
    talk.quiet()


def change_service(talk: Talk, code: str) -> bool:
    """Of the draft at hand; False where there is none to change."""
    case = talk.case
    if case is None or case.status != "draft":
        return False
    talk.note(changes=case.number)
    if code:
        talk.tell("case.changing")
    return True
