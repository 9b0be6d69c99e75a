"""Fetching what people sent, and letting go of what has had its time."""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lojar.lib import clock

from . import actions, fetching, reading
from .fetching import Finding
from .models import Photo
from .one_at_a_time import only_here
from .queries import store
from .rules.retention import AFTER_CLOSING, NEVER_USED, QUARANTINED, Use, is_due

log = logging.getLogger(__name__)
AGAIN = RetryStrategy(
    max_attempts=5, wait=1, linear_wait=2, retry_exceptions=[OperationalError, InterfaceError]
)
BATCH = 500


@app.task(name="evidence.keep_media", queue="files", retry=AGAIN)
def keep_media(message_id: int, finding: str = "", times: int = 0) -> None:
    """`finding`: what the tries before found, so many times in a row."""
    with only_here(message_id) as is_mine:
        if is_mine:
            fetching.fetch_and_keep(message_id, Finding(finding, times))


@app.task(name="evidence.give_up", retry=AGAIN)
def give_up(message_id: int) -> None:
    fetching.give_up(message_id)


@app.task(name="evidence.read", queue="reading", retry=AGAIN)
def read(photo_id: int) -> None:
    """What was only judged when it came, because many came at once."""
    reading.read(photo_id, now=clock.now())


@app.periodic(cron="23 2 * * *")
@app.task(name="evidence.purge_expired", queueing_lock="evidence.purge_expired")
def purge_expired(timestamp: int = 0) -> None:
    now = clock.now()
    soonest = now - min(AFTER_CLOSING, NEVER_USED, QUARANTINED)
    kept = Photo.objects.exclude(state=Photo.State.PURGED).filter(kept_at__lte=soonest)
    for photo in kept.order_by("kept_at").iterator(chunk_size=BATCH):
        if is_due(photo.kept_at, _uses(photo), quarantined=photo.state == Photo.State.QUARANTINED, now=now):
            actions.purge(photo, now=now)


def _uses(photo: Photo) -> list[Use]:
    """Asked through the relation, because this room may not know the one that lays photos on papers."""
    return [
        Use(closed_at) for closed_at in photo.uses.values_list("paper__application__closed_at", flat=True)
    ]


@app.periodic(cron="41 3 2 * *")
@app.task(name="evidence.sweep", queueing_lock="evidence.sweep")
def sweep(timestamp: int = 0) -> None:
    """Removes objects that no row knows: a crash between writing them and writing the row leaves some. Only of
    the month before, so that nothing that is being written now is taken for one."""
    month = clock.now().replace(day=1) - timedelta(days=1)
    for room in ("photos", "quarantine"):
        keys = list(store().keys(f"{room}/{month:%Y/%m}/"))
        folders = {key.rsplit("/", 1)[0] for key in keys}
        known = set(
            Photo.objects.filter(object_key__in=[f"{each}/original" for each in folders]).values_list(
                "object_key", flat=True
            )
        )
        for key in keys:
            if f"{key.rsplit('/', 1)[0]}/original" not in known:
                store().delete(key)
                log.info("an object without a row was removed", extra={"object_room": room})
