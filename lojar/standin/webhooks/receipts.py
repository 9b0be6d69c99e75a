"""Statuses of what the office sent: sent, delivered, read, or failed; none goes back."""

import sqlite3
from typing import Any

from .. import chats, citizens
from ..line import Line
from ..refusals import told_later
from . import envelope

SENT_AFTER, DELIVERED_AFTER, DELIVERED_TO_OPEN_PAGE_AFTER = 0.05, 1.2, 0.25


def promise(line: Line, row: sqlite3.Row, *, failed: dict[str, Any] | None = None) -> None:
    if failed is not None:
        _queue(line, row, "failed", SENT_AFTER, errors=[failed])
        return
    _queue(line, row, "sent", SENT_AFTER)
    _queue(line, row, "delivered", DELIVERED_TO_OPEN_PAGE_AFTER if line.somebody_looks else DELIVERED_AFTER)


def read_by_citizen(line: Line, phone: str) -> None:
    """The phone shows the chat: everything in it is read. What is not yet sent is read once it is."""
    for row in chats.unread_by_citizen(line, phone):
        chats.mark(line, row, seen=True)
        _queue(line, row, "read", SENT_AFTER * 2 if row["status"] == "accepted" else 0.0)


def fail_unknown(line: Line, wamid: str, body: dict[str, Any]) -> None:
    address = (
        {"recipient_id": body["to"].lstrip("+")} if "to" in body else {"recipient_user_id": body["recipient"]}
    )
    error = told_later(131026, "Unable to deliver message.")
    tracker = body.get("biz_opaque_callback_data")
    status = _status(line, wamid, "failed", tracker, errors=[error], **address)
    value = envelope.messages_value(line, statuses=[status])
    line.queue("change", envelope.change("messages", value), after=SENT_AFTER)


def ripen(line: Line, data: dict[str, Any]) -> dict[str, Any] | None:
    """When a status is due: move the message, and give the change to tell; None if it has gone further by then."""
    row = chats.by_wamid(line, data["wamid"])
    if row is None or not chats.advance(line, row, data["status"]):
        return None
    person = citizens.citizen(line, row["phone"])
    status = _status(line, row["wamid"], data["status"], row["tracker"], **_addressed(person, data["status"]))
    if data["status"] == "failed":
        status["errors"] = data["errors"]
        return envelope.change("messages", envelope.messages_value(line, statuses=[status]))
    if data["status"] != "read":
        status["pricing"] = _pricing(row["category"])
    value = envelope.messages_value(line, contacts=[envelope.contact(person)], statuses=[status])
    return envelope.change("messages", value)


def _queue(line: Line, row: sqlite3.Row, status: str, after: float, **more: Any) -> None:
    line.queue("status", {"wamid": row["wamid"], "status": status, **more}, lane=row["phone"], after=after)


def _status(line: Line, wamid: str, status: str, tracker: str | None, **more: Any) -> dict[str, Any]:
    told = {"id": wamid, "status": status, "timestamp": str(int(line.clock.now())), **more}
    return {**told, "biz_opaque_callback_data": tracker} if tracker is not None else told


def _addressed(person: sqlite3.Row, status: str) -> dict[str, str]:
    if person["hidden"]:
        return {"recipient_user_id": person["user_id"]}
    if status == "failed":
        return {"recipient_id": person["phone"]}
    return {"recipient_id": person["phone"], "recipient_user_id": person["user_id"]}


def _pricing(category: str) -> dict[str, Any]:
    kind = "free_customer_service" if category == "service" else "regular"
    return {"billable": category != "service", "pricing_model": "PMP", "type": kind, "category": category}
