"""The wire to hosts outside: a name is looked up once, and the address that was checked is the one connected to.

Also a time for the whole, which the timeouts of single reads cannot give: a server may send a byte every few seconds.
"""

import contextlib
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from ..rules.addresses import lies_in_the_open
from . import places

MOST_ADDRESSES = 3
_ends: ContextVar[float] = ContextVar("when the download of this thread must have ended")


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Whatever is asked for inside, connecting and headers included, has ended by then."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


def is_over() -> bool:
    ends = _ends.get(None)
    return ends is not None and time.monotonic() >= ends


class LeadsInside(httpcore.ConnectError):
    """The name leads to an address that is not of the open internet."""


class Wire(httpx.BaseTransport):
    """What httpx does by default, over connections of our own. Host, server name and certificate are the name's."""

    def __init__(self, *, open_only: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), keepalive_expiry=30, network_backend=_Backend(open_only)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_httpx():
            answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextlib.contextmanager
def _as_httpx() -> Iterator[None]:
    """The errors of the lower library under the names of the upper one, which are the same."""
    try:
        yield
    except LeadsInside:
        raise
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as wrong:
        raise getattr(httpx, type(wrong).__name__)(str(wrong)) from wrong


class _Backend(httpcore.NetworkBackend):
    def __init__(self, open_only: bool) -> None:
        self._system = httpcore.SyncBackend()
        self._open_only = open_only

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            try:
                made = self._system.connect_tcp(
                    address, port, _patience(timeout, httpcore.ConnectTimeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as wrong:
                failed = wrong
            else:
                return _Timed(made)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = places.looked_up(host, port)
        except (OSError, UnicodeError) as wrong:
            raise httpcore.ConnectError(type(wrong).__name__) from wrong
        if self._open_only and not all(map(lies_in_the_open, found)):
            raise LeadsInside(host)
        return found[:MOST_ADDRESSES]


class _Timed(httpcore.NetworkStream):
    """No step waits longer than what is left of the whole."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _patience(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _patience(timeout, httpcore.WriteTimeout))

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _patience(timeout, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()


def _patience(timeout: float | None, too_late: type[Exception]) -> float | None:
    ends = _ends.get(None)
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise too_late("the download took too long")
    return left if timeout is None else min(left, timeout)
