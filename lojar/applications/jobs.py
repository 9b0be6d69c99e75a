"""What runs by itself: drafts that nobody touches are warned about, then closed."""

import logging
from datetime import datetime

from django.db.models import Q
from procrastinate.contrib.django import app

from lojar.lib import clock

from . import actions
from .models import Application
from .rules.draft_expiry import EXPIRE_AFTER, TIME_TO_ANSWER, WARN_AFTER, Due, what_is_due
from .rules.lifecycle import WITH_CITIZEN, NotAllowed

log = logging.getLogger(__name__)
BATCH = 2000  # the rest is for the next hour
STEPS = {Due.WARNING: actions.warn_of_expiry, Due.EXPIRY: actions.expire}


@app.periodic(cron="17 8-20 * * *")
@app.task(name="applications.expire_drafts", queueing_lock="applications.expire_drafts")
def expire_drafts(timestamp: int = 0) -> None:
    """By day, so that the warning can go out at once. Can run twice: each step asks its rule under the lock."""
    now = clock.now()
    for application in _silent(now):
        due = what_is_due(
            application.status, application.touched_at, warned_at=application.warned_at, now=now
        )
        if due in STEPS:
            _take(application, due, now)


def _silent(now: datetime) -> list[Application]:
    """Those that a step may be due for; whoever was warned and still has time is left out of the batch."""
    unwarned = Q(warned_at=None, touched_at__lte=now - WARN_AFTER)
    over = Q(warned_at__lte=now - TIME_TO_ANSWER, touched_at__lte=now - EXPIRE_AFTER)
    idle = Application.objects.filter(unwarned | over, status__in=sorted(WITH_CITIZEN))
    return list(idle.only("id", "status", "touched_at", "warned_at").order_by("touched_at")[:BATCH])


def _take(application: Application, due: Due, now: datetime) -> None:
    try:
        STEPS[due](application, now=now)
    except NotAllowed as said_no:
        log.info(
            "a draft was touched meanwhile", extra={"application": application.pk, "reason": said_no.reason}
        )
