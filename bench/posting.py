"""A load generator in one thread: connections that each wait for an answer before they post again."""

import asyncio
import hmac
import json
import statistics
import time
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from .house import NUMBER

_numbers = count()


@dataclass
class Measured:
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def at(self, part: float) -> float:
        """The wait, in milliseconds, that this part of the answers stayed under."""
        return statistics.quantiles(self.waits, n=1000)[round(part * 1000) - 1] * 1000


def post_for(url: str, secret: str, *, seconds: float, connections: int = 16) -> Measured:
    return asyncio.run(_post(urlsplit(url), secret, seconds, connections))


def bodies(secret: str, host: str, path: str, how_many: int) -> list[bytes]:
    """Whole requests, each with a message of its own, signed beforehand: the client must not be what is measured."""
    return [_request(secret, host, path, next(_numbers)) for _ in range(how_many)]


async def _post(url, secret: str, seconds: float, connections: int) -> Measured:  # type: ignore[no-untyped-def]
    loop, measured = asyncio.get_running_loop(), Measured()
    prepared = bodies(secret, url.netloc, url.path, int(seconds * 6000))
    began = time.perf_counter()
    ends = began + seconds
    clients = [_Client(prepared, measured, ends, loop.create_future()) for _ in range(connections)]
    for client in clients:
        await loop.create_connection(lambda client=client: client, url.hostname, url.port)  # type: ignore[misc]
    await asyncio.gather(*(client.done for client in clients))
    measured.seconds = time.perf_counter() - began
    return measured


class _Client(asyncio.Protocol):
    def __init__(
        self, prepared: list[bytes], measured: Measured, ends: float, done: "asyncio.Future[None]"
    ) -> None:
        self.prepared, self.measured, self.ends, self.done = prepared, measured, ends, done
        self.answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._next()

    def _next(self) -> None:
        self.began = time.perf_counter()
        if self.began >= self.ends or not self.prepared:
            self.transport.close()
            return
        self.transport.write(self.prepared.pop())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.answer += data
        status = answered(self.answer)
        if not status:
            return
        if status == 200:
            self.measured.waits.append(time.perf_counter() - self.began)
        else:
            self.measured.refused += 1
        self.answer = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def answered(data: bytes) -> int:
    """The status of an answer that is there in whole, or 0."""
    head, found, body = data.partition(b"\r\n\r\n")
    _, _, rest = head.lower().partition(b"content-length:")
    if not found or len(body) < int(rest.split(b"\r\n", 1)[0] or 0):
        return 0
    return int(head[9:12])


def _request(secret: str, host: str, path: str, number: int) -> bytes:
    message = {
        "from": f"6280000{number % 10_000_000:07}",
        "id": f"wamid.BENCH{time.time_ns()}{number}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Selamat pagi, saya mau urus akta kelahiran"},
    }
    card = {"profile": {"name": "Budi Contoh"}, "wa_id": message["from"], "user_id": f"ID.{number + 1}"}
    return request(secret, host, path, contacts=[card], messages=[message])


def request(secret: str, host: str, path: str, **parts: Any) -> bytes:
    """A whole signed POST of one change with these messages, contacts or statuses."""
    metadata = {"display_phone_number": "622150050100", "phone_number_id": NUMBER}
    change = {"value": {"messaging_product": "whatsapp", "metadata": metadata, **parts}, "field": "messages"}
    body = json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}
    ).encode()
    signature = hmac.new(secret.encode(), body, sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
