"""What the channel brought, as the engine hears it; and whether a burst of photos has come to its end."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from lojar.channels.models import InboundMessage
from lojar.channels.queries import read_at
from lojar.evidence import speech
from lojar.evidence.first_look import fault_of
from lojar.evidence.models import Photo
from lojar.evidence.queries import photos_of_messages

from .engine import Heard, HeardPhoto

Media = InboundMessage.Media
PHOTO_KINDS = frozenset({"image", "document"})
VOICE = "audio"
CHOICE_KINDS = frozenset({"choice", "button"})
# Type of an unsupported message -> the kind that it is to us.
UNSUPPORTED = {
    "edit": "edit", "poll_creation": "poll", "poll_update": "reaction", "reaction": "reaction", "pin": "reaction",
    "keep_in_chat": "reaction", "media_placeholder": "photo", "image": "photo", "location": "location",
}  # fmt: skip
QUIET = timedelta(seconds=2.5)  # after the last photo: an album is several messages and gets one answer
LONGEST_BURST = timedelta(seconds=15)  # somebody who never stops sending still hears from us
LONGEST_FETCH = timedelta(
    seconds=14
)  # and reading; then the rest of the conversation goes on without that photo
LATE, LONG_AGO = timedelta(minutes=1), timedelta(hours=1)
FRESH = timedelta(minutes=2)  # whoever wrote longer ago does not sit there and wait
LONGEST_FETCH_OF_OLD = timedelta(minutes=2)  # after an outage: one answer for all photos, not one for each

POLL, POLL_OF_OLD = 0.5, 10.0  # seconds, while files are fetched


def seconds_to_wait(messages: Sequence[InboundMessage], now: datetime) -> float:
    """0 when the burst can be answered now; else how long until it is worth looking again."""
    photos = [message for message in messages if message.kind in PHOTO_KINDS]
    voices = [message for message in messages if _is_being_heard(message)]
    if voices and _is_fetching(
        voices, LONGEST_FETCH if is_fresh(messages, now) else LONGEST_FETCH_OF_OLD, now
    ):
        return POLL
    if not photos:
        return 0
    if not is_fresh(messages, now):
        return POLL_OF_OLD if _is_fetching(photos, LONGEST_FETCH_OF_OLD, now) else 0
    if _is_fetching(photos, LONGEST_FETCH, now):
        return POLL
    if now - min(photo.received_at for photo in photos) >= LONGEST_BURST:
        return 0
    left = max(photo.received_at for photo in photos) + QUIET - now
    return max(0.0, left.total_seconds())


def _is_being_heard(message: InboundMessage) -> bool:
    """A voice note, where a program of the office's turns it into words."""
    return message.kind == VOICE and message.media_state == Media.WAITING and speech.is_heard()


def is_fresh(messages: Sequence[InboundMessage], now: datetime) -> bool:
    """Somebody is at the other end, now."""
    return now - max(message.sent_at for message in messages) < FRESH


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
    pictures = [message.pk for message in messages if message.kind in PHOTO_KINDS]
    photos = photos_of_messages(pictures) if pictures else {}
    return tuple(_heard(message, photos.get(message.pk)) for message in messages)


def _heard(message: InboundMessage, photo: Photo | None) -> Heard:
    kind = message.kind
    if kind in PHOTO_KINDS:
        return _as(message, "photo", photo=_photo(message, photo), forwarded=message.forwarded)
    if kind in CHOICE_KINDS:
        return _as(message, "choice", choice=message.choice)
    return _without_photo(message)


def _without_photo(message: InboundMessage) -> Heard:
    """What WhatsApp itself could not hand on says of which kind it was; a file that was lost there is a lost photo."""
    details = message.details or {}
    kind = message.kind
    if kind == "unsupported":
        told = details.get("unsupported")
        kind = UNSUPPORTED.get(told.get("type", "") if isinstance(told, dict) else "", kind)
    if kind == VOICE and message.text:
        return _as(message, "text", is_spoken=True)
    if kind == "photo":
        return _as(message, kind, photo=HeardPhoto(trouble="lost"))
    return _as(message, kind, forwarded=message.forwarded)


def _as(message: InboundMessage, kind: str, **more: Any) -> Heard:
    return Heard(message.pk, kind, message.sent_at, message.text, came_at=message.received_at, **more)


def _photo(message: InboundMessage, photo: Photo | None) -> HeardPhoto:
    if message.media_state == Media.KEPT and photo is not None:
        return HeardPhoto(photo.pk, max(1, len(photo.pages.all())), fault=fault_of(photo))
    if message.media_state == Media.QUARANTINED:
        return HeardPhoto(trouble=message.note or "damaged")
    return HeardPhoto(trouble="lost")


def _is_fetching(photos: Sequence[InboundMessage], patience: timedelta, now: datetime) -> bool:
    """The patience begins when the message was read, which after an outage is long after it was kept."""
    waited_for = [photo for photo in photos if photo.media_state == Media.WAITING]
    return bool(waited_for) and now - read_at(waited_for) < patience
