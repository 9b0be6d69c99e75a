"""Server-sent events: whatever changed since the page last heard, in one JSON object at a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse

from .. import citizens
from ..line import Line
from . import view

HEARTBEAT = 15.0


async def stream(line: Line, request: Request) -> StreamingResponse:
    since = request.headers.get("last-event-id") or request.query_params.get("since") or "0"
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    news = _news(line, int(since) if since.isdigit() else 0)
    return StreamingResponse(news, media_type="text/event-stream", headers=headers)


async def _news(line: Line, since: int) -> AsyncIterator[str]:
    heard = line.listen()
    try:
        while not line.closing:
            heard.clear()
            snapshot = changes(line, since)
            since = snapshot["rev"]
            yield f"id: {since}\ndata: {json.dumps(snapshot)}\n\n"
            if not await _within(heard, HEARTBEAT):
                yield ": still here\n\n"
            # A burst of changes (an album, its ticks) reaches the page as one.
            await asyncio.sleep(0.03)
    finally:
        line.stop_listening(heard)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def changes(line: Line, since: int) -> dict[str, Any]:
    # A page that remembers more than this store (its folder was emptied) starts afresh.
    fresh = since > line.store.revision
    changed = line.store.all("SELECT * FROM messages WHERE rev > ? ORDER BY n", 0 if fresh else since)
    waiting = line.store.one("SELECT count(*) AS n FROM deliveries WHERE state = 'waiting' AND attempts > 0")
    return {
        "rev": line.store.revision,
        "fresh": fresh,
        "verified": line.verified,
        "handshake": line.handshake_answer,
        "failing": waiting["n"] if waiting else 0,
        "knobs": line.knobs.as_dict(),
        "now": line.clock.now(),
        "office": line.settings.display_name,
        "number": line.settings.display_phone,
        "citizens": [view.citizen(line, row) for row in citizens.everybody(line)],
        "messages": [view.message(line, row) for row in changed],
    }
