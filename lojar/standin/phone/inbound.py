"""A citizen's message becomes a row in the chat and a webhook for the office, in Meta's shape."""

import base64
import sqlite3
from typing import Any

from .. import chats, citizens, shelf
from ..graph import media
from ..graph.limits import Limits
from ..line import Line
from ..webhooks import envelope


class Outgoing:
    """One citizen's messages on their way out; several at once (an album) stay separate messages."""

    def __init__(self, line: Line, limits: Limits, phone: str) -> None:
        self._line = line
        self._limits = limits
        self.person = citizens.citizen(line, phone)

    @property
    def phone(self) -> str:
        phone: str = self.person["phone"]
        return phone

    def say(
        self, kind: str, content: Any, *, context: dict[str, Any] | None = None, **more: Any
    ) -> sqlite3.Row:
        """Keep the message, open the window, queue the webhook."""
        body = {"type": kind, kind: content, **more, **({"context": context} if context else {})}
        row = chats.keep(self._line, self.phone, chats.CITIZEN, body)
        self._tell(row["wamid"], body)
        return row

    def medium(
        self, kind: str, data: bytes, mime: str, *, filename: str | None = None, **more: Any
    ) -> sqlite3.Row:
        stored = shelf.keep(self._line, data, mime, filename=filename, inbound=True)
        digest = base64.b64encode(bytes.fromhex(stored["sha256"])).decode()
        content: dict[str, Any] = {"mime_type": mime, "sha256": digest, "id": stored["id"]}
        if filename and kind == "document":
            content["filename"] = filename
        return self.say(kind, {**content, **{key: value for key, value in more.items() if value is not None}})

    def system(self, content: dict[str, Any], old: sqlite3.Row) -> None:
        """A change of number or user id: no contacts, and `from` is still the old one."""
        message = {
            **self._sender(old),
            "id": chats.new_wamid(),
            "timestamp": self._timestamp(),
            "type": "system",
        }
        value = envelope.messages_value(self._line, messages=[{**message, "system": content}])
        self._line.queue("change", envelope.change("messages", value), lane=self.phone)

    def raw(self, message: dict[str, Any]) -> sqlite3.Row:
        """Whatever a test wants to throw at the office, with a proper sender around it."""
        kind = str(message.get("type", "text"))
        row = chats.keep(self._line, self.phone, chats.CITIZEN, {"type": "raw", "raw": {"kind": kind}})
        self._tell(row["wamid"], message)
        return row

    def _tell(self, wamid: str, body: dict[str, Any]) -> None:
        citizens.heard_from(self._line, self.phone)
        self._limits.count_inbound(self._line.clock.wall())
        base = {**self._sender(self.person), "id": wamid, "timestamp": self._timestamp()}
        message = {**base, **self._with_media_url(body)}
        value = envelope.messages_value(
            self._line, contacts=[envelope.contact(self.person)], messages=[message]
        )
        self._line.queue("change", envelope.change("messages", value), lane=self.phone)

    def _sender(self, person: sqlite3.Row) -> dict[str, str]:
        if person["hidden"]:
            return {"from_user_id": person["user_id"]}
        return {"from": person["phone"], "from_user_id": person["user_id"]}

    def _timestamp(self) -> str:
        return str(int(self._line.clock.now()))

    def _with_media_url(self, body: dict[str, Any]) -> dict[str, Any]:
        content = body.get(body.get("type", ""))
        if not self._line.knobs.media_urls or not isinstance(content, dict) or "sha256" not in content:
            return body
        row = shelf.find(self._line, content["id"])
        if row is None:
            return body
        return {**body, body["type"]: {**content, "url": media.url(self._line, row, "webhook")}}
