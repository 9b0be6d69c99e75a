"""What is late, will be, or stands still without anybody's next step; and since which moment that counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lojar.offices.rules.opening_hours import OpeningHours

from .claim import LEASE

# Working days where the office keeps somebody waiting, days of the calendar where the citizen is silent.
NEAR_WORKING_DAYS = 1
NO_RESULT_WORKING_DAYS = 3
UNTOUCHED_WORKING_DAYS = 1
SILENT_AFTER = timedelta(days=7)
DRAFT_LEFT_AFTER = timedelta(days=3)


class Trouble(StrEnum):
    """In the order in which they are told: the worst first."""

    LATE = "late"
    NEAR = "near"
    NO_RESULT = "no_result"
    SILENT = "silent"
    UNTOUCHED = "untouched"
    FAILED_MESSAGE = "failed_message"
    LEFT_DRAFT = "left_draft"


@dataclass(frozen=True, slots=True)
class Limits:
    """`near_until`: what is promised up to then is near. The others: what has stood still since then or longer."""

    now: datetime
    near_until: datetime
    no_result: datetime
    silent: datetime
    lease_ended: datetime
    draft_left: datetime


def limits(now: datetime, hours: OpeningHours) -> Limits:
    return Limits(
        now,
        near_until=hours.after_working_days(now, NEAR_WORKING_DAYS),
        no_result=hours.before_working_days(now, NO_RESULT_WORKING_DAYS),
        silent=now - SILENT_AFTER,
        # Every step of work begins the lease anew: what it left behind tells when the last one was.
        lease_ended=hours.before_working_days(now, UNTOUCHED_WORKING_DAYS) + LEASE,
        draft_left=now - DRAFT_LEFT_AFTER,
    )
