"""The number or the id changed: what was filed before is shown again after one answer that only the applicant knows."""

from lojar.handover.rules.pdf_question import WRONG_ANSWERS

from ..engine.commands import AnswerProof, Outcome
from ..engine.talk import Talk
from ..understand import Understood

AWAITED = "proof"


def close_or_open(talk: Talk) -> None:
    """What was being talked about with whoever had the old name lies aside until the proof."""
    proof = talk.scene.proof
    if proof is not None and talk.state.shut != proof.since:
        talk.note(
            service="", changes="", answers={}, awaits="", offered=(), asked=(), laid=(), photos=(), photos_for="",
            shelved=(*talk.state.shelved, *talk.state.photos), shut=proof.since,
        )  # fmt: skip
    elif proof is None and talk.state.shut:
        talk.note(photos=(*talk.state.photos, *talk.state.shelved), shelved=(), shut="", proof_misses=0)


def ask(talk: Talk) -> bool:
    """Why, and the question; False where nothing is held back."""
    proof = talk.scene.proof
    if proof is None:
        return False
    if not _may_be_answered(talk) or proof.label is None:
        talk.note(awaits="")
        talk.tell("proof.officer")
        return True
    question = talk.say(f"ready.{proof.asks}", field=talk.language_of(proof.label))
    about = talk.say("proof.about", number=proof.case, question=question)
    why = "" if talk.state.awaits == AWAITED else talk.say("proof.why")
    talk.note(awaits=AWAITED, asked=())
    talk.ask("\n\n".join(part for part in (why, about, talk.say("proof.others")) if part))
    return True


def ask_at_the_door(talk: Talk) -> bool:
    """By itself only where something of before still goes on."""
    proof = talk.scene.proof
    return proof is not None and proof.is_open and _may_be_answered(talk) and ask(talk)


def hear(talk: Talk, text: str, understood: Understood) -> bool:
    """False for words that are no answer: a digit or a date is asked for, or a service is clearly wished for."""
    proof = talk.scene.proof
    if proof is None or not _may_be_answered(talk):
        talk.note(awaits="")
        return False
    if proof.asks != "name" and not any(letter.isdigit() for letter in text):
        return False
    if proof.asks == "name" and understood.service and understood.intent == understood.service:
        return False
    talk.do(AnswerProof(proof.case, proof.key, text.strip()[:200]))
    talk.quiet()
    return True


def judged(talk: Talk, outcome: Outcome) -> None:
    if outcome.right:
        talk.note(awaits="")
        talk.tell("proof.right")
        return
    talk.note(proof_misses=talk.state.proof_misses + 1)
    if _may_be_answered(talk):
        talk.tell("ready.wrong")


def is_locked(talk: Talk) -> bool:
    """The third wrong answer brings an officer."""
    return talk.scene.proof is not None and talk.state.proof_misses >= WRONG_ANSWERS


def _may_be_answered(talk: Talk) -> bool:
    proof = talk.scene.proof
    return proof is not None and proof.label is not None and not is_locked(talk)
