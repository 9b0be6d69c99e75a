"""The made-up people who write to the office, and when each last did (the 24-hour window hangs on that)."""

import re
import secrets
import sqlite3

from .line import Line

WINDOW_SECONDS = 24 * 3600
FAMILIES = ("wirasena", "hadipuro")
FIRST_CITIZENS = (
    ("Danar Wirasena", "62800000000011", "wirasena"),
    ("Sukmo Hadipuro", "62800000000021", "hadipuro"),
)


class NoSuchCitizenError(LookupError):
    pass


class UnfitCitizenError(ValueError):
    pass


def seed(line: Line) -> None:
    if not everybody(line):
        for name, phone, family in FIRST_CITIZENS:
            add(line, name, phone=phone, family=family)


def everybody(line: Line) -> list[sqlite3.Row]:
    return line.store.all("SELECT * FROM citizens ORDER BY rowid")


def citizen(line: Line, phone: str) -> sqlite3.Row:
    row = line.store.one("SELECT * FROM citizens WHERE phone = ?", phone)
    if row is None:
        raise NoSuchCitizenError(phone)
    return row


def find(line: Line, *, phone: str | None = None, user_id: str | None = None) -> sqlite3.Row | None:
    if phone is not None:
        return line.store.one("SELECT * FROM citizens WHERE phone = ?", phone)
    return line.store.one("SELECT * FROM citizens WHERE user_id = ?", user_id)


def add(line: Line, name: str, *, phone: str | None = None, family: str | None = None) -> sqlite3.Row:
    phone = phone or _free_phone(line)
    if not re.fullmatch(r"62800\d{6,10}", phone):
        # A stand-in that knew real numbers would one day be mistaken for the real line.
        raise UnfitCitizenError("Nomor warga tiruan harus 62800 diikuti 6 sampai 10 angka.")
    if not name.strip():
        raise UnfitCitizenError("Nama warga belum diisi.")
    if find(line, phone=phone):
        raise UnfitCitizenError(f"Nomor {phone} sudah dipakai.")
    family = family or FAMILIES[len(everybody(line)) % len(FAMILIES)]
    line.store.run(
        "INSERT INTO citizens (phone, name, user_id, family, rev) VALUES (?, ?, ?, ?, ?)",
        phone,
        name.strip()[:60],
        new_user_id(),
        family,
        line.store.next_revision(),
    )
    line.tell_pages()
    return citizen(line, phone)


def new_user_id() -> str:
    return f"ID.{secrets.randbelow(9 * 10**16) + 10**16}"


def window_is_open(line: Line, row: sqlite3.Row) -> bool:
    last: float | None = row["last_inbound_at"]
    return last is not None and line.clock.now() - last < WINDOW_SECONDS


def heard_from(line: Line, phone: str) -> None:
    _change(line, phone, "last_inbound_at", line.clock.now())


def close_window(line: Line, phone: str) -> None:
    _change(line, phone, "last_inbound_at", line.clock.now() - WINDOW_SECONDS - 3600)


def hide(line: Line, phone: str, hidden: bool) -> None:
    _change(line, phone, "hidden", int(hidden))


def shows_typing(line: Line, phone: str, seconds: float) -> None:
    _change(line, phone, "typing_until", line.clock.now() + seconds)


def change_number(line: Line, phone: str, new_phone: str) -> str:
    """A person who changes number gets a new user id as well. Chats stay on the phone, as at WhatsApp."""
    if find(line, phone=new_phone) or not re.fullmatch(r"62800\d{6,10}", new_phone):
        raise UnfitCitizenError(f"Nomor {new_phone} tidak dapat dipakai.")
    user_id = new_user_id()
    line.store.run(
        "UPDATE messages SET phone = ?, rev = ? WHERE phone = ?", new_phone, line.store.next_revision(), phone
    )
    line.store.run(
        "UPDATE citizens SET phone = ?, user_id = ?, rev = ? WHERE phone = ?",
        new_phone,
        user_id,
        line.store.next_revision(),
        phone,
    )
    line.tell_pages()
    return user_id


def _change(line: Line, phone: str, column: str, value: float) -> None:
    line.store.run(
        f"UPDATE citizens SET {column} = ?, rev = ? WHERE phone = ?",  # noqa: S608 - column is ours
        value,
        line.store.next_revision(),
        phone,
    )
    line.tell_pages()


def _free_phone(line: Line) -> str:
    number = 62800000000031
    while find(line, phone=str(number)):
        number += 10
    return str(number)
