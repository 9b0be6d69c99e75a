"""Processes that are kept running: one that dies is started again, and none outlives whoever started it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from lojar.lib.lineage import end_with_parent

LONGEST_PAUSE = 15.0
SETTLED = 30.0  # seconds after which a process counts as healthy again


class Child:
    """One `lojar` command, its output in a file."""

    def __init__(self, name: str, words: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self._words = words
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = 0.0
        self._started_at = 0.0

    def start(self) -> None:
        parent = os.getpid()
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "lojar.cli", *self._words],
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for us; we tell the children in good order.
                start_new_session=True,
                preexec_fn=lambda: end_with_parent(parent),  # noqa: PLW1509 - we have one thread
            )
        self._started_at = time.monotonic()

    def ended_with(self) -> int | None:
        return None if self._process is None else self._process.poll()

    def look_after(self) -> str | None:
        """Start it again when it died, a little later each time. What it says is worth a line on the screen."""
        code = self.ended_with()
        if code is None:
            return None
        lived = time.monotonic() - self._started_at
        if lived > SETTLED:
            self._pause = 0.0
        if lived < self._pause:
            return None
        self._pause = min(max(1.0, self._pause * 2), LONGEST_PAUSE)
        self.start()
        return f"{self.name} stopped with {code} and was started again; see {self.log}"

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """-9, for it and all that it started: what a power cut does."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def await_end(self, patience: float) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""


def stop_all(children: Sequence[Child], *, patience: float = 25.0) -> None:
    """All are told at once, so that the slowest decides how long it takes, not their sum."""
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + patience
    for child in children:
        child.await_end(max(0.1, until - time.monotonic()))
