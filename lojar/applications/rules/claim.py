"""The lease that keeps two officers off one case: visible, short, and it ends by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .lifecycle import NotAllowed

LEASE = timedelta(minutes=30)
MAY_TAKE_OVER = frozenset({"supervisor", "head"})


@dataclass(frozen=True, slots=True)
class Holder:
    officer_id: int
    name: str
    until: datetime


class Step(StrEnum):
    TAKEN = "taken"  # free, or its lease had run out
    KEPT = "kept"  # by the holder: the lease begins anew
    TAKEN_OVER = "taken_over"


def may_claim(holder: Holder | None, officer_id: int, *, role: str, reason: str, now: datetime) -> Step:
    """Raises claimed_by_other; a supervisor may take a case over, with a reason that is kept."""
    if holder is None or not is_living(holder, now):
        return Step.TAKEN
    if holder.officer_id == officer_id:
        return Step.KEPT
    if role in MAY_TAKE_OVER and reason.strip():
        return Step.TAKEN_OVER
    raise _claimed_by(holder, may_take_over=role in MAY_TAKE_OVER)


def may_release(holder: Holder | None, officer_id: int, *, role: str, now: datetime) -> bool:
    """False: nobody holds it, so there is nothing to do."""
    if holder is None:
        return False
    if holder.officer_id == officer_id or not is_living(holder, now) or role in MAY_TAKE_OVER:
        return True
    raise _claimed_by(holder, may_take_over=False)


def is_living(holder: Holder, now: datetime) -> bool:
    return holder.until > now


def _claimed_by(holder: Holder, *, may_take_over: bool) -> NotAllowed:
    return NotAllowed(
        "claimed_by_other", officer=holder.name, until=holder.until, may_take_over=may_take_over
    )
