"""What papers say: read at once where few photos wait, else afterwards, one by one."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from lojar.channels.models import InboundMessage
from lojar.lib import clock
from lojar.lib.jobs import nudge

from .actions import straight_key
from .decoding import PIXELS, decode
from .first_look import Depth, Look, judged
from .models import Photo, PhotoPage, Reading
from .queries import original_bytes, store
from .rules.magic import DECODERS

log = logging.getLogger(__name__)
CROWD = 6  # photos that are being fetched: reading them all would keep the last person waiting
LATELY = timedelta(minutes=2)
LATER, AFTER_THE_CROWD = 5.0, 60.0  # seconds


def is_crowded() -> bool:
    """Of what came just now: a file that Meta cannot give for days keeps nobody waiting."""
    lately = InboundMessage.objects.filter(received_at__gt=clock.now() - LATELY)
    waiting = lately.filter(media_state=InboundMessage.Media.WAITING).order_by()[: CROWD + 1]
    return len(waiting.values_list("pk")) > CROWD


def depth_now() -> Depth:
    """How closely the next photo is looked at while it is kept."""
    if not settings.LOJAR_SIGHT:
        return Depth.NOT_AT_ALL
    return Depth.READ if settings.LOJAR_READING and not is_crowded() else Depth.JUDGE


def read_later(photo: Photo) -> None:
    """Only what was judged and not read."""
    if settings.LOJAR_READING and photo.state == Photo.State.KEPT and _unread(photo):
        _nudge(photo.pk, LATER)


def read(photo_id: int, *, now: datetime) -> None:
    """Can run twice: what was read is left alone."""
    photo = Photo.objects.filter(pk=photo_id, state=Photo.State.KEPT).first()
    if photo is None or not _unread(photo):
        return
    if is_crowded():
        _nudge(photo_id, AFTER_THE_CROWD)
        return
    decoding = decode(original_bytes(photo), DECODERS[photo.mime], PIXELS)
    looks = [] if decoding.trouble else judged(decoding.pages, Depth.READ, now=now)
    folder = photo.object_key.rpartition("/")[0]
    for number, look in enumerate(looks, start=1):
        if look.straight:
            store().put(straight_key(folder, number), look.straight)
    _keep(photo, folder, looks)


@transaction.atomic
def _keep(photo: Photo, folder: str, looks: list[Look]) -> None:
    """What was judged first goes: a closer look has judged anew."""
    pages = list(photo.pages.select_for_update())
    if len(pages) != len(looks):
        log.warning("photo %s was not read: %s of %s pages", photo.pk, len(looks), len(pages))
        return
    Reading.objects.filter(page__in=pages).delete()
    for page, look in zip(pages, looks, strict=True):
        look.reading.page = page
        page.straight_key = straight_key(folder, page.number) if look.straight else ""
    PhotoPage.objects.bulk_update(pages, ["straight_key"])
    Reading.objects.bulk_create(look.reading for look in looks)


def _unread(photo: Photo) -> bool:
    """Judged, but without a word of what stands on it."""
    readings = Reading.objects.filter(page__photo=photo)
    return readings.exists() and not any("fields" in (reading.found or {}) for reading in readings)


def _nudge(photo_id: int, seconds: float) -> None:
    nudge("evidence.read", once=f"read:{photo_id}", in_seconds=seconds, photo_id=photo_id)
