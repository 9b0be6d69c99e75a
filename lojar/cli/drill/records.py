"""The books of the drill's office, read past the program: a judge does not ask the accused to read the books aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

import psycopg

from lojar.cli.drill.judging import Heard, Said

HEARD: LiteralString = """
SELECT m.wamid, i.value, m.kind, m.media_state, coalesce(m.delivery_id, 0), m.received_at, m.heard_at,
       (SELECT count(*) FROM evidence_photoarrival a WHERE a.message_id = m.id)
FROM channels_inboundmessage m
JOIN channels_identity i ON i.contact_id = m.contact_id AND i.kind = 'phone' AND i.valid_to IS NULL
WHERE i.value = ANY(%s) ORDER BY m.id
"""
SAID: LiteralString = """
SELECT m.id, i.value, m.key, m.purpose, m.state, m.tries, m.created_at, m.in_flight_at, m.sent_at, m.error_text
FROM channels_outboundmessage m
JOIN channels_identity i ON i.contact_id = m.contact_id AND i.kind = 'phone' AND i.valid_to IS NULL
WHERE i.value = ANY(%s) ORDER BY m.id
"""
WAITING: LiteralString = "SELECT count(*) FROM channels_webhookdelivery WHERE state = 'waiting'"
ASIDE: LiteralString = "SELECT count(*) FROM channels_webhookdelivery WHERE state = 'set_aside'"
ALARMS: LiteralString = (
    "SELECT kind, text, stops_sending FROM channels_linealarm WHERE resolved_at IS NULL ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Alarm:
    kind: str
    text: str
    stops_sending: bool


@dataclass(frozen=True, slots=True)
class Records:
    heard: Sequence[Heard]
    said: Sequence[Said]
    waiting: int
    aside: int
    alarms: Sequence[Alarm]


def read(url: str, phones: Sequence[str]) -> Records:
    """psycopg.Error while the database is away. A connection each time: it may have been killed since."""
    with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
        return Records(
            heard=[Heard(*row) for row in connection.execute(HEARD, [list(phones)])],
            said=[Said(*row) for row in connection.execute(SAID, [list(phones)])],
            waiting=_one(connection, WAITING),
            aside=_one(connection, ASIDE),
            alarms=[Alarm(*row) for row in connection.execute(ALARMS)],
        )


def _one(connection: "psycopg.Connection[tuple[int, ...]]", question: LiteralString) -> int:
    row = connection.execute(question).fetchone()
    return row[0] if row else 0
