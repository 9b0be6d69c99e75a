"""Fetching what a person sent: only from hosts that are allowed, in whole or not at all, and compared with its sum."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import re
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from lojar.lib import clock

from .models import InboundMessage
from .rules.send_errors import Course, verdict
from .whatsapp import graph
from .whatsapp.parse import reading
from .whatsapp.parse.heard import medium_of

LARGEST = 20 * 1024 * 1024
URL_LIVES = timedelta(minutes=4, seconds=30)
ID_LIVES = timedelta(days=7)
GONE_AFTER_TRIES = 3
DAMAGED_TRIES = 2
MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}


class TransportError(Exception):
    """The file did not come. `permanent`: and never will."""

    def __init__(self, message: str, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class TooLarge(TransportError):
    """More than this office keeps of one file."""

    def __init__(self) -> None:
        super().__init__("too_large", permanent=True)


@dataclass(frozen=True)
class Fetched:
    data: bytes
    declared_mime: str
    filename: str
    checksum_matched: bool | None


class _Stale(Exception):
    """The url has expired; the id behind it may still live."""


def fetch(message: InboundMessage) -> Fetched:
    """By the url of the webhook while it lives, else by the id."""
    medium = medium_of(message.details or {})
    if medium is None:
        raise TransportError("the message names no file", permanent=True)
    data = None
    if medium.url and clock.now() - message.received_at < URL_LIVES and _may_ask(medium.url):
        data = _quietly(medium.url)
    if data is None or _matches(data, medium.sha256) is False:
        data = _by_id(medium.id, message) if medium.id else data
    if data is None:
        raise TransportError("the address of the file has expired", permanent=True)
    matched = _matches(data, medium.sha256)
    if matched is False:
        _try_again_first(message)
    return Fetched(data, medium.mime, medium.filename, matched)


def _try_again_first(message: InboundMessage) -> None:
    """What was damaged on the way comes whole the next time; what stays other than announced is flagged."""
    if message.media_tries < DAMAGED_TRIES:
        raise TransportError("the file came damaged", permanent=False)


def _quietly(url: str) -> bytes | None:
    try:
        return _bytes(url)
    except TooLarge:
        raise
    except (TransportError, _Stale):
        return None


def _by_id(media_id: str, message: InboundMessage) -> bytes:
    said = _address(media_id, message)
    url = reading.words(said, "url")
    if not _may_ask(url):
        raise TransportError("the file lies on a host that is not allowed", permanent=True)
    size = reading.words(said, "file_size")
    if size.isdigit() and int(size) > LARGEST:
        raise TooLarge
    try:
        data = _bytes(url)
    except _Stale:
        data = _once_more(media_id, message)
    if _matches(data, reading.words(said, "sha256")) is False:
        _try_again_first(message)
    return data


def _once_more(media_id: str, message: InboundMessage) -> bytes:
    url = reading.words(_address(media_id, message), "url")
    try:
        return _bytes(url) if _may_ask(url) else _refuse_host()
    except _Stale:
        raise TransportError("the file is not where Meta says", _has_lived(message)) from None


def _refuse_host() -> bytes:
    raise TransportError("the file lies on a host that is not allowed", permanent=True)


def _address(media_id: str, message: InboundMessage) -> dict[str, Any]:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", media_id):
        raise TransportError("not an id of a file", permanent=True)
    try:
        return graph.medium(media_id)
    except graph.Refused as no:
        raise TransportError(str(no), _is_over(no, message)) from None
    except (graph.NotReached, graph.Lost) as gone:
        raise TransportError(str(gone), _has_lived(message)) from None


def _is_over(no: graph.Refused, message: InboundMessage) -> bool:
    """ "Not found" may be a slow copy inside Meta: believed after a few tries. A bad token is not the file's end."""
    found = verdict(no.error.code, http_status=no.http_status, subcode=no.error.subcode)
    not_found = no.error.code == 100 or no.http_status == 404
    if not_found and message.media_tries >= GONE_AFTER_TRIES:
        return True
    return _has_lived(message) or (found.course is Course.GIVE_UP and not not_found)


def _has_lived(message: InboundMessage) -> bool:
    return clock.now() - message.received_at > ID_LIVES


def _bytes(url: str) -> bytes:
    for _ in range(MOST_REDIRECTS + 1):
        answer = _streamed(url)
        if isinstance(answer, bytes):
            return answer
        if not _may_ask(answer):
            raise TransportError("redirected to a host that is not allowed", permanent=True)
        url = answer
    raise TransportError("redirected too often", permanent=False)


def _streamed(url: str) -> bytes | str:
    """The bytes, or the address to which they moved."""
    try:
        with graph.client().stream("GET", url) as answer:
            if answer.is_redirect and answer.next_request is not None:
                return str(answer.next_request.url)
            if answer.status_code in (404, 410):
                raise _Stale
            if not answer.is_success:
                raise TransportError(f"HTTP {answer.status_code}", permanent=False)
            return _capped(answer)
    except httpx.HTTPError as gone:
        raise TransportError(type(gone).__name__, permanent=False) from None


def _capped(answer: httpx.Response) -> bytes:
    """Counted while it comes: what a server says about the length is only what it says."""
    data = bytearray()
    for piece in answer.iter_bytes():
        data += piece
        if len(data) > LARGEST:
            raise TooLarge
    return bytes(data)


def _matches(data: bytes, told: str) -> bool | None:
    """Meta writes the sum as base64 in webhooks, and nobody says how elsewhere: hex is taken too."""
    told = told.strip()
    if not told:
        return None
    digest = hashlib.sha256(data).digest()
    if re.fullmatch(r"[0-9a-fA-F]{64}", told):
        return hmac.compare_digest(digest.hex(), told.lower())
    try:
        padded = told.replace("-", "+").replace("_", "/") + "=" * (-len(told) % 4)
        expected = base64.b64decode(padded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return hmac.compare_digest(digest, expected) if len(expected) == len(digest) else None


def _may_ask(url: str) -> bool:
    """`host` allows that host over https, in the open internet; `host:port` allows exactly that, wherever it lies."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return False
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        return False
    host = parts.hostname.lower()
    if f"{host}:{port}" in _listed() or _is_graph_itself(parts.scheme, host, port):
        return True
    return host in _listed() and parts.scheme == "https" and port == 443 and _is_public(host)


def _listed() -> set[str]:
    return {listed.lower() for listed in settings.LOJAR_WHATSAPP_MEDIA_HOSTS}


def _is_graph_itself(scheme: str, host: str, port: int | None) -> bool:
    graph_at = urlsplit(settings.LOJAR_WHATSAPP_API_URL)
    return (scheme, host, port) == (
        graph_at.scheme,
        graph_at.hostname,
        graph_at.port or PORTS.get(graph_at.scheme),
    )


def _is_public(host: str) -> bool:
    """A name of the allow-list that leads into our own network is somebody's trick with the DNS."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return True  # there is nowhere to go, or a proxy knows the way
    return all(ipaddress.ip_address(entry[4][0]).is_global for entry in found)
