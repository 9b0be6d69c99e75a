"""Whether a message comes too late to mean what it would mean now. Meta brings what it could not deliver for up to
seven days, in any order; a "yes" of last Friday is no answer to what was asked today. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .heard import Heard
from .state import State

ON_THE_WAY = timedelta(minutes=2)  # Meta's clock and ours differ, and a message takes its time
IN_THE_HOUSE = timedelta(seconds=10)  # by our own clock alone: kept, and not read before something was asked
MOST_SUBJECTS = 8


@dataclass(frozen=True, slots=True)
class Parted:
    timely: tuple[Heard, ...]
    late: tuple[Heard, ...]


def parted(heard: Iterable[Heard], state: State) -> Parted:
    """What may answer and what may not, each in the order in which it was written."""
    every = tuple(heard)
    late = tuple(each for each in every if is_late(each, state))
    return Parted(tuple(each for each in every if each not in late), late)


def is_late(heard: Heard, state: State) -> bool:
    """Words and presses: something newer was heard, or what lies on the table was asked after they were written.
    A photo stands by itself: it is late where a newer one was seen, or another application was being talked about."""
    if heard.photo is None:
        return _is_before(heard.at, state.heard_to) or _was_written_unseen(heard, state)
    if heard.photo.trouble:
        return False
    subject = subject_at(state, heard.at)
    return _is_before(heard.at, state.seen_to) or subject not in ("", state.focus)


def subject_at(state: State, at: datetime) -> str:
    """The application that was being talked about then; "" where none was, or it is too long ago."""
    before = [number for since, number in state.subjects if not _is_before(at, since)]
    return before[-1] if before else ""


def remembered(state: State, heard: Sequence[Heard]) -> State:
    """How far the person's story was heard, and what it was about."""
    heard_to = _newest([state.heard_to, *(each.at.isoformat() for each in heard)])
    seen_to = _newest([state.seen_to, *(each.at.isoformat() for each in heard if each.photo)])
    last = state.subjects[-1][1] if state.subjects else ""
    changed = ((heard_to, state.focus),) if state.focus != last else ()
    return replace(
        state,
        heard_to=heard_to,
        seen_to=seen_to,
        subjects=(*state.subjects, *changed)[-MOST_SUBJECTS:],
    )


def _was_written_unseen(heard: Heard, state: State) -> bool:
    if not state.asked_at:
        return False
    asked_at = datetime.fromisoformat(state.asked_at)
    was_here_before = heard.came_at is not None and heard.came_at + IN_THE_HOUSE < asked_at
    return was_here_before or heard.at + ON_THE_WAY < asked_at


def _is_before(at: datetime, moment: str) -> bool:
    """By whole seconds, as Meta tells them: what was written in the same second is in the order in which it came."""
    return bool(moment) and int(at.timestamp()) < int(datetime.fromisoformat(moment).timestamp())


def _newest(moments: Iterable[str]) -> str:
    return max((each for each in moments if each), key=datetime.fromisoformat, default="")
