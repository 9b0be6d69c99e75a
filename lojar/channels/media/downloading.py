"""The bytes behind a url: at most so many, in at most so long, and over redirects only to where we may go as well."""

import os
from functools import lru_cache

import httpx
from django.conf import settings

from ..rules.addresses import Reach
from ..whatsapp import graph
from . import places, wire
from .troubles import LineTrouble, TooLarge, TransportError

MOST_REDIRECTS = 3
HOST = "media_host"


class Stale(Exception):
    """The url has expired; the id behind it may still live."""


def downloaded(url: str, *, at_most: int, in_seconds: float) -> bytes:
    address = allowed(url)
    with wire.within(in_seconds):
        for _ in range(MOST_REDIRECTS + 1):
            answer = _streamed(address, at_most)
            if isinstance(answer, bytes):
                return answer
            address = allowed(answer)
    raise TransportError("redirected too often")


def allowed(url: str) -> httpx.URL:
    """A host that we do not know may be Meta's newest: nothing is asked of it, and a person hears its name."""
    found = places.parsed(url)
    if found is None:
        raise TransportError("an address that cannot be read")
    if places.reach_of(found) is Reach.FORBIDDEN:
        raise LineTrouble(HOST, _told(found))
    return found


def _told(url: httpx.URL) -> str:
    return (
        f"Berkas warga belum diambil: {url.scheme}://{url.host[:80]} tidak ada dalam daftar "
        "LOJAR_WHATSAPP_MEDIA_HOSTS, atau tidak berada di internet terbuka. Mohon petugas TI memeriksanya."
    )


def _streamed(url: httpx.URL, at_most: int) -> bytes | str:
    """The bytes, or the address to which they moved."""
    try:
        with _client_for(url).stream("GET", url, headers={"Accept-Encoding": "identity"}) as answer:
            if answer.has_redirect_location:
                return str(url.join(answer.headers["location"]))
            if answer.status_code in (401, 403, 404, 410):
                raise Stale
            if not answer.is_success:
                raise TransportError(f"HTTP {answer.status_code}")
            return _capped(answer, at_most)
    except wire.LeadsInside:
        raise LineTrouble(HOST, _told(url)) from None
    except (httpx.HTTPError, httpx.InvalidURL) as gone:
        raise TransportError(type(gone).__name__) from None


def _capped(answer: httpx.Response, at_most: int) -> bytes:
    """Counted while it comes: what a server says about the length is only what it says."""
    said = answer.headers.get("content-length", "")
    if said.isdecimal() and int(said) > at_most:
        raise TooLarge
    pieces, size = [], 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > at_most:
            raise TooLarge
        if wire.is_over():
            raise TransportError("the download took too long")
    return b"".join(pieces)


def _client_for(url: httpx.URL) -> httpx.Client:
    open_only = places.reach_of(url) is Reach.OPEN
    if graph.TRANSPORT is None and places.behind_proxy(url):
        if open_only and places.leads_inside(url):
            raise wire.LeadsInside
        return graph.client()
    return _client(os.getpid(), settings.LOJAR_WHATSAPP_TOKEN, graph.TRANSPORT, open_only)


@lru_cache(maxsize=4)
def _client(_process: int, token: str, given: httpx.BaseTransport | None, open_only: bool) -> httpx.Client:
    """One a process and kind, so that connections stay open between files. Redirects are never followed blindly."""
    return httpx.Client(
        transport=given or wire.Wire(open_only=open_only),
        timeout=graph.PATIENCE,
        follow_redirects=False,
        headers={"Authorization": f"Bearer {token}", "User-Agent": graph.AGENT},
    )
