"""Graph out of reach: its own address refuses connections, and the phones go on."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from lojar.standin.clock import Clock
from lojar.standin.graph.gate import Gate
from lojar.standin.line import Line
from lojar.standin.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()


async def said_through(port: int, words: bytes = b"halo\n") -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words)
    answer = await reader.read()
    writer.close()
    return answer


def with_a_gate(folder: Path, visit: Callable[[Line, int], Awaitable[None]]) -> None:
    port, graph_port = free_port(), free_port()
    settings = Settings(
        "http://office.test", "s", "v", "t", "1", "2", folder, port=port, graph_port=graph_port
    )

    async def run() -> None:
        line = Line(settings, Clock())
        inside = await asyncio.start_server(echo, "127.0.0.1", port)
        gate = Gate(line)
        task = asyncio.create_task(gate.run())
        await until(lambda: said_through(graph_port))
        try:
            await visit(line, graph_port)
        finally:
            task.cancel()
            gate.shut()
            inside.close()
            line.store.close()

    asyncio.run(run())


async def until(door: Callable[[], Awaitable[bytes]]) -> None:
    for _ in range(200):
        with suppress(OSError):
            await door()
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the gate did not open")


def test_what_goes_in_comes_back(tmp_path: Path):
    async def visit(line: Line, port: int) -> None:
        assert await said_through(port) == b"halo\n"

    with_a_gate(tmp_path, visit)


def test_a_shut_gate_refuses_and_opens_again(tmp_path: Path):
    async def visit(line: Line, port: int) -> None:
        line.knobs.turn({"unreachable": True})
        line.keep_knobs()
        await asyncio.sleep(0)  # the gate hears of it
        await asyncio.sleep(0)
        with pytest.raises(ConnectionRefusedError):
            await said_through(port)
        line.knobs.turn({"unreachable": False})
        line.keep_knobs()
        await until(lambda: said_through(port))

    with_a_gate(tmp_path, visit)


def test_who_is_inside_when_it_shuts_is_cut_off(tmp_path: Path):
    async def visit(line: Line, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await until(lambda: said_through(port))  # so this one has been let in too
        line.knobs.turn({"unreachable": True})
        line.keep_knobs()
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()

    with_a_gate(tmp_path, visit)
