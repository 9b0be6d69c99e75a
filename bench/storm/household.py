"""The office's processes, each under somebody who starts it again after a while, and who may be told to strike it."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from lojar.lib.lineage import end_with_parent

from .books import Household
from .weather import Blow

PATIENCE = 45.0  # seconds after SIGTERM; the office promises to be gone after 20


@dataclass
class Kept:
    """One process and all the lives it has had. `before` is called before each new life."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    book: Household
    user: tuple[int, int] | None = None
    before: Callable[[], None] = lambda: None
    pause: float = 1.0
    process: asyncio.subprocess.Process | None = None
    lives: int = 0
    struck: bool = False
    ending: bool = False
    idle: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self) -> None:
        while not self.ending:
            await asyncio.to_thread(self.before)
            await self._start()
            assert self.process is not None
            code = await self.process.wait()
            self._sweep()
            if not self.struck and not self.ending:
                self.book.ended_alone.append(f"{time.time():.2f} {self.name} with {code}")
            self.struck = False
            if not self.ending:
                await asyncio.sleep(self.pause)

    async def _start(self) -> None:
        parent, who = os.getpid(), self.user or (None, None)
        root = self.user is not None
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env=dict(self.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/" if root else None,
                preexec_fn=lambda: end_with_parent(parent, signal.SIGKILL),
                **({"user": who[0], "group": who[1], "extra_groups": []} if root else {}),
            )
        self.lives += 1

    async def strike(self, blow: Blow, dice: Random) -> None:
        process = self.process
        if process is None or process.returncode is not None:
            return
        self.pause = blow.pause
        self.book.blows.append(f"{time.time():.2f} {self.name} {blow.how}, again after {blow.pause} s")
        if blow.how == "kill_child":
            self._kill_one(dice)
        elif blow.how == "term":
            await self._term(process)
        else:
            self.struck = True
            self._sweep()

    async def _term(self, process: asyncio.subprocess.Process) -> None:
        self.struck = True
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(asyncio.shield(process.wait()), PATIENCE)
        except TimeoutError:
            self.book.would_not_stop.append(f"{time.time():.2f} {self.name}")
            self._sweep()

    def _kill_one(self, dice: Random) -> None:
        with contextlib.suppress(psutil.Error):
            if found := self.family()[1:]:
                dice.choice(found).kill()

    def family(self) -> list[psutil.Process]:
        if self.process is None or self.process.returncode is not None:
            return []
        try:
            first = psutil.Process(self.process.pid)
            return [first, *first.children(recursive=True)]
        except psutil.Error:
            return []

    def _sweep(self) -> None:
        """As a power cut, or as systemd would with what a dead service leaves in its group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def end(self) -> None:
        self.ending = True
        if self.process is not None and self.process.returncode is None:
            await self._term(self.process)
