"""A photo that nobody will be able to read: said at once, with the one thing to do. Whoever insists is believed."""

from ..engine.commands import TakeBack
from ..engine.prompts import Choice
from ..engine.scene import Case, LaidPhoto, Paper
from ..engine.state import Pending
from ..engine.talk import Talk
from .wording import paper_name

AWAITED = "faults"
REMEMBERED = 60  # photos that were insisted on
OTHER = "other"


def of(talk: Talk, case: Case) -> list[tuple[Paper, LaidPhoto]]:
    """The first such photo of each paper that lies in the citizen's hands."""
    bad = [
        (paper, [photo for photo in paper.photos if _is_bad(talk, photo)])
        for paper in case.papers
        if paper.state == "received"
    ]
    return [(paper, photos[0]) for paper, photos in bad if photos]


def ask(talk: Talk, case: Case) -> bool:
    """What is the matter with each, and both ways on; False where all can be read."""
    faulty = of(talk, case)
    if not faulty:
        return False
    told = [
        talk.say("faults.line", paper=paper_name(talk, case, p.key), advice=advice(talk, photo.fault))
        for p, photo in faulty
    ]
    body = talk.say("faults.one" if len(told) == 1 else "faults.several", papers="\n".join(told))
    talk.ask(body, *_ways(talk, faulty), photo=faulty[0][1].id, is_marked=True)
    talk.note(awaits=AWAITED)
    return True


def advice(talk: Talk, fault: str) -> str:
    known = talk.scene.phrases[talk.scene.language].has(f"faults.{fault}")
    return talk.say(f"faults.{fault if known else OTHER}")


def accept(talk: Talk) -> None:
    """ "Kirim apa adanya": the officer sees what was judged, and decides."""
    case = talk.case
    if case is None:
        return
    _insisted(talk, [photo.id for paper in case.papers for photo in paper.photos if photo.fault])
    talk.note(awaits="", laid=())
    talk.tell("faults.as_is")


def begin_again(talk: Talk, key: str) -> None:
    """The next photo takes the place of the one that cannot be read."""
    case = talk.case
    if case is not None and case.paper(key) is not None:
        talk.note(awaits=AWAITED, laid=())
        talk.ask(talk.say("faults.waits", paper=paper_name(talk, case, key)))


def replaced(talk: Talk, case: Case) -> list[tuple[Pending, str]]:
    """(new photo, paper) for what came after the advice, in the order of the papers; the old photos are taken back.
    A second photo of the same paper is taken as it is: more than trying again nobody can."""
    faulty, fresh = of(talk, case), list(talk.state.photos)
    if talk.state.awaits != AWAITED or not faulty or not fresh:
        return []
    talk.note(awaits="")
    if len(faulty) == 1:
        pairs = [(photo, faulty[0][0].key) for photo in fresh]
    else:
        pairs = [(photo, paper.key) for photo, (paper, _) in zip(fresh, faulty, strict=False)]
    for key in dict.fromkeys(key for _, key in pairs):
        talk.do(TakeBack(case.number, key))
    _insisted(talk, [photo.id for photo, _ in pairs])
    return pairs


def _ways(talk: Talk, faulty: list[tuple[Paper, LaidPhoto]]) -> tuple[Choice, ...]:
    return (
        Choice(f"retake:{faulty[0][0].key}", talk.say("button.retake")),
        talk.choice("asis", "as_is", means="affirm"),
    )


def _is_bad(talk: Talk, photo: LaidPhoto) -> bool:
    return bool(photo.fault) and photo.id not in talk.state.as_is


def _insisted(talk: Talk, photos: list[int]) -> None:
    talk.note(as_is=tuple(dict.fromkeys((*talk.state.as_is, *photos)))[-REMEMBERED:])
