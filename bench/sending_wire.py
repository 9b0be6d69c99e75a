"""A wire that takes every message and remembers when: one process, so that what it counts is what Meta would count.

    python -m bench.sending_wire PORT

`POST .../messages` is accepted; `GET /report` gives the arrivals as JSON: [[seconds, tracker], ...].
"""

import asyncio
import json
import sys
import time

arrivals: list[tuple[float, str]] = []


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = int(head.lower().partition("content-length:")[2].split("\r\n", 1)[0] or 0)
            body = await reader.readexactly(length)
            answer = _report() if head.startswith("GET /report") else _accepted(body)
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
                + answer
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _accepted(body: bytes) -> bytes:
    tracker = json.loads(body).get("biz_opaque_callback_data", "") if body else ""
    arrivals.append((time.monotonic(), tracker))
    return json.dumps({"messages": [{"id": f"wamid.OUT{len(arrivals)}"}]}).encode()


def _report() -> bytes:
    return json.dumps(arrivals).encode()


async def _main(port: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
