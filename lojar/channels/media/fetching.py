"""By the url of the webhook while it lives, else by the id; whole, of its announced size and with its announced sum."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lojar.lib import clock

from .. import alarms
from ..models import InboundMessage, LineAlarm
from ..rules.send_errors import Course, verdict
from ..wake import wake_waiting_media
from ..whatsapp import graph
from ..whatsapp.parse import Medium, reading
from ..whatsapp.parse.heard import medium_of
from .downloading import HOST, Stale, downloaded
from .sums import match
from .troubles import Damaged, LineTrouble, Missing, TooLarge, TransportError

LARGEST = 20 * 1024 * 1024
URL_LIVES = timedelta(minutes=4, seconds=30)
TOKEN = "media_token"  # noqa: S105 - the kind of an alarm


@dataclass(frozen=True)
class Fetched:
    data: bytes
    declared_mime: str
    filename: str
    checksum_matched: bool | None


def fetch(message: InboundMessage, *, in_seconds: float = 60, as_it_is: bool = False) -> Fetched:
    """Raises TransportError. `as_it_is`: bytes that differ from what was announced are taken, and flagged."""
    try:
        found = _fetched(message, in_seconds, as_it_is)
    except LineTrouble as trouble:
        alarms.raise_alarm(trouble.kind, str(trouble), office=message.office, now=clock.now())
        raise
    _line_works(message)
    return found


def _line_works(message: InboundMessage) -> None:
    waiting = LineAlarm.objects.filter(office_id=message.office_id, kind__in=(TOKEN, HOST), resolved_at=None)
    if waiting.update(resolved_at=clock.now()):
        wake_waiting_media(message.office_id)


def _fetched(message: InboundMessage, in_seconds: float, as_it_is: bool) -> Fetched:
    medium = medium_of(message.details or {})
    if medium is None:
        raise TransportError("the message names no file", permanent=True)
    fresh = clock.now() - message.sent_at < URL_LIVES
    # Without a sum of its own the url is no use: only the answer about the id says what should have come.
    data = _quietly(medium, in_seconds) if medium.url and fresh and medium.sha256 else None
    matched = None if data is None else match(data, medium.sha256)
    if data is None or not matched:
        data, matched = _by_id(medium, message, in_seconds, as_it_is)
    return Fetched(data, medium.mime, medium.filename, matched)


def _quietly(medium: Medium, in_seconds: float) -> bytes | None:
    try:
        return downloaded(medium.url, at_most=LARGEST, in_seconds=in_seconds)
    except TooLarge:
        raise
    except (TransportError, Stale):
        return None


def _by_id(
    medium: Medium, message: InboundMessage, in_seconds: float, as_it_is: bool
) -> tuple[bytes, bool | None]:
    said = _address(medium.id, message)
    size = max(0, reading.whole(said, "file_size") or 0)
    if size > LARGEST:
        raise TooLarge
    try:
        data = downloaded(reading.words(said, "url"), at_most=LARGEST, in_seconds=in_seconds)
    except Stale:
        said = _address(medium.id, message)
        data = _once_more(said, in_seconds)
    matched = match(data, medium.sha256, reading.words(said, "sha256"))
    if matched is None and (not data or size not in (0, len(data))):
        matched = False
    if matched is False and not as_it_is:
        raise Damaged("the file came damaged", is_short=len(data) < size or not data)
    return data, matched


def _once_more(said: dict[str, Any], in_seconds: float) -> bytes:
    try:
        return downloaded(reading.words(said, "url"), at_most=LARGEST, in_seconds=in_seconds)
    except Stale:
        raise TransportError("the file is not where Meta says") from None


def _address(media_id: str, message: InboundMessage) -> dict[str, Any]:
    """An id is never a path, and without one there is nothing to ask for."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", media_id):
        raise TransportError("no id of a file", permanent=True)
    try:
        return graph.medium(media_id, message.phone_number_id)
    except graph.Refused as no:
        raise _trouble(no) from None
    except (graph.NotReached, graph.Lost) as gone:
        raise TransportError(str(gone)) from None


def _trouble(no: graph.Refused) -> TransportError:
    """A bad token is not the file's end."""
    found = verdict(no.error.code, http_status=no.http_status, subcode=no.error.subcode)
    if no.error.code == 100 or no.http_status == 404:
        return Missing(str(no))
    if found.course is Course.STOP_LINE:
        return LineTrouble(TOKEN, f"Berkas warga belum dapat diambil: {found.why} (galat {no.error.code}).")
    return Missing(str(no)) if found.course is Course.GIVE_UP else TransportError(str(no))
