"""How long WhatsApp waits for our answer: counted by each process of the web server in memory that they share.

Each process has a row of its own, so nobody waits for anybody, and one that is killed leaves its counts behind. The
memory has no name: it is handed on by fork, and gone with the last process. A row is owned by a lock of the kernel's,
which a process loses however it ends; the next one goes on counting in it.
"""

import fcntl
import mmap
import os
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
UPTO = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
STATUSES = (200, 400, 401, 413, 503, 0)  # 0: any other
CELLS = len(UPTO) + 2  # one for each limit, one beyond the last, one for the sum in microseconds
ROW, ROWS = CELLS * len(STATUSES), 64


class Board:
    def __init__(self) -> None:
        self._file = os.memfd_create("lojar-answers")
        os.ftruncate(self._file, ROWS * ROW * 8)
        self._cells = memoryview(mmap.mmap(self._file, ROWS * ROW * 8)).cast("Q")
        self._first = 0
        self._lock = threading.Lock()

    def claim(self) -> None:
        """In a process that was just forked: a row that nobody alive writes in."""
        self._lock = threading.Lock()
        for row in range(ROWS):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            except OSError:
                continue
            self._first = row * ROW
            return

    def note(self, status: int, seconds: float) -> None:
        line = self._first + CELLS * STATUSES.index(status if status in STATUSES else 0)
        with self._lock:
            self._cells[line + bisect_left(UPTO, seconds)] += 1
            self._cells[line + CELLS - 1] += int(seconds * 1_000_000)

    def read(self) -> Iterator[tuple[int, list[int], float]]:
        """For each status how many answers came within each limit and beyond, and the seconds of all of them."""
        for place, status in enumerate(STATUSES):
            lines = [row * ROW + place * CELLS for row in range(ROWS)]
            cells = [sum(self._cells[line + cell] for line in lines) for cell in range(CELLS)]
            yield status, cells[:-1], cells[-1] / 1_000_000


_board: Board | None = None
_making = threading.Lock()


def board() -> Board:
    """That of the web server; a process that stands alone has its own."""
    global _board  # noqa: PLW0603 - one for the process and those that it forks
    with _making:
        if _board is None:
            _board = Board()
        return _board


def timed(application: Wsgi, *, path: str) -> Wsgi:
    """Counts the POSTs to `path`."""
    note = board().note

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != path or environ.get("REQUEST_METHOD") != "POST":
            return application(environ, start_response)
        began, status = time.perf_counter(), 0

        def start(line: str, *rest: Any) -> Any:
            nonlocal status
            status = int(line[:3])
            return start_response(line, *rest)

        try:
            return application(environ, start)
        finally:
            note(status, time.perf_counter() - began)

    return answer
