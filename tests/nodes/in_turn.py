"""`python -m tests.nodes.in_turn PORT HOST:PORT ...`: each connection goes to the next machine that takes it."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from itertools import cycle

PATIENCE = 1.0


async def main(port: int, machines: list[str]) -> None:
    turn = cycle(range(len(machines)))

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for machine in _from(machines, next(turn)):
            host, _, number = machine.partition(":")
            try:
                there = await asyncio.wait_for(asyncio.open_connection(host, int(number)), PATIENCE)
            except (OSError, TimeoutError):
                continue
            await asyncio.gather(_carry(reader, there[1]), _carry(there[0], writer))
            return
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", port)
    await server.serve_forever()


def _from(machines: list[str], first: int) -> Iterator[str]:
    yield from machines[first:] + machines[:first]


async def _carry(here: asyncio.StreamReader, there: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await here.read(65536):
            there.write(data)
            await there.drain()
    with contextlib.suppress(OSError):
        there.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
