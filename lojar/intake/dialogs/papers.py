"""Asking for the photos that are missing, and putting right those that are there: replace, remove, swap, skip."""

from ..engine.commands import MovePage, SkipPaper, TakeBack
from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from .naming import named_paper, names_nothing_else
from .wording import paper_name, paper_names

ABOUT_PHOTOS = frozenset({"foto", "halaman", "gambar"})
MOST_WORDS = 4  # of "ganti foto"; more is about something else


def ask(talk: Talk, case: Case) -> bool:
    """The photos that are still to come; False where none is."""
    awaited = _awaited(talk, case)
    if awaited:
        talk.ask(
            talk.say("papers.again", paper=paper_name(talk, case, awaited), hint=_hint(talk, case, awaited))
        )
        return True
    wanted = case.wanted()
    if not wanted:
        return _ask_for_optional(talk, case)
    first = wanted[0].key
    facts = {"paper": paper_name(talk, case, first), "hint": _hint(talk, case, first)}
    if len(wanted) == 1:
        body = talk.say("papers.last" if talk.state.laid else "papers.one", **facts)
    else:
        body = talk.say("papers.several", papers=paper_names(talk, case, [p.key for p in wanted]), **facts)
    # No button here: a lone one looks like the answer, and the answer is a photo.
    talk.ask(body)
    return True


def onward(talk: Talk) -> None:
    """The optional papers will not come."""
    case = talk.case
    for paper in case.may_come() if case else ():
        talk.do(SkipPaper(case.number if case else "", paper.key))
    if case is not None:
        talk.note(passed=tuple(dict.fromkeys((*talk.state.passed, case.number)))[-20:], laid=())


def replace(talk: Talk, key: str) -> None:
    """The next photo takes the place of what lies there."""
    case = talk.case
    if case is None or case.paper(key) is None:
        return
    talk.note(awaits=f"again:{key}", laid=())


def another_page(talk: Talk) -> None:
    case = talk.case
    if case is not None and talk.state.laid:
        talk.note(awaits=f"more:{talk.state.laid[-1][1]}", laid=())


def remove(talk: Talk, key: str) -> None:
    case = talk.case
    paper = case.paper(key) if case else None
    if case is None or paper is None or not paper.photos:
        return
    talk.do(TakeBack(case.number, key))
    talk.note(laid=())
    talk.tell("papers.removed", paper=paper_name(talk, case, key))


def ask_what_is_wrong(talk: Talk) -> None:
    """Which photo lies in the wrong place, or is to be taken again."""
    case = talk.case
    if case is None:
        return
    rows = [
        Choice(
            f"wrong:{p.key}",
            paper_name(talk, case, p.key, short=True),
            talk.say("photos.pages", count=p.pages),
        )
        for p in case.open_papers()
        if p.photos
    ]
    if rows:
        talk.ask(talk.say("papers.which_wrong"), *rows, button=talk.say("button.photos"))


def ask_what_it_is(talk: Talk, key: str) -> None:
    case = talk.case
    if case is None or case.paper(key) is None:
        return
    rows = [Choice(f"again:{key}", talk.say("button.again"), talk.say("papers.again_row"))]
    rows += [
        Choice(f"put:{key}:{p.key}", paper_name(talk, case, p.key, short=True), talk.say("papers.swap_row"))
        for p in case.open_papers()
        if p.key != key
    ]
    rows.append(Choice(f"remove:{key}", talk.say("button.remove"), talk.say("papers.remove_row")))
    talk.ask(
        talk.say("papers.what_is_it", paper=paper_name(talk, case, key)),
        *rows,
        button=talk.say("button.papers"),
    )


def put(talk: Talk, key: str, to: str) -> None:
    """Both ways, so that two photos that were mixed up are right after one answer."""
    case = talk.case
    mine, theirs = (case.paper(key), case.paper(to)) if case else (None, None)
    if case is None or mine is None or theirs is None:
        return
    for photo in mine.photos:
        talk.do(MovePage(case.number, photo.id, key, to))
    for photo in theirs.photos:
        talk.do(MovePage(case.number, photo.id, to, key))
    talk.note(laid=())
    talk.tell("photos.moved", paper=paper_name(talk, case, to))


def hear(talk: Talk, text: str) -> bool:
    """ "ganti foto KK", "hapus foto ktp", "masih ada halaman lagi", "foto tertukar"; False for anything else."""
    case = talk.case
    if case is None:
        return False
    said = set(talk.words_in(text))
    paper = named_paper(talk, text, case) if said & ABOUT_PHOTOS else None
    if paper is not None and said & {"ganti", "ulang", "salah"}:
        replace(talk, paper.key)
    elif paper is not None and paper.photos and "hapus" in said:
        remove(talk, paper.key)
    elif "tertukar" in said or _wants_to_fix(talk, text, said):
        ask_what_is_wrong(talk)
    elif talk.state.laid and said & {"halaman", "lembar"} and said & {"lagi", "lain", "tambah"}:
        another_page(talk)
    else:
        return False
    return True


def _wants_to_fix(talk: Talk, text: str, said: set[str]) -> bool:
    """ "ganti foto" and no more: which one is asked. Where an answer was asked for, it may be part of one."""
    few = len(text.split()) <= MOST_WORDS
    return few and not talk.state.asked and bool(said & ABOUT_PHOTOS) and bool(said & {"ganti", "salah"})


def announce(talk: Talk, text: str) -> bool:
    """ "ini KK-nya" before the photo: the next one is that paper."""
    case = talk.case
    paper = named_paper(talk, text, case) if case else None
    if case is None or paper is None or paper not in (*case.wanted(), *case.may_come()):
        return False
    if not names_nothing_else(talk, text, paper, case):
        return False
    talk.note(awaits=f"more:{paper.key}")
    return True


def _ask_for_optional(talk: Talk, case: Case) -> bool:
    may_come = case.may_come() if case.status == "draft" and case.number not in talk.state.passed else ()
    if not may_come:
        return False
    body = talk.say("papers.optional", papers=paper_names(talk, case, [p.key for p in may_come]))
    talk.ask(body, talk.choice("onward", "onward", means="affirm"), *_corrections(talk))
    return True


def _corrections(talk: Talk) -> tuple[Choice, ...]:
    return (talk.choice("wrong", "wrong"),) if talk.state.laid else ()


def _awaited(talk: Talk, case: Case) -> str:
    what, _, key = talk.state.awaits.partition(":")
    return key if what in {"again", "more"} and case.paper(key) is not None else ""


def _hint(talk: Talk, case: Case, key: str) -> str:
    requirement = case.requirement(key)
    return talk.language_of(requirement.hint) if requirement else ""
