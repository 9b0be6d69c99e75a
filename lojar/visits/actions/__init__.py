"""The verbs of a visit: the only writers of its state, and of a session's places. NotAllowed carries a reason code.

Every verb locks in one order, so that none waits for another in a ring: the office (where sessions are planned, and
in the hall), the person, the sessions by their ids, the visits by theirs, the tickets. A place is given away only
under its session's lock.
"""

from .arriving import AtTheDoor, arrive, arrive_unbooked
from .booking import book, cancel, change
from .calling import bring_back, call_next, close_past_days, finish, leave, recall, skip, transfer
from .displacing import follow_protocol, shorten
from .errand import Errand
from .holding import hold
from .letting_in import let_in_everywhere
from .planning import plan_sessions
from .sweeping import mark_missed, release_expired_holds, remind
from .waiting import offer_freed_places, wait

__all__ = [
    "AtTheDoor", "Errand", "arrive", "arrive_unbooked", "book", "bring_back", "call_next", "cancel", "change",
    "close_past_days", "finish", "follow_protocol", "hold", "leave", "let_in_everywhere", "mark_missed",
    "offer_freed_places", "plan_sessions", "recall", "release_expired_holds", "remind", "shorten", "skip",
    "transfer", "wait",
]  # fmt: skip
