"""Reads of photos. Whoever shows one to an officer records it first: `actions.record_view`."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet

from lojar.lib.object_store import SealedStore, store_at
from lojar.lib.sealed_fields import keyring

from .models import Photo, PhotoArrival, PhotoPage
from .rules.magic import VOICES


def store() -> SealedStore:
    """Where photos and made documents lie, sealed with this installation's keys."""
    return _store(settings.LOJAR_MEDIA_URL, str(settings.LOJAR_EVIDENCE_KEYS))


@lru_cache(maxsize=2)
def _store(url: str, _keys: str) -> SealedStore:
    return SealedStore(store_at(url), keyring())


def display_bytes(page: PhotoPage) -> bytes:
    return store().get(page.display_key)


def thumb_bytes(page: PhotoPage) -> bytes:
    return store().get(page.thumb_key)


def original_bytes(photo: Photo) -> bytes:
    """As it came, and as untrusted as it came: only ever offered as a file to save, never shown."""
    return store().get(photo.object_key)


def voice_of(office_id: int, photo_id: int) -> Photo | None:
    """A voice note of that office's citizens that can still be heard."""
    voices = Photo.objects.filter(state=Photo.State.KEPT, mime__in=VOICES, contact__office=office_id)
    return voices.filter(pk=photo_id).first()


def is_voice(photo: Photo) -> bool:
    return photo.state == Photo.State.KEPT and photo.mime in VOICES


def photos_of_messages(message_ids: Iterable[int]) -> dict[int, Photo]:
    """Message id -> the photo it brought, pages ready to read; the same picture sent twice is in there twice."""
    arrivals = PhotoArrival.objects.filter(message_id__in=list(message_ids)).select_related("photo")
    return {
        arrival.message_id: arrival.photo for arrival in arrivals.prefetch_related("photo__pages__readings")
    }


def pages_with_readings(photo_ids: Iterable[int]) -> QuerySet[PhotoPage]:
    """In the order of each photo's pages, with how they were judged."""
    pages = PhotoPage.objects.filter(photo__in=list(photo_ids)).prefetch_related("readings")
    return pages.order_by("number")


def wamid_of_photo(photo_id: int) -> str:
    """Of the message that last brought it, so that a question about it can quote it; "" where it came otherwise."""
    arrival = PhotoArrival.objects.filter(photo=photo_id).select_related("message").order_by("-id").first()
    return arrival.message.wamid if arrival and arrival.message else ""
