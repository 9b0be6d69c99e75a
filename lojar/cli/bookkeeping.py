"""`lojar ledger`: the books of the line for whoever sits at a terminal, and for programs."""

import json
from datetime import datetime, timedelta

from lojar.channels.ledger import Book, Ledger, Part

NAMES = {
    "deliveries": "POSTs of WhatsApp",
    "updates": "updates in them",
    "messages": "messages of citizens",
    "media": "their photos and files",
    "outbound": "messages to citizens",
}


def told(ledger: Ledger) -> str:
    lines = [f"The ledger at {ledger.at:%Y-%m-%d %H:%M:%S} UTC"]
    for book in ledger.books:
        parts = " + ".join(f"{part.count} {part.key.replace('_', ' ')}" for part in book.parts if part.count)
        verdict = "closes" if not book.gap else f"DOES NOT CLOSE: {book.gap:+d} missing"
        lines.append(f"  {NAMES[book.key]:24} {book.came:>9} = {parts or 0}   {verdict}")
    lines += [_since(book, part, ledger.at) for book in ledger.books for part in book.parts if _waits(part)]
    lines.append(_verdict(ledger))
    return "\n".join(lines)


def told_as_json(ledger: Ledger) -> str:
    books = {
        book.key: {
            "came": book.came,
            "parts": {part.key: part.count for part in book.parts},
            "gap": book.gap,
            "oldest": {part.key: _iso(part.oldest_at) for part in book.parts if _waits(part)},
        }
        for book in ledger.books
    }
    late = [f"{book.key}.{part.key}" for book, part in ledger.late]
    return json.dumps({"closed": ledger.closed, "at": _iso(ledger.at), "late": late, "books": books})


def _waits(part: Part) -> bool:
    return bool(part.limit and part.count)


def _since(book: Book, part: Part, now: datetime) -> str:
    age = now - part.oldest_at if part.oldest_at else timedelta()
    late = "  LATE" if part.late(now) else ""
    key = part.key.replace("_", " ")
    return f"  {NAMES[book.key]}: {part.count} {key}, the oldest for {_in_words(age)}{late}"


def _in_words(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h"


def _verdict(ledger: Ledger) -> str:
    if not ledger.closed:
        return (
            "Something left the books that was never settled. Keep this output, and look at the last restore."
        )
    if ledger.late:
        return (
            "The ledger closes, and something waits longer than it may: see `lojar work` and the desk's page."
        )
    return "The ledger closes. Nothing waits longer than it may."


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
