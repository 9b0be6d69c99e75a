"""The books of the line: what was received equals what was processed, put aside and what waits, at any moment.

What came is counted by the database itself when it comes (triggers of migration 0003), apart from the rows. What
became of it is counted from the rows. All of it is read in one statement, so that it is one moment's truth.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from . import alarms
from .models import LedgerSlip, WebhookDelivery
from .rules.limits import LIMITS, Book, Part

__all__ = ["Book", "Ledger", "Part", "count_updates", "fold_slips", "forget_read", "read", "watch"]
log = logging.getLogger(__name__)
PUT_ASIDE = "put_aside"
BOOKS = ("deliveries", "updates", "messages", "media", "outbound")
# What may become of one update; of each exactly one.
FATES = ("message", "repeat", "receipt", "echo", "notice", PUT_ASIDE)
RAW_KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000
GAP, WHOLE_EVERY = "ledger_gap", 10  # minutes: every row is counted for it

_CAME = """
SELECT what, NULL AS part, sum(count)::bigint AS count, NULL::timestamptz AS oldest FROM (
    SELECT what, count FROM channels_ledgersum UNION ALL SELECT what, count FROM channels_ledgerslip
) AS slips GROUP BY what
"""
_DELIVERIES = (
    "SELECT 'deliveries', state, count(*), min(received_at) FROM channels_webhookdelivery GROUP BY state"
)
_MESSAGES = """
SELECT 'messages', CASE
    WHEN heard_at IS NULL THEN 'waiting'
    WHEN note LIKE 'put aside%' THEN 'put_aside'
    WHEN kind IN ('reaction', 'system', 'revoke', 'group') THEN 'silent'
    ELSE 'heard' END AS part, count(*), min(received_at)
FROM channels_inboundmessage GROUP BY part
"""
_MEDIA = """
SELECT 'media', media_state, count(*), min(sent_at)
FROM channels_inboundmessage WHERE media_state <> 'none' GROUP BY media_state
"""
_OUTBOUND = """
SELECT 'outbound', state, count(*), min(CASE state WHEN 'in_flight' THEN in_flight_at
    ELSE greatest(created_at, not_before) END)
FROM channels_outboundmessage GROUP BY state
"""
_ALL = " UNION ALL ".join(f"({part})" for part in (_CAME, _DELIVERIES, _MESSAGES, _MEDIA, _OUTBOUND))
# Only what is open: small partial indexes, whatever the size of the tables.
_OPEN = " UNION ALL ".join(
    f"({part})"
    for part in (
        _DELIVERIES.replace(" GROUP", " WHERE state = 'waiting' GROUP"),
        """SELECT 'messages', 'waiting', count(*), min(message.received_at) FROM channels_inboundmessage AS message
        JOIN channels_contact AS contact ON contact.id = contact_id
        WHERE heard_at IS NULL AND media_state <> 'waiting' AND with_officer_since IS NULL""",
        "SELECT 'media', 'waiting', count(*), min(sent_at) FROM channels_inboundmessage WHERE media_state = 'waiting'",
        _OUTBOUND.replace(" GROUP", " WHERE state IN ('queued', 'held') GROUP"),
        _OUTBOUND.replace(" GROUP", " WHERE state = 'in_flight' GROUP"),
    )
)
_FOLD = """
WITH gone AS (
    DELETE FROM channels_ledgerslip WHERE id IN (SELECT id FROM channels_ledgerslip ORDER BY id LIMIT 20000)
    RETURNING what, "on", count
)
INSERT INTO channels_ledgersum (what, "on", count) SELECT what, "on", sum(count) FROM gone GROUP BY what, "on"
ON CONFLICT (what, "on") DO UPDATE SET count = channels_ledgersum.count + excluded.count
"""
# book and part -> what is said to a person when it is late
LATE = {
    ("deliveries", "waiting"): "{count} kiriman WhatsApp belum dibaca program",
    ("messages", "waiting"): "{count} pesan warga belum dijawab program",
    ("outbound", "queued"): "{count} pesan untuk warga belum terkirim",
    ("outbound", "in_flight"): "{count} pesan untuk warga belum jelas sampai atau tidak",
}


@dataclass(frozen=True)
class Ledger:
    books: tuple[Book, ...]
    at: datetime

    @property
    def closed(self) -> bool:
        return not any(book.gap for book in self.books)

    @property
    def late(self) -> tuple[tuple[Book, Part], ...]:
        """What waits longer than it may."""
        return tuple((book, part) for book in self.books for part in book.parts if part.late(self.at))

    def book(self, key: str) -> Book:
        return next(book for book in self.books if book.key == key)


def read(now: datetime) -> Ledger:
    """Everything, counted: some tenths of a second at a million messages."""
    came: dict[str, int] = {}
    parts: dict[str, list[Part]] = {key: [] for key in BOOKS}
    for what, part, count, oldest in _rows(_ALL):
        if part is None:
            came[what] = count
        else:
            parts[what].append(_part(what, part, count, oldest))
    parts["updates"] = [Part(fate, came.get(f"update:{fate}", 0)) for fate in FATES]
    # A file is booked with its message; the database counts messages.
    came["media"] = sum(part.count for part in parts["media"])
    return Ledger(tuple(Book(key, came.get(key, 0), tuple(parts[key])) for key in BOOKS), now)


def waiting(now: datetime) -> tuple[tuple[str, Part], ...]:
    """What is open in each book, cheap enough for every minute. Not who talks with an officer."""
    return tuple(
        (what, _part(what, part or "", count, at)) for what, part, count, at in _rows(_OPEN) if count
    )


def _rows(statement: str) -> list[tuple[str, str | None, int, datetime | None]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _part(book: str, key: str, count: int, oldest_at: datetime | None) -> Part:
    return Part(key, count, oldest_at, LIMITS.get(book, {}).get(key))


def count_updates(updates: int, fates: Mapping[str, int], *, on: date) -> None:
    """In the transaction that took them in: so many were found, and this became of them."""
    counts = {"updates": updates, **{f"update:{fate}": count for fate, count in fates.items()}}
    LedgerSlip.objects.bulk_create(
        LedgerSlip(what=what, on=on, count=count) for what, count in counts.items() if count
    )


def watch(now: datetime) -> None:
    """Once a minute: fold the slips, and say what has waited longer than it may."""
    fold_slips()
    late = {(book, part.key): part for book, part in waiting(now) if part.late(now)}
    for (book, key), words in LATE.items():
        kind, part = f"late_{book}_{key}", late.get((book, key))
        if part is None:
            alarms.resolve(kind, office=None, now=now)
        else:
            since = f", tertua sejak {part.oldest_at:%d-%m-%Y %H:%M} UTC" if part.oldest_at else ""
            alarms.raise_alarm(kind, words.format(count=part.count) + since, office=None, now=now)
    if now.minute % WHOLE_EVERY == 0:
        _watch_the_sums(now)


def _watch_the_sums(now: datetime) -> None:
    gaps = {book.key: book.gap for book in read(now).books if book.gap}
    if gaps:
        told = ", ".join(f"{key} {gap:+d}" for key, gap in gaps.items())
        text = f"Buku pesan tidak cocok ({told}). Jalankan `lojar ledger` dan simpan hasilnya."
        alarms.raise_alarm(GAP, text, office=None, now=now)
    else:
        alarms.resolve(GAP, office=None, now=now)


@transaction.atomic
def fold_slips() -> None:
    with connection.cursor() as cursor:
        # One at a time: two that fold the same day would wait for each other in the middle.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [0x4C4F4A43])
        if cursor.fetchone() == (True,):
            cursor.execute(_FOLD)


def forget_read(now: datetime) -> int:
    """The raw bytes of what was read have had their time; their count stays in the books."""
    old = WebhookDelivery.objects.filter(
        state=WebhookDelivery.State.PROCESSED, finished_at__lt=now - RAW_KEPT_FOR
    )
    gone = 0
    while ids := list(old.order_by("id").values_list("pk", flat=True)[:AT_ONCE]):
        # Their messages stay, and only forget in which POST they came.
        gone += WebhookDelivery.objects.filter(pk__in=ids).delete()[1].get(WebhookDelivery._meta.label, 0)
    return gone
