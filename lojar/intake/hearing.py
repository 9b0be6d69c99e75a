"""What the channel brought, as the engine hears it; and whether a burst of photos has come to its end."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from lojar.channels.models import InboundMessage
from lojar.evidence.models import Photo
from lojar.evidence.queries import photos_of_messages

from .engine import Heard, HeardPhoto

Media = InboundMessage.Media
PHOTO_KINDS = frozenset({"image", "document"})
CHOICE_KINDS = frozenset({"choice", "button"})
# Type of an unsupported message -> the kind that it is to us.
UNSUPPORTED = {
    "edit": "edit", "poll_creation": "poll", "poll_update": "reaction", "reaction": "reaction", "pin": "reaction",
    "keep_in_chat": "reaction", "media_placeholder": "photo", "image": "photo", "location": "location",
}  # fmt: skip
QUIET = timedelta(seconds=2.5)  # after the last photo: an album is several messages and gets one answer
LONGEST_BURST = timedelta(seconds=15)  # somebody who never stops sending still hears from us
LONGEST_FETCH = timedelta(seconds=8)  # then the rest of the conversation goes on without that photo
LATE, LONG_AGO = timedelta(minutes=1), timedelta(hours=1)


def seconds_to_wait(messages: Sequence[InboundMessage], now: datetime) -> float:
    """0 when the burst can be answered now; else how long until it is worth looking again."""
    photos = [message for message in messages if message.kind in PHOTO_KINDS]
    if not photos:
        return 0
    if any(_is_fetching(photo, now) for photo in photos):
        return 0.5
    if now - min(photo.received_at for photo in photos) >= LONGEST_BURST:
        return 0
    left = max(photo.received_at for photo in photos) + QUIET - now
    return max(0.0, left.total_seconds())


def ready_to_hear(messages: Iterable[InboundMessage]) -> list[InboundMessage]:
    """Without the photos that are still on their way: they are heard when they are here, or lost."""
    return [m for m in messages if m.kind not in PHOTO_KINDS or m.media_state != Media.WAITING]


def photos_are_late(messages: Iterable[InboundMessage], now: datetime) -> bool:
    """So late that a person wonders whether they arrived, and not so late that it would be news of another day."""
    return any(
        photo.kind in PHOTO_KINDS
        and photo.media_state == Media.WAITING
        and now - photo.received_at >= LATE
        and now - photo.sent_at < LONG_AGO
        for photo in messages
    )


def as_heard(messages: Sequence[InboundMessage]) -> tuple[Heard, ...]:
    photos = photos_of_messages(message.pk for message in messages if message.kind in PHOTO_KINDS)
    return tuple(_heard(message, photos.get(message.pk)) for message in messages)


def _heard(message: InboundMessage, photo: Photo | None) -> Heard:
    kind = message.kind
    if kind in PHOTO_KINDS:
        shown = _photo(message, photo)
        return Heard(
            message.pk, "photo", message.sent_at, message.text, photo=shown, forwarded=message.forwarded
        )
    if kind in CHOICE_KINDS:
        return Heard(message.pk, "choice", message.sent_at, message.text, choice=message.choice)
    return _without_photo(message)


def _without_photo(message: InboundMessage) -> Heard:
    """What WhatsApp itself could not hand on says of which kind it was; a file that was lost there is a lost photo."""
    details = message.details or {}
    kind = message.kind
    if kind == "unsupported":
        told = details.get("unsupported")
        kind = UNSUPPORTED.get(told.get("type", "") if isinstance(told, dict) else "", kind)
    if kind == "photo":
        return Heard(message.pk, kind, message.sent_at, message.text, photo=HeardPhoto(trouble="lost"))
    return Heard(message.pk, kind, message.sent_at, message.text, forwarded=message.forwarded)


def _photo(message: InboundMessage, photo: Photo | None) -> HeardPhoto:
    if message.media_state == Media.KEPT and photo is not None:
        return HeardPhoto(photo.pk, max(1, len(photo.pages.all())))
    if message.media_state == Media.QUARANTINED:
        return HeardPhoto(trouble=message.note or "damaged")
    return HeardPhoto(trouble="lost")


def _is_fetching(photo: InboundMessage, now: datetime) -> bool:
    return photo.media_state == Media.WAITING and now - photo.received_at < LONGEST_FETCH
