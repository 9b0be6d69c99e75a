"""Meta's side of the Graph API: strict with what it is sent, unreliable in how it answers."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import strict
from .books import MetasBook, Shown
from .envelope import NUMBER, WABA, Update, status
from .media import Shelf, refused
from .pace import Line, Pairs
from .weather import AFTER, Fate, Sky
from .wire import CUT, Answer, Request, told

VERSION = "v25.0"
BARE = Answer(500, b"<html><body>Sorry, something went wrong.</body></html>", "text/html")
# Trouble before anything is done -> HTTP status and Graph's code.
BEFORE = {
    "coded_500_before": (500, 131000),
    "unavailable": (503, 2),
    "line_rate": (400, 130429),
    "pair_rate": (400, 131056),
    "away": (500, 131016),
}


@dataclass
class Graph:
    token: str
    sky: Sky
    book: MetasBook
    shelf: Shelf
    tell: Callable[[Update], None]
    reads: float = 0.7  # the share of messages that a citizen looks at
    line: Line = field(default_factory=Line)
    pairs: Pairs = field(default_factory=Pairs)
    templates: list[dict[str, Any]] = field(default_factory=list)
    marks: int = 0
    number: int = 0

    async def __call__(self, request: Request) -> Answer:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return self._bad(request, 401, 190, "no access token")
        parts = request.path.strip("/").split("/")
        if parts[0] != VERSION:
            return self._bad(request, 400, 2500, "unknown version")
        match (request.method, *parts[1:]):
            case ("POST", number, "messages") if number == NUMBER:
                return await self._message(request)
            case ("POST", number, "media") if number == NUMBER:
                return self.shelf.upload(request)
            case (_, waba, "message_templates") if waba == WABA:
                return self._templates(request)
            case ("POST", template_id) if template_id.startswith("tpl-"):
                return self._edited(request, template_id)
            case ("GET", media_id):
                return await self.shelf.look_up(media_id, request)
        return self._bad(request, 404, 100, "no such path")

    async def _message(self, request: Request) -> Answer:
        came_at = time.time()
        try:
            body = json.loads(request.body)
        except ValueError:
            return self._bad(request, 400, 100, "not JSON")
        if not request.headers.get("content-type", "").startswith("application/json"):
            return self._bad(request, 400, 100, "not sent as application/json")
        if isinstance(body, dict) and "status" in body:
            return await self._mark(request, body)
        person = str(body.get("to", "")).lstrip("+") if isinstance(body, dict) else ""
        wamids = {each.wamid for each in self.book.wrote.values() if each.person == person}
        wrong = strict.message(
            body, wamids=wamids | self._shown_to(person), media=self.shelf.uploads
        ) or self._unknown(body, person)
        if wrong is not None:
            return self._bad(request, 400, wrong.code, wrong.text)
        return await self._decided(body, person, came_at)

    async def _decided(self, body: dict[str, Any], person: str, came_at: float) -> Answer:
        tracker = body.get("biz_opaque_callback_data", "")
        fate = self.sky.of_send(tracker)
        if fate.kind:
            self.book.troubles[fate.kind] += 1
        if not self.line.passes(came_at):
            self.book.note(tracker, came_at, "refused: over the rate of the line")
            return refused(400, 130429, "(#130429) Rate limit hit")
        await asyncio.sleep(fate.first)
        if early := self._before(fate):
            self.book.note(tracker, came_at, f"not taken ({fate.kind})")
            return early
        if not self.pairs.passes(person, came_at):
            self.book.note(tracker, came_at, "refused: over the rate of the pair")
            return refused(400, 131056, "(#131056) Pair rate limit hit")
        shown = self._accept(body, person, tracker, came_at, fate)
        await asyncio.sleep(fate.then)
        return self._after(shown, fate, body)

    def _before(self, fate: Fate) -> Answer | None:
        if fate.kind == "drop_before":
            return CUT
        if fate.kind == "bare_500_before":
            return BARE
        if fate.kind in BEFORE:
            http, code = BEFORE[fate.kind]
            return refused(http, code, f"(#{code}) told by the weather")
        return None

    def _accept(self, body: dict[str, Any], person: str, tracker: str, came_at: float, fate: Fate) -> Shown:
        self.number += 1
        now = time.time()
        wamid = f"wamid.SHOWN{self.number:06}"
        text, offers = _as_seen(body)
        shown = Shown(wamid, person, tracker, came_at, now, body["type"], text, fate.kind, offers)
        self.book.shown.append(shown)
        self.book.note(tracker, came_at, f"accepted at {now:.2f} as {wamid} ({fate.kind or 'answered'})")
        self._promise(shown)
        return shown

    def _after(self, shown: Shown, fate: Fate, body: dict[str, Any]) -> Answer:
        if fate.kind in AFTER:
            return {"drop_after": CUT, "bare_500_after": BARE}.get(
                fate.kind, refused(500, 131000, "(#131000) told by the weather")
            )
        message: dict[str, Any] = {"id": shown.wamid}
        if body["type"] == "template":
            message["message_status"] = "accepted"
        contacts = [{"input": body["to"], "wa_id": shown.person}]
        return told(200, messaging_product="whatsapp", contacts=contacts, messages=[message])

    def _promise(self, shown: Shown) -> None:
        """Receipts, in their time; the postman may still turn them around."""
        dice = self.sky.dice("statuses", shown.tracker)
        at = shown.at
        states = ("sent", "delivered", "read") if dice.random() < self.reads else ("sent", "delivered")
        for state in states:
            at += dice.uniform(0.1, {"sent": 1.0, "delivered": 3.0, "read": 15.0}[state])
            said = status(shown.wamid, state, person=shown.person, tracker=shown.tracker, at=at)
            key = f"{shown.wamid}:{state}"
            due = at + self.sky.delay(key)
            self.tell(Update(key, "statuses", said, due, shown.person, tracker=shown.tracker))

    async def _mark(self, request: Request, body: dict[str, Any]) -> Answer:
        wrong = strict.read_mark(body, wamids=self.book.wrote)
        if wrong is not None:
            return self._bad(request, 400, wrong.code, wrong.text)
        self.marks += 1
        fate = self.sky.of_send(f"mark:{body['message_id']}:{self.marks}")
        await asyncio.sleep(min(fate.first + fate.then, 5.0))
        return self._before(fate) or told(200, success=True)

    def _templates(self, request: Request) -> Answer:
        if request.method == "GET":
            return told(200, data=self.templates, paging={"cursors": {}})
        template = json.loads(request.body)
        template |= {"id": f"tpl-{len(self.templates) + 1}", "status": "APPROVED"}
        self.templates.append(template)
        return told(200, id=template["id"], status="APPROVED", category=template.get("category", "UTILITY"))

    def _edited(self, request: Request, template_id: str) -> Answer:
        for template in self.templates:
            if template["id"] == template_id:
                template.update(json.loads(request.body))
                return told(200, success=True)
        return self._bad(request, 404, 100, "no such template")

    def _unknown(self, body: dict[str, Any], person: str) -> strict.Complaint | None:
        if not any(each.person == person for each in self.book.wrote.values()):
            return strict.Complaint(131026, "nobody of this number ever wrote")
        names = {template["name"] for template in self.templates}
        if body["type"] == "template" and body["template"]["name"] not in names:
            return strict.Complaint(132001, "no such template")
        return None

    def _shown_to(self, person: str) -> set[str]:
        return {each.wamid for each in self.book.shown if each.person == person}

    def _bad(self, request: Request, http: int, code: int, text: str) -> Answer:
        """Against the rules: not the weather, but the office's own mistake."""
        shown = {"at": time.time(), "path": request.path, "code": code, "text": text}
        self.book.refused.append({**shown, "body": request.body[:1500].decode(errors="replace")})
        return refused(http, code, text)


def _as_seen(body: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    part = body[body["type"]]
    if body["type"] == "text":
        return part["body"], ()
    if body["type"] != "interactive":
        return str(part.get("caption") or part.get("name") or ""), ()
    action = part["action"]
    if part["type"] == "button":
        offers = [button["reply"] for button in action["buttons"]]
    else:
        offers = [row for section in action.get("sections", []) for row in section["rows"]]
    return part["body"]["text"], tuple((offer["id"], offer["title"]) for offer in offers)
