"""Keeping what people send: the original sealed and untouched, pictures of it made anew to look at."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from PIL import Image

from lojar.channels.models import Contact, InboundMessage
from lojar.offices.models import Officer

from .decoding import PIXELS, SHOWN, Decoding, decode
from .first_look import Depth, Look, judged
from .models import Photo, PhotoArrival, PhotoPage, PhotoView, Reading
from .queries import store
from .rules.file_names import shown_name
from .rules.likeness import HIGH, WIDE, likeness_of, parts_of
from .rules.magic import DECODERS, VOICES, kind_of, trouble_before_decoding

State = Photo.State
MOST_PAGES_AT_ONCE = 3  # that are read before the photo is told of; the person waits meanwhile


@dataclass(frozen=True, slots=True)
class _Found:
    """What the bytes turned out to be, before anything is written down."""

    mime: str
    decoding: Decoding
    looks: tuple[Look, ...] = ()  # one for each page, or none

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
    depth: Depth = Depth.NOT_AT_ALL,
    now: datetime,
) -> Photo:
    """Never raises for what the bytes are: what cannot be shown is kept in quarantine with a `trouble`.

    Objects are written before the row, so that a row never points at nothing; what a crash leaves behind in the
    store is harmless and is found by the job `evidence.sweep`.
    """
    sha256 = hashlib.sha256(data).digest()
    photo = Photo.objects.filter(contact=contact, sha256=sha256).exclude(state=State.PURGED).first()
    if photo is None:
        is_voice = message is not None and message.kind == "audio"
        found = _look_at(data, is_voice=is_voice, depth=depth, now=now)
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
        for key in filter(None, (getattr(page, name) for name in PhotoPage.KEYS)):
            store().delete(key)
    store().delete(photo.object_key)
    with transaction.atomic():
        photo.pages.all().delete()
        photo.state, photo.purged_at, photo.filename = State.PURGED, now, ""
        photo.save(update_fields=["state", "purged_at", "filename"])
    return photo


def _look_at(data: bytes, *, is_voice: bool, depth: Depth, now: datetime) -> _Found:
    """A voice note is kept as it came, without pages: an officer hears it, no program of ours opens it."""
    mime, trouble = kind_of(data), trouble_before_decoding(data)
    if is_voice and mime in VOICES and trouble == "not_an_image":
        return _Found(mime, Decoding())
    if trouble:
        return _Found(mime, Decoding(trouble=trouble))
    wanted = SHOWN if depth is Depth.NOT_AT_ALL else (*SHOWN, *PIXELS)
    decoding = decode(data, DECODERS[mime], wanted)
    if depth is Depth.READ and len(decoding.pages) > MOST_PAGES_AT_ONCE:
        depth = Depth.JUDGE
    return _Found(mime, decoding, tuple(judged(decoding.pages, depth, now=now)))


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
                photo=photo, number=number, display_key=key.display, thumb_key=key.thumb, straight_key=key.straight,
                marked_key=key.marked, likeness=likeness(page.thumb), width=page.width, height=page.height,
            )
            for number, (page, key) in enumerate(zip(found.decoding.pages, keys, strict=True), start=1)
        )  # fmt: skip
        for page, look in zip(pages, found.looks, strict=False):
            look.reading.page = page
        Reading.objects.bulk_create(look.reading for look in found.looks)
    return photo


def likeness(thumb: bytes) -> list[int]:
    """Of a picture that we made ourselves."""
    with Image.open(BytesIO(thumb), formats=["JPEG"]) as picture:
        grey = picture.convert("L").resize((WIDE, HIGH), Image.Resampling.BOX)
    told = likeness_of(grey.tobytes())
    return parts_of(told) if told is not None else []


class _Keys(NamedTuple):
    display: str
    thumb: str
    straight: str
    marked: str


def _put(folder: str, data: bytes, found: _Found) -> list[_Keys]:
    store().put(f"{folder}/original", data)
    keys = []
    for number, page in enumerate(found.decoding.pages, start=1):
        look = found.looks[number - 1] if found.looks else None
        pictures = {
            f"{folder}/p{number}.jpg": page.display,
            f"{folder}/p{number}-thumb.jpg": page.thumb,
            straight_key(folder, number): look.straight if look else b"",
            f"{folder}/p{number}-marked.jpg": look.marked if look else b"",
        }
        for key, picture in pictures.items():
            if picture:
                store().put(key, picture)
        keys.append(_Keys(*(key if picture else "" for key, picture in pictures.items())))
    return keys


def straight_key(folder: str, number: int) -> str:
    return f"{folder}/p{number}-straight.jpg"


def _revive(photo: Photo, facts: dict[str, object]) -> None:
    """A purged picture that is sent again is new to us."""
    for name, value in facts.items():
        setattr(photo, name, value)
    photo.save(update_fields=list(facts))
