"""Everything one running stand-in holds, handed to each route: settings, clock, store, knobs, and who listens."""

import asyncio
import json
from typing import Any

from .clock import Clock
from .knobs import Knobs
from .settings import Settings
from .store import Store


class Line:
    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store(settings.folder)
        self.knobs = Knobs.from_note(self.store.note("knobs", {}))
        self.clock.offset = self.knobs.clock_offset
        self.verified = False
        self.closing = False
        self.handshake_answer = "belum dicoba"
        self.post_waiting = asyncio.Event()
        self.knobs_turned = asyncio.Event()
        self._listeners: set[asyncio.Event] = set()

    @property
    def webhook_url(self) -> str:
        url: str = self.store.note("webhook_url") or self.settings.webhook_url
        return url

    @property
    def verify_token(self) -> str:
        token: str = self.store.note("verify_token") or self.settings.verify_token
        return token

    @property
    def somebody_looks(self) -> bool:
        return bool(self._listeners)

    def listen(self) -> asyncio.Event:
        event = asyncio.Event()
        self._listeners.add(event)
        return event

    def stop_listening(self, event: asyncio.Event) -> None:
        self._listeners.discard(event)

    def tell_pages(self) -> None:
        for event in self._listeners:
            event.set()

    def queue(self, kind: str, data: Any, *, lane: str = "-", after: float = 0.0) -> None:
        """Write down an update for the office's webhook; the courier picks it up when it is due."""
        self.store.run(
            "INSERT INTO updates (due_at, lane, kind, data) VALUES (?, ?, ?, ?)",
            self.clock.wall() + after,
            lane,
            kind,
            json.dumps(data),
        )
        self.post_waiting.set()

    def keep_knobs(self) -> None:
        self.clock.offset = self.knobs.clock_offset
        self.store.keep_note("knobs", self.knobs.as_dict())
        self.post_waiting.set()
        self.knobs_turned.set()
        self.tell_pages()
