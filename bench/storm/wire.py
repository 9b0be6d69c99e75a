"""A small HTTP server that can also do what a good one never does: close the connection instead of answering."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import h11


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/json"
    cut: bool = False
    headers: dict[str, str] = field(default_factory=dict)


CUT = Answer(0, cut=True)
Handler = Callable[[Request], Awaitable[Answer]]


def told(http: int, /, **what: Any) -> Answer:
    return Answer(http, json.dumps(what).encode())


async def listen(handler: Handler, port: int) -> asyncio.Server:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, h11.ProtocolError, asyncio.IncompleteReadError):
            await _converse(reader, writer, handler)
        writer.close()

    return await asyncio.start_server(connected, "127.0.0.1", port)


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler) -> None:
    line = h11.Connection(h11.SERVER)
    while (request := await _request(reader, line)) is not None:
        answer = await handler(request)
        if answer.cut:
            writer.transport.abort()
            return
        head = {"content-type": answer.kind, "content-length": str(len(answer.body)), **answer.headers}
        for event in (
            h11.Response(status_code=answer.status, headers=list(head.items())),
            h11.Data(data=answer.body),
            h11.EndOfMessage(),
        ):
            writer.write(line.send(event) or b"")
        await writer.drain()
        if line.our_state is h11.MUST_CLOSE:
            return
        line.start_next_cycle()


async def _request(reader: asyncio.StreamReader, line: h11.Connection) -> Request | None:
    head, body = None, bytearray()
    while True:
        event = line.next_event()
        if event is h11.NEED_DATA:
            line.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _plain(head, bytes(body))
        else:
            return None


def _plain(head: h11.Request, body: bytes) -> Request:
    target = urlsplit(head.target.decode("latin-1"))
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in head.headers}
    return Request(head.method.decode(), target.path, dict(parse_qsl(target.query)), headers, body)
