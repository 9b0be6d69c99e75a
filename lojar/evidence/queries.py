"""Reads of photos. Whoever shows one to an officer records it first: `actions.record_view`."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMinute

from lojar.lib.object_store import Missing, SealedStore, store_at
from lojar.lib.sealed_fields import keyring
from lojar.offices.models import Office, Officer

from .models import Photo, PhotoArrival, PhotoPage, PhotoView, Reading
from .rules.likeness import are_alike
from .rules.magic import VOICES
from .rules.reading.said import PaperSeen, said_on
from .rules.sittings import Look

MOST_LOOKED_AT = 500  # pictures that share a part of their likeness
# Of 1: below it a photo is taken for what its sender says. Of 60 usable papers of six kinds none was taken for another
# of them above it; see docs/decisions/0012.
KNOWN_FOR_SURE = 0.6


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


def straight_bytes(page: PhotoPage) -> bytes:
    """The paper alone, upright; `object_store.Missing` where none was found on the photo."""
    if not page.straight_key:
        raise Missing(str(page.pk))
    return store().get(page.straight_key)


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


def papers_seen(photo_ids: Iterable[int]) -> dict[int, PaperSeen]:
    """Photo id -> what it says; photos that nobody read are left out."""
    return papers_on(pages_with_readings(photo_ids))


def papers_on(pages: Iterable[PhotoPage]) -> dict[int, PaperSeen]:
    """The same of pages that are there already, in order. Of several pages each adds what those before it do not
    say."""
    seen: dict[int, PaperSeen] = {}
    for page in pages:
        reading = next((one for one in page.readings.all() if _was_read(one)), None)
        if reading is not None:
            seen[page.photo_id] = _with_page(seen.get(page.photo_id, PaperSeen()), page, reading)
    return seen


def alike(page: PhotoPage) -> list[PhotoPage]:
    """Pages of other photos of the same office that are the same picture, made smaller or saved anew; newest first."""
    if not page.likeness:
        return []
    others = PhotoPage.objects.filter(likeness__overlap=page.likeness).exclude(photo=page.photo_id)
    others = others.filter(photo__contact__office=page.photo.contact.office_id).select_related("photo")
    return [
        other for other in others.order_by("-id")[:MOST_LOOKED_AT] if are_alike(page.likeness, other.likeness)
    ]


def looks_at(
    number: str, photo_ids: Iterable[int], *, before: int | None = None, most: int
) -> list[tuple[int, Look]]:
    """(id of the view, look), newest first: looks for that application, and at those photos for whatever reason."""
    views = PhotoView.objects.filter(Q(about=number) | Q(photo__in=list(photo_ids)))
    if before is not None:
        views = views.filter(pk__lt=before)
    rows = views.order_by("-id").values_list("id", "officer_id", "photo_id", "seen_as", "about", "seen_at")
    return [(row[0], Look(row[1], row[2], row[3], row[4], row[5])) for row in rows[:most]]


def days_of_reading(
    officer: Officer, office: Office, *, since: datetime, zone: tzinfo
) -> QuerySet[PhotoView, Any]:
    """What one officer looked at: a row for each day and application ("" for none), newest first."""
    views = PhotoView.objects.filter(officer=officer, photo__contact__office=office, seen_at__gte=since)
    days = views.annotate(day=TruncDate("seen_at", tzinfo=zone)).values("day", "about")
    return days.annotate(
        looks=Count("id"), photos=Count("photo", distinct=True), people=Count("photo__contact", distinct=True),
        first_at=Min("seen_at"), last_at=Max("seen_at"),
    ).order_by("-day", "-last_at")  # fmt: skip


def minutes_of_reading(
    officer_ids: Iterable[int], *, since: datetime, zone: tzinfo
) -> list[tuple[int, str, int, datetime]]:
    """(officer, application or "", contact, minute in `zone`), oldest first, each once however often they looked."""
    views = PhotoView.objects.filter(officer__in=list(officer_ids), seen_at__gte=since)
    minutes = views.annotate(minute=TruncMinute("seen_at", tzinfo=zone)).order_by("minute")
    return list(minutes.values_list("officer_id", "about", "photo__contact_id", "minute").distinct())


def _was_read(reading: Reading) -> bool:
    return "fields" in (reading.found or {})


def _with_page(before: PaperSeen, page: PhotoPage, reading: Reading) -> PaperSeen:
    is_sure = (reading.found.get("sure") or 0.0) >= KNOWN_FOR_SURE
    said = said_on(reading.found)
    return PaperSeen(
        before.document or (reading.document if is_sure else ""),
        before.likely or reading.document,
        {**said, **before.said},
        {**dict.fromkeys(said, page.pk), **before.on_page},
    )
