"""An address for Graph alone, which can be out of reach: then connections are refused, while the phones go on."""

import asyncio
import contextlib

from ..line import Line

PIECE = 65536


class Gate:
    def __init__(self, line: Line) -> None:
        self._line = line
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def run(self) -> None:
        """Opens and shuts as the knob says; without a port of its own there is no gate."""
        while self._line.settings.graph_port:
            self._line.knobs_turned.clear()
            if self._line.knobs.unreachable:
                self.shut()
            elif self._listening is None:
                settings = self._line.settings
                self._listening = await asyncio.start_server(self._pass, settings.host, settings.graph_port)
            await self._line.knobs_turned.wait()

    def shut(self) -> None:
        """Nobody may come in any more, and who is inside is cut off."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for writer in list(self._open):
            writer.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        settings = self._line.settings
        with contextlib.suppress(OSError):
            inner_reader, inner_writer = await asyncio.open_connection(settings.host, settings.port)
            both = {writer, inner_writer}
            self._open |= both
            try:
                await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
            finally:
                self._open -= both
        writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()
