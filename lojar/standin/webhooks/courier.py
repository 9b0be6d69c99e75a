"""Carries updates to the office: packs what is due, signs the exact bytes, repeats on anything but 200."""

import asyncio
import contextlib
import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import httpx

from .. import chats
from ..line import Line
from . import envelope, handshake

log = logging.getLogger(__name__)
Ripen = Callable[[Line, dict[str, Any]], dict[str, Any] | None]

# Quick at first, so that a demo whose server restarts does not wait; then slow, and dropped after 7 days.
PAUSES = (0.5, 1, 2, 3, 5, 5, 10, 10, 15, 30, 30, 60, 60, 300)
SLOW_PAUSE, GIVE_UP_AFTER, TIMEOUT = 3600.0, 7 * 86400.0, 10.0
AT_ONCE, KEPT_DELIVERIES = 8, 500


class Courier:
    def __init__(self, line: Line, http: httpx.AsyncClient, ripeners: dict[str, Ripen]) -> None:
        self._line = line
        self._http = http
        self._ripeners = ripeners
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._lanes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        while True:
            self._line.post_waiting.clear()
            try:
                await self._make_a_round()
            except Exception:
                log.exception("a round failed; what waits is kept, and the next round tries again")
                await asyncio.sleep(1.0)
            await self._rest()

    async def _make_a_round(self) -> None:
        if not self._line.verified:
            await handshake.greet(self._line, self._http)
        if self._line.verified and not self._line.knobs.webhooks_held:
            self.pack(self._line.clock.wall())
            self.start_due(self._line.clock.wall())

    async def flush(self) -> int:
        """Everything that waits happens now, whenever it was due: tests and scripts need no patience."""
        if not self._line.verified:
            await handshake.greet(self._line, self._http)
        if not self._line.verified:
            return 0
        self.pack(float("inf"))
        self.start_due(float("inf"))
        tasks = list(self._in_flight.values())
        await asyncio.gather(*tasks)
        return len(tasks)

    def pack(self, until: float) -> None:
        due = self._line.store.all("SELECT * FROM updates WHERE due_at <= ? ORDER BY due_at, id", until)
        for lane, group in self._grouped(due, until):
            changes = [change for change in map(self._ripe, group) if change is not None]
            if changes:
                self._write_delivery(lane, changes[::-1] if self._line.knobs.reorder else changes)
            for row in group:
                self._line.store.run("DELETE FROM updates WHERE id = ?", row["id"])

    def start_due(self, until: float) -> None:
        waiting = self._waiting()
        for row in reversed(waiting) if self._line.knobs.reorder else waiting:
            if row["next_at"] <= until:
                self._in_flight[row["id"]] = asyncio.create_task(self._carry(row))

    def _waiting(self) -> list[sqlite3.Row]:
        rows = self._line.store.all("SELECT * FROM deliveries WHERE state = 'waiting' ORDER BY id")
        return [row for row in rows if row["id"] not in self._in_flight]

    async def _rest(self) -> None:
        """Sleep until something new is queued, or the next thing falls due."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._line.post_waiting.wait(), timeout=self._pause())

    def _pause(self) -> float:
        if not self._line.verified:
            return 1.0
        if self._line.knobs.webhooks_held:
            return 60.0
        update = self._line.store.one("SELECT min(due_at) AS due FROM updates")
        moments = [row["next_at"] for row in self._waiting()]
        if update is not None and update["due"] is not None:
            moments.append(update["due"] + self._gathering())
        wait = min(moments, default=float("inf")) - self._line.clock.wall()
        return min(60.0, max(0.02, wait))

    def _gathering(self) -> float:
        """How long updates are held back so that there is something to batch or to turn around."""
        return self._line.knobs.batch_seconds or (1.5 if self._line.knobs.reorder else 0.0)

    def _grouped(self, due: list[sqlite3.Row], until: float) -> list[tuple[str, list[sqlite3.Row]]]:
        """One update a POST in fair weather; gathered when the knobs say so."""
        if not due or until - due[0]["due_at"] < self._gathering():
            return []
        if not self._line.knobs.batch_seconds:
            return [(row["lane"], [row]) for row in due]
        most = self._line.knobs.batch_most
        return [("batch", due[start : start + most]) for start in range(0, len(due), most)]

    def _ripe(self, row: sqlite3.Row) -> dict[str, Any] | None:
        return self._ripeners[row["kind"]](self._line, json.loads(row["data"]))

    def _write_delivery(self, lane: str, changes: list[dict[str, Any]]) -> None:
        body = envelope.body(self._line, changes)
        wamids = [m["id"] for change in changes for m in change["value"].get("messages", [])]
        now = self._line.clock.wall()
        for _ in range(2 if self._line.knobs.duplicate_webhooks else 1):
            self._line.store.run(
                "INSERT INTO deliveries (lane, body, about, wamids, created_at, next_at) VALUES (?, ?, ?, ?, ?, ?)",
                lane,
                body,
                _about(changes),
                json.dumps(wamids),
                now,
                now,
            )

    async def _carry(self, row: sqlite3.Row) -> None:
        try:
            async with self._lanes[row["lane"]], self._slots:
                answer, ok = await self._post(bytes(row["body"]))
                self._note(row, answer, ok)
        finally:
            self._in_flight.pop(row["id"], None)
            self._line.post_waiting.set()

    async def _post(self, data: bytes) -> tuple[str, bool]:
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": envelope.signature(self._line, data),
            "User-Agent": "facebookexternalua",
        }
        try:
            answer = await self._http.post(
                self._line.webhook_url, content=data, headers=headers, timeout=TIMEOUT
            )
        except httpx.HTTPError as error:
            return type(error).__name__, False
        return str(answer.status_code), answer.status_code == 200

    def _note(self, row: sqlite3.Row, answer: str, ok: bool) -> None:
        now, attempts = self._line.clock.wall(), row["attempts"] + 1
        state = "done" if ok else ("dropped" if now - row["created_at"] > GIVE_UP_AFTER else "waiting")
        pause = PAUSES[attempts - 1] if attempts <= len(PAUSES) else SLOW_PAUSE
        self._line.store.run(
            "UPDATE deliveries SET attempts = ?, answer = ?, state = ?, next_at = ? WHERE id = ?",
            attempts,
            answer,
            state,
            now + pause,
            row["id"],
        )
        if ok:
            self._two_ticks(json.loads(row["wamids"]))
        if not ok or attempts > 1:
            self._line.tell_pages()  # the page says how many updates the office has not taken
        self._forget_old(row["id"])

    def _two_ticks(self, wamids: list[str]) -> None:
        """On the citizen's phone a message has two ticks once the office has taken it."""
        for wamid in wamids:
            message = chats.by_wamid(self._line, wamid)
            if message is not None:
                chats.advance(self._line, message, "delivered")

    def _forget_old(self, newest: int) -> None:
        self._line.store.run(
            "DELETE FROM deliveries WHERE state <> 'waiting' AND id < ?", newest - KEPT_DELIVERIES
        )


def _about(changes: list[dict[str, Any]]) -> str:
    """A few words for the log page: what lies in this POST."""
    words = []
    for change in changes:
        value = change["value"]
        words += [message["type"] for message in value.get("messages", [])]
        words += [f"status {status['status']}" for status in value.get("statuses", [])]
        if change["field"] != "messages":
            words.append(f"{value['message_template_name']} {value['event']}")
    return ", ".join(words[:6]) + (f" (+{len(words) - 6})" if len(words) > 6 else "")
