"""Photos as they come, in any order: which paper each is, said once for the whole burst, and asked only in doubt."""

from collections.abc import Sequence

from ..engine.burst import Shot
from ..engine.commands import LayPage, MovePage, TakeBack
from ..engine.heard import HeardPhoto
from ..engine.prompts import Choice
from ..engine.scene import Case, LaidPhoto, Paper
from ..engine.state import Pending
from ..engine.talk import Talk
from . import choosing, faults, recognised
from .naming import named_paper
from .wording import paper_name, paper_names

ORDER = "order"  # awaited: whether an album was taken in its right order

LONGEST_CAPTION = 120  # letters that may name a paper; the whole caption stands in the chat


def hear(talk: Talk, shots: Sequence[Shot]) -> None:
    """One burst. What cannot be used is said once, what is the same as before is said once, the rest is laid."""
    _tell_troubles(talk, shots)
    fresh = _fresh(talk, [shot for shot in shots if not shot.photo.trouble])
    if not fresh:
        return
    choosing.begin_by_photo(talk)
    pending = (_pending(shot.photo, shot.caption) for shot in fresh)
    talk.note(photos=(*talk.state.photos, *pending))
    case = None if talk.state.service else target(talk)
    if case is None:
        keep_for_later(talk)
        return
    talk.turn_to(case.number)
    place(talk, case)


def keep(talk: Talk, photo: HeardPhoto) -> None:
    """For later, without a word."""
    if photo.id not in {p.id for p in talk.state.photos}:
        talk.note(photos=(*talk.state.photos, _pending(photo)))


def _pending(photo: HeardPhoto, caption: str = "") -> Pending:
    return Pending(photo.id, photo.pages, caption[:LONGEST_CAPTION], photo.fault)


def target(talk: Talk) -> Case | None:
    """The application that photos are for: the one talked about, else the only one that waits for some."""
    case = talk.case
    waiting = [c for c in talk.scene.with_citizen if c.wanted()]
    if case is not None and (talk.state.awaits or talk.state.photos_for == case.number):
        return case
    if case is not None and case in waiting and not _came_back_meanwhile(case, waiting):
        return case
    if not waiting:
        return case or (talk.scene.with_citizen[0] if len(talk.scene.with_citizen) == 1 else None)
    together = len({c.bundle or c.number for c in waiting}) == 1
    return waiting[0] if together else None


def _came_back_meanwhile(case: Case, waiting: list[Case]) -> bool:
    """While a draft was being made another application was sent back: the photo may be for either."""
    return case.status == "draft" and any(c.status == "returned" for c in waiting)


def place(talk: Talk, case: Case) -> None:
    """Lays every photo whose paper is known; what is left waits to be named."""
    talk.note(laid=())
    for photo, key in faults.replaced(talk, case):
        lay(talk, case.number, photo, key)
    _lay_awaited(talk, case)
    for photo in talk.state.photos:
        paper = named_paper(talk, photo.caption, _now(talk, case)) if photo.caption else None
        if paper is not None and takes(_now(talk, case), paper):
            lay(talk, case.number, photo, paper.key)
    _lay_recognised(talk, case)
    _lay_in_order(talk, case.number)


def ask_which(talk: Talk, case: Case) -> None:
    """ "Foto ini apa?": the papers that are missing first, then further pages of those that are there."""
    left = len(talk.state.photos)
    choices = [
        Choice(f"paper:{p.key}", paper_name(talk, case, p.key, short=True)) for p in _first_wanted(case)
    ]
    choices += [
        Choice(f"paper:{p.key}", paper_name(talk, case, p.key, short=True), talk.say("photos.another_page"))
        for p in case.open_papers()
        if p.photos and takes(case, p)
    ]
    choices.append(talk.choice("unused", "unused"))
    photo = talk.state.photos[0]
    seems = recognised.name_of(talk, photo)
    key = "photos.which" if left == 1 else "photos.which_of"
    body = talk.say("photos.seems" if seems else key, count=left, paper=seems)
    talk.ask(body, *choices, button=talk.say("button.papers"), photo=photo.id)


def ask_order(talk: Talk, case: Case) -> bool:
    """An album without a word was taken in the order of the checklist: a guess, so it is asked about once."""
    if len(talk.state.laid) < 2:
        return False
    keys = [key for _, key in talk.state.laid]
    names = "\n".join(f"{at}. {paper_name(talk, case, key)}" for at, key in enumerate(keys, start=1))
    talk.ask(
        talk.say("photos.order", papers=names),
        talk.choice("order:right", "order_right", means="affirm"),
        talk.choice("order:wrong", "order_wrong", means="deny"),
    )
    return True


def judge_order(talk: Talk, verdict: str) -> None:
    """Wrong: every photo of the album is lifted again and asked about, one by one."""
    case = talk.case
    laid, was_asked = talk.state.laid, talk.state.awaits == ORDER
    talk.note(awaits="", laid=() if verdict == "wrong" else laid)
    if case is None or verdict != "wrong" or not was_asked:
        return
    known = {photo.id: photo for paper in case.papers for photo in paper.photos}
    lifted = [known.get(photo, LaidPhoto(photo)) for photo, _ in laid]
    for key in dict.fromkeys(key for _, key in laid):
        talk.do(TakeBack(case.number, key))
    talk.note(photos=tuple(Pending(photo.id, photo.pages, fault=photo.fault) for photo in lifted))


def ask_which_case(talk: Talk) -> None:
    """Photos came, and several applications wait for some."""
    waiting = [c for c in talk.scene.with_citizen if c.wanted()] or list(talk.scene.with_citizen)
    rows = [Choice(f"photos:{c.number}", c.number, talk.language_of(c.service.short)) for c in waiting]
    talk.ask(talk.say("photos.which_case", count=len(talk.state.photos)), *rows)


def name_it(talk: Talk, key: str) -> None:
    """The answer to "which paper": the first photo that waits; those behind it may then be clear of themselves."""
    case = talk.case or target(talk)
    if case is None or not talk.state.photos or case.paper(key) is None:
        return
    lay(talk, case.number, talk.state.photos[0], key)
    if len(talk.state.photos) == 1:
        _lay_in_order(talk, case.number)


def drop_it(talk: Talk) -> None:
    talk.note(photos=talk.state.photos[1:])
    talk.tell("photos.not_used")


def hear_name(talk: Talk, text: str) -> bool:
    """A paper named in words while photos wait for a name."""
    case = talk.case
    if case is None or not talk.state.photos:
        return False
    paper = named_paper(talk, text, case)
    if paper is None:
        return False
    name_it(talk, paper.key)
    return True


def put_right(talk: Talk, text: str) -> bool:
    """ "itu tadi KK, bukan KTP": the photo of the last burst, where there was only one."""
    case = talk.case
    if case is None or len(talk.state.laid) != 1:
        return False
    photo, before = talk.state.laid[0]
    paper = named_paper(talk, text, case)
    if paper is None or paper.key == before:
        return False
    talk.do(MovePage(case.number, photo, before, paper.key))
    talk.note(laid=((photo, paper.key),))
    talk.tell("photos.moved", paper=paper_name(talk, case, paper.key))
    return True


def lay(talk: Talk, number: str, photo: Pending, key: str) -> None:
    talk.do(LayPage(number, key, photo.id, photo.pages, photo.fault))
    talk.note(
        photos=tuple(p for p in talk.state.photos if p.id != photo.id),
        laid=(*talk.state.laid, (photo.id, key)),
    )


def _lay_awaited(talk: Talk, case: Case) -> None:
    """A paper that was to be replaced, or to get another page: all that came is for it."""
    what, _, key = talk.state.awaits.partition(":")
    if what not in {"again", "more"} or case.paper(key) is None:
        return
    if what == "again" and case.status == "draft":
        talk.do(TakeBack(case.number, key))
    for photo in talk.state.photos:
        lay(talk, case.number, photo, key)
    talk.note(awaits="")


def _lay_recognised(talk: Talk, case: Case) -> None:
    """Where a caption said nothing, the paper says it itself."""
    for photo in talk.state.photos:
        now = _now(talk, case)
        paper = recognised.line_of(talk, now, photo)
        if paper is not None and takes(now, paper):
            lay(talk, case.number, photo, paper.key)


def _lay_in_order(talk: Talk, number: str) -> None:
    """Without a word: one photo is the next that was asked for, as many as are missing are all of them in order,
    and several for the only one missing are its pages. Anything else has to be asked."""
    case = talk.scene.case(number)
    left = talk.state.photos
    if case is None or not left:
        return
    wanted = case.wanted() or (_first_wanted(case) if len(left) == 1 else ())
    if any(recognised.is_another(talk, photo, paper) for photo, paper in zip(left, wanted, strict=False)):
        return
    if len(wanted) == 1 or len(left) == 1:
        for photo in left:
            if wanted:
                lay(talk, number, photo, wanted[0].key)
    elif len(left) == len(wanted):
        for photo, paper in zip(left, recognised.likeliest_order(talk, left, wanted), strict=True):
            lay(talk, number, photo, paper.key)
        talk.note(awaits=ORDER, laid=talk.state.laid[-len(left) :])


def _first_wanted(case: Case) -> tuple[Paper, ...]:
    return case.wanted() + case.may_come()


def takes(case: Case, paper: Paper) -> bool:
    """Of a returned application only what was sent back is open: the rest the officer has seen."""
    return case.status == "draft" or paper.is_wanted or paper.state == "received"


def known_ids(talk: Talk) -> frozenset[int]:
    """Photos that wait for a name, or lie on an application in the citizen's hands."""
    laid = (case.photo_ids() for case in talk.scene.with_citizen)
    return frozenset(photo.id for photo in talk.state.photos).union(*laid)


def _fresh(talk: Talk, shots: list[Shot]) -> list[Shot]:
    """Without those that lie where they belong already, or came twice in one burst."""
    case = target(talk)
    known = {p.id for p in talk.state.photos} | (case.photo_ids() if case else frozenset())
    seen: set[int] = set()
    fresh = []
    for shot in shots:
        if shot.photo.id not in known and shot.photo.id not in seen:
            fresh.append(shot)
        seen.add(shot.photo.id)
    if len(fresh) < len(shots):
        talk.tell("photos.came_back" if case and seen & _sent_back(case) else "photos.same")
    return fresh


def _sent_back(case: Case) -> set[int]:
    """The very photo that an officer returned does not help, and "we have it already" would mislead."""
    return {photo.id for paper in case.papers if paper.state == "returned" for photo in paper.photos}


def keep_for_later(talk: Talk) -> None:
    if not talk.state.service and len(talk.scene.with_citizen) > 1:
        ask_which_case(talk)
    else:
        talk.tell("photos.kept_meanwhile" if talk.state.service else "photos.kept")


def _tell_troubles(talk: Talk, shots: Sequence[Shot]) -> None:
    for trouble in dict.fromkeys(shot.photo.trouble for shot in shots if shot.photo.trouble):
        known = talk.scene.phrases[talk.scene.language].has(f"trouble.{trouble}")
        talk.tell(f"trouble.{trouble}" if known else "trouble.other")


def _now(talk: Talk, case: Case) -> Case:
    return talk.scene.case(case.number) or case


def tell_received(talk: Talk, case: Case) -> None:
    """What this turn's photos were taken for, in one list; those guessed at are named by the question about them."""
    untold = {photo for photo, _ in talk.state.laid} if talk.state.awaits == ORDER else set()
    laid = [each for each in talk.commands if isinstance(each, LayPage) and each.case == case.number]
    untold |= {
        each.photo for each in laid if each.fault and each.photo not in talk.state.as_is
    }  # told with advice
    keys = dict.fromkeys(each.paper for each in laid if each.photo not in untold)
    if keys:
        talk.tell("papers.received", papers=paper_names(talk, case, list(keys), mark="✓"))
