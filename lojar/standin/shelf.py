"""Where media bytes lie: 30 days for what the office uploaded, 7 days for what a citizen sent, as at Meta."""

import hashlib
import secrets
import sqlite3
from pathlib import Path

from .line import Line

DAY = 86400


def keep(
    line: Line, data: bytes, mime: str, *, filename: str | None = None, inbound: bool = False
) -> sqlite3.Row:
    media_id = str(secrets.randbelow(9 * 10**15) + 10**15)
    _path(line, media_id).parent.mkdir(exist_ok=True)
    _path(line, media_id).write_bytes(data)
    line.store.run(
        "INSERT INTO media (id, mime, sha256, size, filename, at, inbound) VALUES (?, ?, ?, ?, ?, ?, ?)",
        media_id,
        mime,
        hashlib.sha256(data).hexdigest(),
        len(data),
        filename,
        line.clock.now(),
        int(inbound),
    )
    row = find(line, media_id)
    assert row is not None
    return row


def find(line: Line, media_id: str) -> sqlite3.Row | None:
    """The office's view: what has outlived its days is gone."""
    row = find_for_phone(line, media_id)
    if row is None:
        return None
    days = 7 if row["inbound"] else 30
    return row if line.clock.now() - row["at"] < days * DAY else None


def find_for_phone(line: Line, media_id: str) -> sqlite3.Row | None:
    """The phone keeps its own copy for good, as a real phone does."""
    return line.store.one("SELECT * FROM media WHERE id = ?", media_id)


def read(line: Line, row: sqlite3.Row) -> bytes:
    return _path(line, row["id"]).read_bytes()


def drop(line: Line, row: sqlite3.Row) -> None:
    line.store.run("DELETE FROM media WHERE id = ?", row["id"])
    _path(line, row["id"]).unlink(missing_ok=True)


def _path(line: Line, media_id: str) -> Path:
    return line.settings.folder / "media" / media_id
