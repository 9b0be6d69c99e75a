"""What the office has on record, read straight from its tables: none of its code stands between rows and judge."""

from typing import Any

import psycopg
from psycopg.rows import dict_row

from .books import OfficesBook, Row

INBOUND = """
SELECT m.id, m.wamid, m.kind, m.media_state, m.media_tries, m.note, m.contact_id,
       extract(epoch FROM m.sent_at)::float AS sent_at, extract(epoch FROM m.received_at)::float AS received_at,
       extract(epoch FROM m.heard_at)::float AS heard_at,
       extract(epoch FROM d.finished_at)::float AS read_at,
       c.with_officer_since IS NOT NULL AS with_officer
FROM channels_inboundmessage m
JOIN channels_contact c ON c.id = m.contact_id LEFT JOIN channels_webhookdelivery d ON d.id = m.delivery_id
ORDER BY m.id
"""
OUTBOUND = """
SELECT o.id, o.contact_id, o.key, o.state, o.purpose, o.tries, o.wamid, o.error_code, o.error_text,
       extract(epoch FROM o.created_at)::float AS created_at,
       extract(epoch FROM o.not_before)::float AS not_before,
       extract(epoch FROM o.in_flight_at)::float AS in_flight_at
FROM channels_outboundmessage o ORDER BY o.id
"""
DELIVERIES = "SELECT state, reason, count(*) AS many FROM channels_webhookdelivery GROUP BY 1, 2"
PHOTOS = "SELECT id, encode(sha256, 'hex') AS sha256, state, message_id FROM evidence_photo"
JOBS = """
SELECT j.id, j.task_name, j.status::text AS status, j.attempts, j.lock, j.queueing_lock,
       j.status = 'doing' AND now() - interval '60 seconds' >
         (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started') AS stuck
FROM procrastinate_jobs j ORDER BY j.id
"""
ALARMS = "SELECT kind, stops_sending, resolved_at IS NULL AS open FROM channels_linealarm"
PULSE = """
SELECT (SELECT count(*) FROM channels_webhookdelivery WHERE state = 'waiting') AS unread,
       (SELECT count(*) FROM channels_inboundmessage m JOIN channels_contact c ON c.id = m.contact_id
         WHERE m.heard_at IS NULL AND c.with_officer_since IS NULL) AS unheard,
       (SELECT count(*) FROM channels_inboundmessage WHERE media_state = 'waiting') AS unfetched,
       (SELECT count(*) FROM channels_outboundmessage WHERE state = 'queued') AS queued,
       (SELECT count(*) FROM channels_outboundmessage WHERE state = 'in_flight') AS in_flight,
       (SELECT count(*) FROM channels_outboundmessage) AS written,
       (SELECT coalesce(sum(length(state)), 0) FROM channels_outboundmessage) AS states,
       (SELECT coalesce(max(extract(epoch FROM not_before)), 0)::float FROM channels_outboundmessage
         WHERE state = 'queued') AS last_wait
"""
WAITS = ("unread", "unheard", "unfetched", "queued", "in_flight")


def read(url: str) -> OfficesBook:
    with psycopg.connect(url, row_factory=dict_row, connect_timeout=5) as line:
        asked = {
            "inbound": INBOUND,
            "outbound": OUTBOUND,
            "deliveries": DELIVERIES,
            "photos": PHOTOS,
            "jobs": JOBS,
            "alarms": ALARMS,
        }
        found: dict[str, list[Row]] = {name: line.execute(query).fetchall() for name, query in asked.items()}
        return OfficesBook(**found)


def pulse(url: str) -> dict[str, Any]:
    """A few numbers that stand still when the office has come to rest."""
    with psycopg.connect(url, row_factory=dict_row, connect_timeout=5) as line:
        return dict(line.execute(PULSE).fetchone() or {})
