"""The exercise leader's side: knobs, the log of deliveries, and 'let it all happen now' for scripts."""

import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from . import citizens
from .line import Line
from .webhooks.courier import Courier

PAGE = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; object-src 'none'; base-uri 'none';"
    " frame-ancestors 'none'; form-action 'self'"
)


class Control:
    def __init__(self, line: Line, courier: Courier) -> None:
        self._line = line
        self._courier = courier

    def routes(self) -> list[Route]:
        return [
            Route("/", self.page),
            Route("/log", self.page),
            Route("/page/{name}", self.page),
            Route("/api/log", self.log),
            Route("/api/flush", self.flush, methods=["POST"]),
            Route("/knobs", self.knobs, methods=["GET", "POST"]),
            Route("/healthz", self.health),
        ]

    async def page(self, request: Request) -> Response:
        name = request.path_params.get("name") or ("log.html" if request.url.path == "/log" else "index.html")
        path = PAGE / name
        if path.parent != PAGE or path.suffix not in KINDS or not path.is_file():
            return Response(status_code=404)
        headers = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return FileResponse(path, media_type=KINDS[path.suffix], headers=headers)

    async def health(self, request: Request) -> Response:
        waiting = self._line.store.one(
            "SELECT (SELECT count(*) FROM updates) + (SELECT count(*) FROM deliveries WHERE state = 'waiting') AS n"
        )
        untold = waiting["n"] if waiting else 0
        return JSONResponse({"ok": True, "verified": self._line.verified, "untold": untold})

    async def flush(self, request: Request) -> Response:
        return JSONResponse({"delivered": await self._courier.flush()})

    async def log(self, request: Request) -> Response:
        rows = self._line.store.all("SELECT * FROM deliveries ORDER BY id DESC LIMIT 100")
        keys = ("id", "lane", "about", "created_at", "next_at", "attempts", "answer", "state")
        deliveries = [{**{key: row[key] for key in keys}, "body": row["body"].decode()} for row in rows]
        return JSONResponse(
            {
                "url": self._line.webhook_url,
                "verified": self._line.verified,
                "handshake": self._line.handshake_answer,
                "now": self._line.clock.wall(),
                "deliveries": deliveries,
            }
        )

    async def knobs(self, request: Request) -> Response:
        if request.method == "POST":
            try:
                self._turn(json.loads(await request.body()))
            except (ValueError, AttributeError) as refusal:
                return JSONResponse({"error": str(refusal)}, status_code=400)
        hidden = [row["phone"] for row in citizens.everybody(self._line) if row["hidden"]]
        return JSONResponse({**self._line.knobs.as_dict(), "hide_phone": hidden})

    def _turn(self, wanted: dict[str, Any]) -> None:
        """`hide_phone` and `window_closed` name people; the rest are knobs of the line."""
        if wanted.get("unreachable") and not self._line.settings.graph_port:
            raise ValueError("unreachable needs LOJAR_STANDIN_GRAPH_PORT: the phones share this address")
        hide, shut = wanted.pop("hide_phone", None), wanted.pop("window_closed", [])
        phones = [row["phone"] for row in citizens.everybody(self._line)]
        if hide is not None:
            chosen = self._people(hide, phones)
            for phone in phones:
                citizens.hide(self._line, phone, phone in chosen)
        for phone in self._people(shut, phones):
            citizens.close_window(self._line, phone)
        self._line.knobs.turn(wanted)
        self._line.keep_knobs()

    def _people(self, named: Any, everybody: list[str]) -> list[str]:
        if isinstance(named, bool):
            return everybody if named else []
        unknown = [phone for phone in named if phone not in everybody]
        if unknown:
            raise ValueError(f"no such citizen: {', '.join(map(str, unknown))}")
        return list(named)
