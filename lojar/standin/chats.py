"""Messages of both sides, and how far each has come; a state only ever moves forward."""

import base64
import json
import secrets
import sqlite3
from typing import Any

from .line import Line

STEPS = ("waiting", "accepted", "sent", "delivered", "read")
CITIZEN, OFFICE = "citizen", "office"


def new_wamid() -> str:
    return "wamid." + base64.b64encode(b"\x1d\x18" + secrets.token_bytes(22)).decode()


def keep(
    line: Line,
    phone: str,
    side: str,
    body: dict[str, Any],
    *,
    wamid: str | None = None,
    tracker: str | None = None,
    category: str = "service",
) -> sqlite3.Row:
    wamid = wamid or new_wamid()
    status = "accepted" if side == OFFICE else "waiting"
    line.store.run(
        "INSERT INTO messages (wamid, phone, side, body, status, at, tracker, category, rev)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        wamid,
        phone,
        side,
        json.dumps(body),
        status,
        line.clock.now(),
        tracker,
        category,
        line.store.next_revision(),
    )
    line.tell_pages()
    row = by_wamid(line, wamid)
    assert row is not None
    return row


def by_wamid(line: Line, wamid: str) -> sqlite3.Row | None:
    return line.store.one("SELECT * FROM messages WHERE wamid = ?", wamid)


def body_of(row: sqlite3.Row) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(row["body"])
    return body


def in_chat(line: Line, phone: str, *, after: int = 0) -> list[sqlite3.Row]:
    return line.store.all("SELECT * FROM messages WHERE phone = ? AND n > ? ORDER BY n", phone, after)


def unread_by_citizen(line: Line, phone: str) -> list[sqlite3.Row]:
    return line.store.all(
        "SELECT * FROM messages WHERE phone = ? AND side = 'office' AND status NOT IN ('read', 'failed')"
        " AND json_extract(marks, '$.seen') IS NULL ORDER BY n",
        phone,
    )


def advance(line: Line, row: sqlite3.Row, status: str) -> bool:
    """True when the message moved. 'failed' is final, and a late 'delivered' never undoes a 'read'."""
    if row["status"] == "failed" or (status != "failed" and not _is_ahead(status, row["status"])):
        return False
    line.store.run(
        "UPDATE messages SET status = ?, rev = ? WHERE n = ?", status, line.store.next_revision(), row["n"]
    )
    line.tell_pages()
    return True


def read_by_office(line: Line, row: sqlite3.Row) -> None:
    """Marking one message read marks the earlier ones of that chat as well."""
    earlier = line.store.all(
        "SELECT * FROM messages WHERE phone = ? AND side = 'citizen' AND n <= ? AND status <> 'read'",
        row["phone"],
        row["n"],
    )
    for message in earlier:
        advance(line, message, "read")


def mark(line: Line, row: sqlite3.Row, **marks: Any) -> None:
    """Note what happened to a message afterwards: edited, deleted, a reaction of either side."""
    kept = {**json.loads(row["marks"]), **marks}
    line.store.run(
        "UPDATE messages SET marks = ?, rev = ? WHERE n = ?",
        json.dumps(kept),
        line.store.next_revision(),
        row["n"],
    )
    line.tell_pages()


def _is_ahead(status: str, present: str) -> bool:
    return STEPS.index(status) > STEPS.index(present)
