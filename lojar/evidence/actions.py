"""Keeping what people send: the original sealed and untouched, pictures of it made anew to look at."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from lojar.channels.models import Contact, InboundMessage
from lojar.offices.models import Officer

from .decoding import PIXELS, SHOWN, Decoding, decode
from .first_look import judged
from .models import Photo, PhotoArrival, PhotoPage, PhotoView, Reading
from .queries import store
from .rules.file_names import shown_name
from .rules.magic import DECODERS, VOICES, kind_of, trouble_before_decoding

State = Photo.State


@dataclass(frozen=True, slots=True)
class _Found:
    """What the bytes turned out to be, before anything is written down."""

    mime: str
    decoding: Decoding
    readings: tuple[Reading, ...] = ()  # one for each page, or none

    @property
    def state(self) -> Photo.State:
        return State.QUARANTINED if self.decoding.trouble else State.KEPT


def keep_photo(
    contact: Contact,
    *,
    data: bytes,
    message: InboundMessage | None = None,
    filename: str = "",
    forwarded: bool = False,
    checksum_matched: bool | None = None,
    judge: bool = False,
    now: datetime,
) -> Photo:
    """Never raises for what the bytes are: what cannot be shown is kept in quarantine with a `trouble`.

    Objects are written before the row, so that a row never points at nothing; what a crash leaves behind in the
    store is harmless and is found by the job `evidence.sweep`.
    """
    sha256 = hashlib.sha256(data).digest()
    photo = Photo.objects.filter(contact=contact, sha256=sha256).exclude(state=State.PURGED).first()
    if photo is None:
        found = _look_at(data, is_voice=message is not None and message.kind == "audio", judge=judge, now=now)
        facts = {
            "state": found.state, "trouble": found.decoding.trouble, "mime": found.mime, "size": len(data),
            "filename": shown_name(filename), "forwarded": forwarded, "checksum_matched": checksum_matched,
            "message": message, "kept_at": now, "purged_at": None,
        }  # fmt: skip
        photo = _write(contact, sha256, data=data, found=found, facts=facts)
    if message is not None:
        PhotoArrival.objects.get_or_create(message=message, defaults={"photo": photo})
    return photo


def record_view(photo: Photo, *, officer: Officer, seen_as: str, about: str = "", now: datetime) -> PhotoView:
    """Before the bytes are handed out: a look that cannot be recorded does not happen (law 27/2022, article 31)."""
    return PhotoView.objects.create(photo=photo, officer=officer, seen_as=seen_as, about=about, seen_at=now)


def purge(photo: Photo, *, now: datetime) -> Photo:
    """The bytes go, the row stays and says when: the record of what was decided remains whole."""
    for page in photo.pages.all():
        store().delete(page.display_key)
        store().delete(page.thumb_key)
    store().delete(photo.object_key)
    with transaction.atomic():
        photo.pages.all().delete()
        photo.state, photo.purged_at, photo.filename = State.PURGED, now, ""
        photo.save(update_fields=["state", "purged_at", "filename"])
    return photo


def _look_at(data: bytes, *, is_voice: bool, judge: bool, now: datetime) -> _Found:
    """A voice note is kept as it came, without pages: an officer hears it, no program of ours opens it."""
    mime, trouble = kind_of(data), trouble_before_decoding(data)
    if is_voice and mime in VOICES and trouble == "not_an_image":
        return _Found(mime, Decoding())
    if trouble:
        return _Found(mime, Decoding(trouble=trouble))
    decoding = decode(data, DECODERS[mime], (*SHOWN, *PIXELS) if judge else SHOWN)
    return _Found(mime, decoding, tuple(judged(decoding.pages, now=now)) if judge else ())


def _write(contact: Contact, sha256: bytes, *, data: bytes, found: _Found, facts: dict[str, object]) -> Photo:
    kept_at = facts["kept_at"]
    folder = f"{'photos' if found.state == State.KEPT else 'quarantine'}/{kept_at:%Y/%m}/{uuid4().hex}"
    keys = _put(folder, data, found)
    with transaction.atomic():
        # Another worker may have kept the same picture meanwhile: then its row is the photo, and ours are orphans.
        photo, made = Photo.objects.select_for_update().get_or_create(
            contact=contact, sha256=sha256, defaults={**facts, "object_key": f"{folder}/original"}
        )
        if not made and photo.state != State.PURGED:
            return photo
        if not made:
            _revive(photo, {**facts, "object_key": f"{folder}/original"})
        pages = PhotoPage.objects.bulk_create(
            PhotoPage(
                photo=photo,
                number=number,
                display_key=display,
                thumb_key=thumb,
                width=page.width,
                height=page.height,
            )
            for number, (page, (display, thumb)) in enumerate(
                zip(found.decoding.pages, keys, strict=True), start=1
            )
        )
        for page, reading in zip(pages, found.readings, strict=False):
            reading.page = page
        Reading.objects.bulk_create(found.readings)
    return photo


def _put(folder: str, data: bytes, found: _Found) -> list[tuple[str, str]]:
    store().put(f"{folder}/original", data)
    keys = [
        (f"{folder}/p{n}.jpg", f"{folder}/p{n}-thumb.jpg") for n in range(1, len(found.decoding.pages) + 1)
    ]
    for page, (display, thumb) in zip(found.decoding.pages, keys, strict=True):
        store().put(display, page.display)
        store().put(thumb, page.thumb)
    return keys


def _revive(photo: Photo, facts: dict[str, object]) -> None:
    """A purged picture that is sent again is new to us."""
    for name, value in facts.items():
        setattr(photo, name, value)
    photo.save(update_fields=list(facts))
