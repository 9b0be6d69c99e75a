"""Questions that may hang: asked in a thread, one at a time, and whoever wants the answer waits for so long only."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(eq=False)
class Question(Generic[Answer]):
    """An answer is kept for a while. None: none came, or it went wrong."""

    name: str
    ask: Callable[[], Answer]
    good_for: float  # seconds
    bad_for: float = 1.0
    _answer: Answer | None = None
    _until: float = 0.0
    _under_way: threading.Event | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, within: float) -> Answer | None:
        with self._lock:
            if time.monotonic() < self._until:
                return self._answer
            if self._under_way is None:
                self._under_way = threading.Event()
                thread = threading.Thread(
                    target=self._look, args=[self._under_way], name=self.name, daemon=True
                )
                thread.start()
            done = self._under_way
        return self._answer if done.wait(max(within, 0)) else None

    def forget(self) -> None:
        self._until = 0.0

    def _look(self, done: threading.Event) -> None:
        from django.db import connections

        found: Answer | None = None
        try:
            found = self.ask()
        except Exception as wrong:  # whatever it is, the answer is that there is none
            if self._answer is not None:  # said once, and not at every look
                log.warning("%s: %s", self.name, wrong, exc_info=wrong)
        finally:
            connections.close_all()
            with self._lock:
                self._answer = found
                self._until = time.monotonic() + (self.bad_for if found is None else self.good_for)
                self._under_way = None
            done.set()
