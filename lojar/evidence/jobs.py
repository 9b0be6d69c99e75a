"""Fetching what people sent, and letting go of what has had its time."""

import logging
from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from lojar.channels import actions as channels
from lojar.channels import media
from lojar.channels.media import TooLarge, TransportError
from lojar.channels.models import InboundMessage
from lojar.channels.wake import wake_conversation
from lojar.lib import clock
from lojar.lib.jobs import nudge

from . import actions
from .models import Photo
from .queries import store
from .rules.fetching import next_try
from .rules.retention import AFTER_CLOSING, NEVER_USED, QUARANTINED, Use, is_due

log = logging.getLogger(__name__)
Media = InboundMessage.Media
AFTER_THE_LAST_OF_A_BURST = 2.5  # seconds: an album is several messages, and gets one answer
BATCH = 500


@app.task(name="evidence.keep_media", queue="files")
def keep_media(message_id: int) -> None:
    """Can run twice: a message whose file is settled is left alone."""
    found = InboundMessage.objects.select_related("contact").filter(pk=message_id, media_state=Media.WAITING)
    message = found.first()
    if message is None:
        return
    now = clock.now()
    try:
        fetched = media.fetch(message)
    except TooLarge:
        channels.media_quarantined(message, "too_large")
        wake_conversation(message.contact_id)
        return
    except TransportError as error:
        _try_later(message, error, now=now)
        return
    photo = actions.keep_photo(
        message.contact,
        data=fetched.data,
        message=message,
        filename=fetched.filename,
        forwarded=message.forwarded,
        checksum_matched=fetched.checksum_matched,
        now=now,
    )
    if photo.state == Photo.State.QUARANTINED:
        channels.media_quarantined(message, photo.trouble)
    else:
        channels.media_kept(message)
    wake_conversation(message.contact_id, in_seconds=AFTER_THE_LAST_OF_A_BURST)


def _try_later(message: InboundMessage, error: TransportError, *, now: datetime) -> None:
    wait = None if error.permanent else next_try(message.media_tries + 1, sent_at=message.sent_at, now=now)
    if wait is None:
        channels.media_lost(message, str(error))
        wake_conversation(message.contact_id)
        return
    message.media_tries += 1
    message.save(update_fields=["media_tries"])
    nudge(
        "evidence.keep_media",
        once=f"media-again:{message.pk}:{message.media_tries}",
        in_seconds=wait.total_seconds(),
        message_id=message.pk,
    )


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
