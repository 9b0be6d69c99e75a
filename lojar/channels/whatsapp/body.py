"""One POST of Meta's: read, and answered by a status. Both doors ask here, so that they cannot answer differently."""

import threading
from typing import Protocol

from .signature import Signature

ORDINARY = 4 * 1024 * 1024  # Meta's own limit is 3 MB
LARGEST = 16 * 1024 * 1024
PIECE = 256 * 1024
# Whoever has not signed yet must not fill the memory: few large bodies at a time, the others may come again.
_large = threading.BoundedSemaphore(2)


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def taken(stream: Stream, *, length: str, header: str | None, secret: str) -> tuple[int, bytes]:
    """200 and the body that was signed; or 401, 413, 400 where it broke off, 503 where it may come again."""
    if length.isdecimal() and int(length[:20]) > LARGEST:
        return 413, b""
    signature = Signature(secret)
    try:
        body = _read(stream, signature, at_most=ORDINARY)
        if len(body) <= ORDINARY:
            return _judged(body, signature, header)
        if not _large.acquire(blocking=False):
            return 503, b""
        try:
            body += _read(stream, signature, at_most=LARGEST - len(body))
            return (413, b"") if len(body) > LARGEST else _judged(body, signature, header)
        finally:
            _large.release()
    except OSError:
        return 400, b""


def _judged(body: bytearray, signature: Signature, header: str | None) -> tuple[int, bytes]:
    return (200, bytes(body)) if signature.is_in(header) else (401, b"")


def _read(stream: Stream, signature: Signature, *, at_most: int) -> bytearray:
    """To its end, or a little more than `at_most`."""
    body = bytearray()
    while len(body) <= at_most and (piece := stream.read(PIECE)):
        signature.add(piece)
        body += piece
    return body
