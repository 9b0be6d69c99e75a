"""A message that left, or did not, and of which nothing is known. When may it be sent again? Pure.

An answer of Meta's that is lost on its way, or a worker that is killed between sending and writing down, leaves a
message in flight. Sent again at once it may stand twice on the citizen's phone; never sent again it may stand there not
at all. Receipts settle it: they carry our own mark (`biz_opaque_callback_data`), and Meta sends them within seconds.
So it goes again only when receipts flow, all that came were read, and none of them names it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

SURE_AFTER = timedelta(seconds=120)  # a receipt that the door had to refuse comes again by then
HEARD_AFTER = timedelta(seconds=60)  # a later POST would have brought it along
PASSED_AFTER = timedelta(minutes=10)  # without any evidence the person's other messages go on
READ_WITHIN = timedelta(seconds=5)


class Doubt(Enum):
    WAIT = "wait"  # it may still be on its way; what was written later waits behind it
    SEND_AGAIN = "send_again"
    GO_ON = "go_on"  # nobody knows; an officer sees it, and the rest goes on


@dataclass(frozen=True)
class Evidence:
    """What is known of the way back from Meta to us."""

    oldest_unread: datetime | None  # receipt of the oldest POST that no one has read yet
    later_arrived: bool  # a receipt told of the arrival of a message that left after ours
    last_post: datetime | None  # when Meta last posted anything


def settle(left_at: datetime, evidence: Evidence, now: datetime) -> Doubt:
    if now - left_at < SURE_AFTER:
        return Doubt.WAIT
    if _receipts_flow(left_at, evidence) and _all_is_read(evidence, now):
        return Doubt.SEND_AGAIN
    return Doubt.WAIT if now - left_at < PASSED_AFTER else Doubt.GO_ON


def look_again_at(left_at: datetime, now: datetime) -> datetime:
    """When settling it anew may come out otherwise."""
    return max(left_at + SURE_AFTER, now + READ_WITHIN)


def _receipts_flow(left_at: datetime, evidence: Evidence) -> bool:
    heard = evidence.last_post is not None and evidence.last_post - left_at >= HEARD_AFTER
    return evidence.later_arrived or heard


def _all_is_read(evidence: Evidence, now: datetime) -> bool:
    return evidence.oldest_unread is None or now - evidence.oldest_unread < READ_WITHIN
