"""The verbs of a visit: the only writers of its state, and of a session's places. NotAllowed carries a reason code.

Every verb locks in one order, so that none waits for another in a ring: the office (only where sessions are planned),
the person, the sessions by their ids, the visits by theirs. A place is given away only under its session's lock.
"""

from .booking import book, cancel, change
from .displacing import follow_protocol, shorten
from .errand import Errand
from .holding import hold
from .planning import plan_sessions
from .sweeping import mark_missed, release_expired_holds, remind
from .waiting import offer_freed_places, wait

__all__ = [
    "Errand", "book", "cancel", "change", "follow_protocol", "hold", "mark_missed", "offer_freed_places",
    "plan_sessions", "release_expired_holds", "remind", "shorten", "wait",
]  # fmt: skip
