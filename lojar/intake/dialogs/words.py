"""What typed words do: a choice on the table, an answer that was asked for, or something asked on the way."""

from ..engine.scene import Case
from ..engine.state import Offered
from ..engine.talk import Talk
from ..understand import Understood, allocate, apart, pick, understand
from . import (
    choosing,
    fields,
    intents,
    papers,
    photos,
    presses,
    proof,
    questions,
    ready,
    summary,
    topics,
    visiting,
)
from .intents import INTERRUPTS
from .naming import named_paper, names_nothing_else

SURE = 0.75  # enough to interrupt a question that has a form of its own
VERY_SURE = 0.9  # enough to interrupt one that any words may answer
FEW_WORDS = 4
REASONS = frozenset(
    {"urgent", "on_behalf", "multi"}
)  # they are as likely why something is needed: "mendaftar Polri"
OF_PAPERS = ("paper:", "wrong:", "put:")  # ids of choices that end in the key of a paper


def hear(talk: Talk, text: str) -> None:
    """One text, which may be several bubbles of a burst: several questions get several answers."""
    is_answer = bool(talk.state.asked or talk.state.awaits)
    for each in (text,) if is_answer else apart(text, talk.scene.words):
        _hear_one(talk, each)


def warn(talk: Talk, text: str) -> None:
    """Where an officer answers the rest: a danger, and a fraud that is happening."""
    understood = understand(text, talk.scene.words)
    if topics.tell_numbers_to_call(talk, understood):
        return
    if understood.intent == "fraud_check" and understood.confidence >= SURE:
        questions.fraud(talk, understood.service)


def _hear_one(talk: Talk, text: str) -> None:
    understood = understand(text, talk.scene.words)
    if topics.alarm(talk, understood):
        return
    if _is_correction(talk, understood):
        intents.follow(talk, understood, text)
        return
    if _is_choice(talk, text) or _is_paper(talk, text) or _is_agreement(talk, understood):
        return
    if _is_answer(talk, text, understood):
        talk.note(doubts=0)
        return
    intents.follow(talk, understood, text)


def _is_correction(talk: Talk, understood: Understood) -> bool:
    """ "eh bukan, ktp hilang" while questions of another service are open: "hilang" is no answer to them."""
    named = understood.intent == "change_service" and understood.confidence >= SURE and understood.service
    return bool(named) and bool(talk.state.service) and understood.service != talk.state.service


def _is_choice(talk: Talk, text: str) -> bool:
    """The number or the words of a choice that lies on the table; numbers only where no number is asked for."""
    offered = talk.state.offered
    if not offered:
        return False
    numbered = not talk.state.asked or _asked_has_choices(talk) or not _asks_fields(offered)
    at = pick(text, [o.title for o in offered], synonyms=talk.scene.answers["synonyms"], numbered=numbered)
    if at is None or len(text.split()) > len(offered[at].title.split()) + 2:
        return False
    talk.note(plain=True)
    return presses.press(talk, offered[at].id)


def _is_paper(talk: Talk, text: str) -> bool:
    """A paper named in other words than its button has: "kk" for "Kartu Keluarga"."""
    case = talk.case
    paper = named_paper(talk, text, case) if case else None
    if case is None or paper is None or not names_nothing_else(talk, text, paper, case):
        return False
    chosen = next(
        (o.id for o in talk.state.offered if o.id.startswith(OF_PAPERS) and o.id.endswith(f":{paper.key}")),
        "",
    )
    return bool(chosen) and presses.press(talk, chosen)


def _is_agreement(talk: Talk, understood: Understood) -> bool:
    """A bare yes or no, where the question was one."""
    if understood.intent not in {"affirm", "deny"} or understood.confidence < SURE or talk.was_silent:
        return False
    chosen = next((o for o in talk.state.offered if o.means == understood.intent), None)
    return chosen is not None and presses.press(talk, chosen.id)


def _is_answer(talk: Talk, text: str, understood: Understood) -> bool:
    """What the last question asked for, unless the words clearly are something else."""
    what, _, key = talk.state.awaits.partition(":")
    if what == "pdf" and not _interrupts(talk, understood, text, loose=True):
        ready.hear(talk, key, text)
        return True
    interrupts = what == proof.AWAITED and _interrupts(talk, understood, text, loose=True)
    if what == proof.AWAITED and not interrupts and proof.hear(talk, text, understood):
        return True
    if talk.state.photos and photos.hear_name(talk, text):
        return True
    if what == visiting.AWAITED and _is_about_visit(talk, key, text, understood):
        return True
    if talk.state.service:
        return choosing.hear(talk, text)
    case = talk.case
    return case is not None and _is_about_draft(talk, case, text, understood)


def _is_about_visit(talk: Talk, step: str, text: str, understood: Understood) -> bool:
    """Any words may be a name; a day or an hour has a form of its own."""
    if step == "name" and _interrupts(talk, understood, text, loose=True):
        return False
    return visiting.hear(talk, step, text, understood)


def _is_about_draft(talk: Talk, case: Case, text: str, understood: Understood) -> bool:
    if papers.hear(talk, text):
        return True
    if case.wanted() and photos.put_right(talk, text):
        return True
    if case.wanted() and papers.announce(talk, text):
        return True
    if talk.state.asked:
        return _is_value(talk, case, text, understood)
    return fields.tell_miscounted(talk, case, text) or _is_unasked(talk, case, text, understood)


def _is_unasked(talk: Talk, case: Case, text: str, understood: Understood) -> bool:
    """Said about the draft while nothing but photos was asked for."""
    if _interrupts(talk, understood, text, loose=False):
        return False
    if photos.put_right(talk, text):
        return True
    if (":" in text or case.is_complete) and summary.hear(talk, case, text):
        return True
    return understood.intent in {"submit_data", "format-command"} and _volunteered(talk, case, text)


def _is_value(talk: Talk, case: Case, text: str, understood: Understood) -> bool:
    if understood.intent == "skip" and fields.skip(talk):
        return True
    loose = fields.asks_for_free_words(talk, case)
    readable = not loose and bool(fields.can_read(talk, case, text).values)
    if not readable and _interrupts(talk, understood, text, loose=loose):
        return False
    return fields.hear(talk, case, text)


def _interrupts(talk: Talk, understood: Understood, text: str, *, loose: bool) -> bool:
    """Where any words may be the answer, only a short and certain command, or a question, is taken for one; never
    several lines, which answer several questions."""
    is_service = bool(understood.service) and understood.intent == understood.service
    if understood.intent not in INTERRUPTS and (loose or not is_service):
        return False
    if not loose:
        return understood.confidence >= SURE
    if understood.intent in REASONS and not text.rstrip().endswith("?"):
        return False
    short = len(text.split()) <= FEW_WORDS and "\n" not in text.strip()
    return understood.confidence >= (SURE if text.rstrip().endswith("?") else VERY_SURE) and short


def _volunteered(talk: Talk, case: Case, text: str) -> bool:
    """A NIK while photos were asked for: kept, and not asked for again."""
    asked = [f for f in fields.asked_together(case) if f.kind in {"nik", "kk", "niks"}][:1]
    taken = allocate(text.replace("#", "\n"), asked, fields.known(talk, case))
    if not taken.values:
        return False
    fields.fill(talk, case, taken.values)
    talk.tell("fields.noted")
    return True


def _asked_has_choices(talk: Talk) -> bool:
    case = talk.case
    found = [case.service.field(key) for key in talk.state.asked] if case else []
    return len(found) == 1 and found[0] is not None and bool(found[0].choices)


def _asks_fields(offered: tuple[Offered, ...]) -> bool:
    """Only ways around the question are on the table: a number is then an answer to the question itself."""
    return all(o.id in {"skip", "officer"} for o in offered)
