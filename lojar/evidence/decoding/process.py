"""The side that is trusted: hands bytes to the decoding process, and takes back pictures or a word of trouble."""

import atexit
import contextlib
import fcntl
import json
import logging
import os
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LENGTH = struct.Struct(">I")
CHILD = Path(__file__).with_name("child.py")
MOST_ANSWERED = 192 * 1024 * 1024
SHOWN = ("display", "thumb")
PIXELS = ("pixels",)
PIPE = 1024 * 1024  # bytes it holds; Linux gives 64 kB unasked
SECONDS_OF_PATIENCE = 45  # the child gives itself 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """JPEG bytes made anew from pixels; nothing of the original's bytes is in them. `pixels`: RGB, row after row, where
    they were asked for; empty for the last pages of a file that has very many of them."""

    display: bytes
    thumb: bytes
    width: int
    height: int
    pixels: bytes = b""
    longest: int = 0  # pixels of the original's longer side; 0 where nobody said


@dataclass(frozen=True, slots=True)
class Decoding:
    pages: tuple[DecodedPage, ...] = ()
    trouble: str = ""


class Decoder:
    """One waiting process; photos take turns, so that however many come, memory is needed for one."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def decode(self, data: bytes, decoder: str, told: tuple[str, ...] = SHOWN) -> Decoding:
        """Never raises for what the bytes are. A process that died under it is started again, once."""
        with self._turn:
            for _ in range(2):
                try:
                    return _read_answer(self._ask(data, decoder, told), told)
                except (OSError, EOFError, ValueError, KeyError, TypeError, struct.error) as lost:
                    log.warning("decoding process lost: %s", type(lost).__name__)
                    self.close()
        return Decoding(trouble="damaged")

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        _end(child)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                # What could not be written is of no use to a process that is gone.
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ask(self, data: bytes, decoder: str, told: tuple[str, ...]) -> bytes:
        child = self._running()
        patience = threading.Timer(SECONDS_OF_PATIENCE, _end, [child])
        patience.start()
        try:
            wanted = json.dumps({"decoder": decoder, "size": len(data), "told": told}).encode()
            child.stdin.write(LENGTH.pack(len(wanted)) + wanted)
            child.stdin.write(data)
            child.stdin.flush()
            size = LENGTH.unpack(_read(child, LENGTH.size))[0]
            return _read(child, _bounded(size, MOST_ANSWERED))
        finally:
            patience.cancel()

    def _running(self) -> Any:
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - our own file, by its path, with nothing from outside
                [sys.executable, "-I", str(CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"MALLOC_ARENA_MAX": "2"},  # and nothing else: no key of ours is in there
                cwd="/",
                start_new_session=True,  # so that it can be ended together with its forks
            )
            _widen(self._child.stdout)
        return self._child


def _read_answer(answer: bytes, asked: tuple[str, ...]) -> Decoding:
    """What the child says of sizes is checked too: it may have been taken over by the file it opened."""
    start = LENGTH.size + LENGTH.unpack_from(answer)[0]
    told = json.loads(answer[LENGTH.size : start])
    pages = []
    for page in told["pages"]:
        made = {}
        for name in ("display", "thumb", "pixels"):
            end = start + _bounded(int(page[name]), len(answer))
            made[name] = answer[start:end]
            start = end
        pages.append(_page(made, page, asked))
    return Decoding(tuple(pages), str(told["trouble"]))


def _page(made: dict[str, bytes], told: dict[str, int], asked: tuple[str, ...]) -> DecodedPage:
    display, thumb = (_jpeg(made[name]) if name in asked else b"" for name in SHOWN)
    width, height, longest = (int(told[name]) for name in ("width", "height", "longest"))
    if len(made["pixels"]) not in (0, 3 * width * height) or longest < 0:
        raise ValueError
    return DecodedPage(display, thumb, width, height, made["pixels"], longest)


def _jpeg(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError
    return data


def _widen(pipe: Any) -> None:
    """Pixels are megabytes: sixteen times fewer turns between two processes. Not everywhere allowed, nowhere needed."""
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def _read(child: Any, size: int) -> bytes:
    data: bytes = child.stdout.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _bounded(size: int, limit: int) -> int:
    if not 0 <= size <= limit:
        raise ValueError(size)
    return size


_decoder = Decoder()
atexit.register(_decoder.close)


def decode(data: bytes, decoder: str, told: tuple[str, ...] = SHOWN) -> Decoding:
    """`told`: SHOWN, PIXELS or both together; however much is asked, the file is decoded once."""
    return _decoder.decode(data, decoder, told)
