"""A file on its way from Meta to the store: fetched and kept, or tried again, or given up together with its album."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from lojar.channels import actions as channels
from lojar.channels import media
from lojar.channels.alarms import raise_alarm, resolve
from lojar.channels.media import Damaged, LineTrouble, Missing, TooLarge, TransportError
from lojar.channels.models import InboundMessage
from lojar.channels.queries import contact_now
from lojar.channels.wake import wake_conversation
from lojar.lib import clock
from lojar.lib.jobs import nudge

from . import actions, reading, speech
from .models import Photo
from .one_at_a_time import only_here
from .rules.fetching import LINE_WAIT, ends_at, is_believed, next_try, patience, wait_after
from .rules.magic import VOICES

log = logging.getLogger(__name__)
Media = InboundMessage.Media
AFTER_THE_LAST_OF_A_BURST = 2.5  # seconds: an album is several messages, and gets one answer
ALBUM = timedelta(minutes=2)
WORTH_A_WORD = (timedelta(minutes=1), timedelta(hours=1))  # after it came: the person wonders where it is
GATHERED = 30.0  # seconds, in which the rest of an album comes to its end as well
STORE = "media_store"


@dataclass(frozen=True)
class Finding:
    """What the last tries found, and how often in a row."""

    what: str = ""
    times: int = 0

    def again(self, what: str) -> "Finding":
        return Finding(what, self.times + 1 if what == self.what else 1) if what else Finding()


def fetch_and_keep(message_id: int, before: Finding) -> None:
    """Can run twice: a message whose file is settled is left alone."""
    message = _waiting().filter(pk=message_id).first()
    if message is None:
        return
    try:
        _fetch_and_keep(message, before)
    except TransportError as trouble:
        found = before.again(_kind(trouble))
        if trouble.permanent or (found.what == "missing" and is_believed("missing", found.times)):
            _give_up_soon(message)
        else:
            _try_later(message, trouble, found)


def give_up(message_id: int) -> None:
    """What was sent together is lost together, so that the person hears of it once. Each is asked for once more,
    unless Meta has let go of it by now."""
    first = InboundMessage.objects.filter(pk=message_id).first()
    if first is None:
        return
    around = (first.sent_at - ALBUM, first.sent_at + ALBUM)
    album = _waiting().filter(contact_id=first.contact_id, sent_at__range=around)
    lost = {message.pk: why for message in album.order_by("id") if (why := _why_lost(message))}
    with transaction.atomic():
        for message in _waiting().select_for_update(of=("self",)).filter(pk__in=lost):
            channels.media_lost(message, lost[message.pk])
            wake_conversation(message.contact_id)


def _why_lost(message: InboundMessage) -> str:
    """Nothing where it came after all, or may still come."""
    if _next_try(message, wait_after(message.media_tries + 1)) is None:
        return "WhatsApp tidak lagi menyimpan berkas ini"
    with only_here(message.pk) as is_mine:
        try:
            if is_mine:
                _fetch_and_keep(message, Finding())
        except TransportError as trouble:
            if trouble.permanent or isinstance(trouble, Missing):
                return str(trouble)
            _try_later(message, trouble, Finding())
    return ""


def _waiting() -> QuerySet[InboundMessage]:
    return InboundMessage.objects.select_related("contact", "office").filter(media_state=Media.WAITING)


def _kind(trouble: TransportError) -> str:
    if isinstance(trouble, Damaged):
        return "short" if trouble.is_short else "damaged"
    return "missing" if isinstance(trouble, Missing) else ""


def _fetch_and_keep(message: InboundMessage, before: Finding) -> None:
    as_it_is = before.what != "missing" and is_believed(before.what, before.times)
    try:
        fetched = media.fetch(message, in_seconds=patience(message.media_tries), as_it_is=as_it_is)
    except TooLarge:
        _settle(message, "too_large")
        return
    try:
        photo = _kept(message, fetched)
        reading.read_later(photo)
    except DatabaseError:
        raise  # the job is tried again; any other trouble is the store's, or lies in these bytes
    except Exception as wrong:
        log.exception("a file was fetched and not kept", extra={"inbound_message": message.pk})
        _store_fails(wrong)
        raise TransportError("not kept") from wrong
    resolve(STORE, office=None, now=clock.now())
    text = speech.words_of(fetched.data) if message.kind == "audio" and photo.mime in VOICES else ""
    _settle(message, photo.trouble if photo.state == Photo.State.QUARANTINED else "", text=text)


def _store_fails(wrong: Exception) -> None:
    text = (
        f"Berkas dari warga tidak dapat disimpan ({type(wrong).__name__}). "
        "Mohon petugas TI memeriksa ruang disk dan tempat penyimpanan."
    )
    raise_alarm(STORE, text, office=None, now=clock.now())


def _kept(message: InboundMessage, fetched: media.Fetched) -> Photo:
    # Asked again: while the file was on its way its sender may have turned out to be somebody we knew.
    message.refresh_from_db(fields=["contact"])
    return actions.keep_photo(
        contact_now(message.contact),
        data=fetched.data,
        message=message,
        filename=fetched.filename,
        forwarded=message.forwarded,
        checksum_matched=fetched.checksum_matched,
        depth=reading.depth_now(),
        now=clock.now(),
    )


@transaction.atomic
def _settle(message: InboundMessage, trouble: str, *, text: str = "") -> None:
    """By whoever comes first: a worker that was thought dead changes nothing any more."""
    row = _waiting().select_for_update(of=("self",)).filter(pk=message.pk).first()
    if row is None:
        return
    if trouble:
        channels.media_quarantined(row, trouble)
    else:
        channels.media_kept(row, text=text)
    wake_conversation(row.contact_id, in_seconds=AFTER_THE_LAST_OF_A_BURST)


def _try_later(message: InboundMessage, trouble: TransportError, found: Finding) -> None:
    """Trouble of the line is nobody's try: it says nothing about this file."""
    tries = message.media_tries if isinstance(trouble, LineTrouble) else message.media_tries + 1
    wait = _next_try(message, LINE_WAIT if isinstance(trouble, LineTrouble) else wait_after(tries))
    _waiting().filter(pk=message.pk).update(media_tries=tries)
    if WORTH_A_WORD[0] <= clock.now() - message.received_at <= WORTH_A_WORD[1]:
        wake_conversation(message.contact_id)
    if wait is None:
        _give_up_soon(message)
        return
    nudge(
        "evidence.keep_media",
        once=f"media-again:{message.pk}",
        in_seconds=wait.total_seconds(),
        message_id=message.pk,
        finding=found.what,
        times=found.times,
    )


def _next_try(message: InboundMessage, wait: timedelta) -> timedelta | None:
    end = ends_at(sent_at=message.sent_at, received_at=message.received_at)
    return next_try(wait, ends_at=end, now=clock.now())


def _give_up_soon(message: InboundMessage) -> None:
    nudge(
        "evidence.give_up",
        once=f"give-up:{message.contact_id}",
        in_seconds=GATHERED,
        message_id=message.pk,
    )
