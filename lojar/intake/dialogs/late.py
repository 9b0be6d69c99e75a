"""What came late: photos are kept where they belong, words and presses change nothing any more, and it is said once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..engine.commands import LayPage, Note
from ..engine.heard import Heard
from ..engine.lateness import subject_at
from ..engine.scene import Case, Paper
from ..engine.state import Pending
from ..engine.talk import Talk
from ..understand import understand
from . import intents, photos, presses, questions, unusable
from .naming import named_paper
from .wording import moment, paper_name
from .words import SURE

TOO_LATE = "datang terlambat"  # for the officer who reads along
SAID_ONCE = timedelta(hours=1)  # for all that trickles in meanwhile
PAPERS = "requirements"
# Questions whose answer is the same at any hour and changes nothing: whoever asked still wants to know.
STANDS = frozenset({"cost", "duration", "hours", "location", PAPERS, "fraud_check", "consent"})
NAMES_A_SERVICE = frozenset({"service", "only"})


def hear(talk: Talk, late: Sequence[Heard], *, alone: bool) -> bool:
    """Before what is timely. True where something is to be said or asked now."""
    words = [each for each in late if each.photo is None]
    heard = [each for each in words if _begins(talk, each) or _answers(talk, each)]
    for each in words:
        if each not in heard:
            talk.do(Note(each.message, TOO_LATE))
    laid = [each for each in late if each.photo is not None and _lay(talk, each)]
    told = alone and _tell(talk, words, heard)
    return told or bool(heard or laid)


def keep_photos(talk: Talk, late: Sequence[Heard]) -> bool:
    """After what is timely: those that nothing says what they are. They are asked about and never guessed at, since
    the photos that came before them may have been taken for these."""
    known = photos.known_ids(talk)
    fresh = {each.photo.id: each for each in late if each.photo is not None and each.photo.id not in known}
    if not fresh:
        return False
    talk.note(photos=(*talk.state.photos, *(_pending(each) for each in fresh.values())))
    elsewhere = any(subject_at(talk.state, each.at) not in ("", talk.state.focus) for each in fresh.values())
    if talk.case is None:
        photos.keep_for_later(talk)
    elif elsewhere and len(talk.scene.with_citizen) > 1 and talk.prompt is None:
        photos.ask_which_case(talk)
    return True


def _begins(talk: Talk, heard: Heard) -> bool:
    """A service that was wished for days ago, and nothing has been begun since: the wish still stands."""
    if talk.scene.with_citizen or talk.state.service or talk.state.awaits:
        return False
    if heard.kind == "choice":
        return heard.choice.partition(":")[0] in NAMES_A_SERVICE and presses.press(talk, heard.choice)
    understood = understand(heard.text, talk.scene.words) if heard.kind == "text" else None
    if understood is None or not understood.service or understood.intent != understood.service:
        return False
    if understood.confidence < intents.DOUBTFUL:
        return False
    intents.follow(talk, understood, heard.text)
    return True


def _answers(talk: Talk, heard: Heard) -> bool:
    """A question that stands by itself: "jam buka kantor?" """
    understood = understand(heard.text, talk.scene.words) if heard.kind == "text" else None
    if understood is None or understood.confidence < SURE:
        return False
    asked = PAPERS if intents.asks_for_papers(understood) else understood.intent
    if asked not in STANDS or (asked == PAPERS and not understood.service):
        return False  # of which service, only the table of that hour knew
    questions.ANSWERS[asked](talk, understood.service)
    return True


def _tell(talk: Talk, words: Sequence[Heard], begun: Sequence[Heard]) -> bool:
    """Once for a whole trickle; what was begun or answered leads on by itself."""
    expect_answer = [
        each for each in words if each.kind in unusable.ANSWERED or each.kind in ("text", "choice")
    ]
    if not expect_answer or (_was_told_lately(talk) and not begun):
        return False
    newest = expect_answer[-1]
    when = moment(talk, newest.at)
    if begun:
        talk.tell("late.heard", when=when)
    elif newest.kind == "choice" and newest.text:
        talk.tell("late.pressed", choice=newest.text, when=when)
    else:
        talk.tell("late.written", when=when)
    talk.note(late_at=talk.scene.now.isoformat())
    return True


def _was_told_lately(talk: Talk) -> bool:
    last = talk.state.late_at
    return bool(last) and talk.scene.now - datetime.fromisoformat(last) < SAID_ONCE


def _lay(talk: Talk, heard: Heard) -> bool:
    """On the paper that its caption names, of the application that was being talked about then."""
    found = _named(talk, heard)
    if found is None or heard.photo is None or heard.photo.id in photos.known_ids(talk):
        return False
    case, paper = found
    talk.do(LayPage(case.number, paper.key, heard.photo.id, heard.photo.pages, heard.photo.fault))
    if case.number != talk.state.focus:
        talk.tell("late.photo", paper=paper_name(talk, case, paper.key), number=case.number)
    return True


def _named(talk: Talk, heard: Heard) -> tuple[Case, Paper] | None:
    case = talk.scene.case(subject_at(talk.state, heard.at) or talk.state.focus)
    if case is None or not case.with_citizen or not heard.text:
        return None
    paper = named_paper(talk, heard.text, case)
    return (case, paper) if paper is not None and photos.takes(case, paper) else None


def _pending(heard: Heard) -> Pending:
    photo = heard.photo
    assert photo is not None, "only photos are kept"
    return Pending(photo.id, photo.pages, heard.text[: photos.LONGEST_CAPTION], photo.fault)
