"""Chats, media and undelivered webhooks in one SQLite file, so that a killed stand-in goes on where it stopped."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS citizens (
    phone TEXT PRIMARY KEY, name TEXT NOT NULL, user_id TEXT NOT NULL UNIQUE, family TEXT NOT NULL,
    last_inbound_at REAL, hidden INTEGER NOT NULL DEFAULT 0, typing_until REAL NOT NULL DEFAULT 0,
    rev INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    n INTEGER PRIMARY KEY AUTOINCREMENT, wamid TEXT NOT NULL UNIQUE, phone TEXT NOT NULL,
    side TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, at REAL NOT NULL, tracker TEXT,
    category TEXT NOT NULL DEFAULT 'service', marks TEXT NOT NULL DEFAULT '{}', rev INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_a_chat ON messages (phone, n);
CREATE INDEX IF NOT EXISTS messages_by_revision ON messages (rev);
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, mime TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, filename TEXT,
    at REAL NOT NULL, inbound INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS templates (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, category TEXT NOT NULL,
    status TEXT NOT NULL, parameter_format TEXT NOT NULL, components TEXT NOT NULL, edited_at REAL,
    UNIQUE (name, language));
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT, due_at REAL NOT NULL, lane TEXT NOT NULL, kind TEXT NOT NULL,
    data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, body BLOB NOT NULL, about TEXT NOT NULL,
    wamids TEXT NOT NULL, created_at REAL NOT NULL, next_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'waiting');
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (state, next_at);
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(
            folder / "standin.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        # WAL with NORMAL outlives a kill -9 of the process; only a power cut may cost the last moment.
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + SCHEMA)
        self._rev = self._last_revision()

    def run(self, sql: str, *values: Any) -> int:
        """Execute, and give the id of the row made (or of the last one)."""
        return self._connection.execute(sql, values).lastrowid or 0

    def one(self, sql: str, *values: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def next_revision(self) -> int:
        self._rev += 1
        return self._rev

    @property
    def revision(self) -> int:
        return self._rev

    def note(self, key: str, default: Any = None) -> Any:
        row = self.one("SELECT value FROM notes WHERE key = ?", key)
        return json.loads(row["value"]) if row else default

    def keep_note(self, key: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO notes (key, value) VALUES (?, ?)", key, json.dumps(value))

    def close(self) -> None:
        self._connection.close()

    def _last_revision(self) -> int:
        found: Iterable[sqlite3.Row] = self.all(
            "SELECT max(rev) AS rev FROM messages UNION ALL SELECT max(rev) FROM citizens"
        )
        return max((row["rev"] or 0 for row in found), default=0)
