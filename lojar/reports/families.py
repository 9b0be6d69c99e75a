"""What is counted in the database, each family of numbers with the one statement that it costs.

Bounded, whatever the size of the tables: open work stands in small partial indexes and is counted up to `MOST`;
results and durations are taken from the newest rows. No label names a person.
"""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.db import connection
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from lojar.channels import ledger
from lojar.lib import clock

MOST = 20_000
NEWEST = 4_000
BOOKS_KEPT_FOR = 600  # seconds
Row = tuple[Any, ...]


def count_all() -> list[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 3000")
    return [metric for family in FAMILIES for metric in family()]


def _rows(statement: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"most": MOST, "newest": NEWEST})
        return list(cursor.fetchall())


def _gauge(name: str, told: str, labels: tuple[str, ...], rows: list[Row]) -> GaugeMetricFamily:
    """The last value of a row is the number, those before it are the labels."""
    family = GaugeMetricFamily(name, told, labels=list(labels))
    for *named, number in rows:
        if number is not None:
            family.add_metric(list(map(str, named)), float(number))
    return family


# Counts and the age of the oldest, for everything that is open. An officer's chats wait for the officer.
_WAITING = """
SELECT 'deliveries', (SELECT count(*) FROM (
        SELECT FROM channels_webhookdelivery WHERE state = 'waiting' LIMIT %(most)s) AS open),
    (SELECT received_at FROM channels_webhookdelivery WHERE state = 'waiting' ORDER BY id LIMIT 1)
UNION ALL
SELECT 'messages', count(*), min(received_at) FROM (
    SELECT message.received_at FROM channels_inboundmessage AS message
    JOIN channels_contact AS contact ON contact.id = message.contact_id
    WHERE heard_at IS NULL AND media_state <> 'waiting' AND with_officer_since IS NULL LIMIT %(most)s) AS open
UNION ALL
SELECT 'media', (SELECT count(*) FROM (
        SELECT FROM channels_inboundmessage WHERE media_state = 'waiting' LIMIT %(most)s) AS open),
    (SELECT received_at FROM channels_inboundmessage WHERE media_state = 'waiting' ORDER BY id LIMIT 1)
UNION ALL
SELECT 'outbound_' || state, count(*), min(greatest(created_at, not_before)) FROM (
    SELECT state, created_at, not_before FROM channels_outboundmessage
    WHERE state IN ('queued', 'held') LIMIT %(most)s) AS open
GROUP BY state
UNION ALL
SELECT CASE WHEN in_flight_at < now() - interval '1 minute' THEN 'outbound_uncertain' ELSE 'outbound_in_flight' END,
    count(*), min(in_flight_at)
FROM channels_outboundmessage WHERE state = 'in_flight' GROUP BY 1
"""
OPEN = (
    "deliveries", "messages", "media", "outbound_queued", "outbound_held", "outbound_in_flight", "outbound_uncertain",
)  # fmt: skip


def waiting() -> Iterator[Metric]:
    found = {what: (count, oldest) for what, count, oldest in _rows(_WITH_AGE)}
    rows = [(what, *found.get(what, (0, 0))) for what in OPEN]
    yield _gauge(
        "lojar_waiting", f"What is open, up to {MOST}.", ("what",), [(what, count) for what, count, _ in rows]
    )
    yield _gauge(
        "lojar_waiting_oldest_seconds",
        "For how long the oldest of them has waited; 0 where it is not due yet.",
        ("what",),
        [(what, age or 0) for what, _, age in rows],
    )


_WITH_AGE = f"""
SELECT what, count, greatest(extract(epoch FROM now() - oldest), 0) FROM ({_WAITING}) AS open (what, count, oldest)
"""  # noqa: S608 - our own words

_ENDED_BADLY = """
SELECT 'deliveries_put_aside', count(*) FROM (
    SELECT FROM channels_webhookdelivery WHERE state = 'set_aside' LIMIT %(most)s) AS aside
UNION ALL
SELECT 'outbound_failed', count(*) FROM (
    SELECT FROM channels_outboundmessage WHERE state = 'failed' LIMIT %(most)s) AS failed
"""


def ended_badly() -> Iterator[Metric]:
    yield _gauge(
        "lojar_ended_badly", f"What a person should look at, up to {MOST}.", ("what",), _rows(_ENDED_BADLY)
    )


_RESULTS = """
SELECT state, coalesce(error_code::text, ''), count(*) FROM (
    SELECT state, error_code, in_flight_at FROM channels_outboundmessage ORDER BY id DESC LIMIT %(newest)s) AS newest
WHERE in_flight_at > now() - interval '1 hour'
GROUP BY 1, 2
"""


def results() -> Iterator[Metric]:
    yield _gauge(
        "lojar_outbound_last_hour",
        f"Messages whose last try was within the hour, of the newest {NEWEST}, by state and by Meta's error code.",
        ("state", "error_code"),
        _rows(_RESULTS),
    )


# What is read is older than what waits: the newest that were read lie before the first that waits.
_STEPS = """
WITH deliveries AS MATERIALIZED (
    SELECT received_at, finished_at FROM channels_webhookdelivery
    WHERE id < coalesce((SELECT min(id) FROM channels_webhookdelivery WHERE state = 'waiting'), 9223372036854775807)
    ORDER BY id DESC LIMIT %(newest)s
), inbound AS MATERIALIZED (
    SELECT received_at, heard_at FROM channels_inboundmessage ORDER BY id DESC LIMIT %(newest)s
), outbound AS MATERIALIZED (
    SELECT greatest(created_at, not_before) AS due_at, in_flight_at, sent_at FROM channels_outboundmessage
    ORDER BY id DESC LIMIT %(newest)s
), steps (step, began_at, ended_at) AS (
    SELECT 'received_to_read', received_at, finished_at FROM deliveries
    UNION ALL SELECT 'received_to_heard', received_at, heard_at FROM inbound
    UNION ALL SELECT 'due_to_sent', due_at, sent_at FROM outbound
    UNION ALL SELECT 'in_flight_to_sent', in_flight_at, sent_at FROM outbound
), lately AS (
    SELECT step, greatest(extract(epoch FROM ended_at - began_at), 0) AS seconds FROM steps
    WHERE ended_at > now() - interval '5 minutes' AND began_at IS NOT NULL
)
SELECT step, count(*), percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY seconds), max(seconds)
FROM lately GROUP BY step
"""
QUANTILES = ("0.5", "0.9", "0.99")


def steps() -> Iterator[Metric]:
    rows = _rows(_STEPS)
    yield _gauge(
        "lojar_steps_last_5_minutes",
        f"How many went through each step, of the newest {NEWEST}.",
        ("step",),
        [(step, count) for step, count, _, _ in rows],
    )
    yield _gauge(
        "lojar_step_seconds",
        "How long each step took in the last five minutes; quantile 1 is the longest.",
        ("step", "quantile"),
        [
            (step, quantile, seconds)
            for step, _, quantiles, longest in rows
            for quantile, seconds in zip((*QUANTILES, "1"), (*quantiles, longest), strict=True)
        ],
    )


def line() -> Iterator[Metric]:
    """The state of templates, alarms without the names in them, and webhooks that nobody signed."""
    templates = "SELECT name, language, status, quality, 1 FROM channels_messagetemplate"
    yield _gauge(
        "lojar_template", "What Meta last said.", ("name", "language", "status", "quality"), _rows(templates)
    )
    alarms = """
        SELECT substring(kind FROM '^[a-z_]+[0-9]*'), stops_sending, count(*) FROM channels_linealarm
        WHERE resolved_at IS NULL GROUP BY 1, 2
    """
    yield _gauge("lojar_alarms_open", "Open alarms of the line.", ("kind", "stops_sending"), _rows(alarms))
    refused = CounterMetricFamily("lojar_webhooks_refused", "POSTs with a wrong signature.")
    refused.add_metric([], _rows("SELECT coalesce(sum(count), 0) FROM channels_refusedwebhook")[0][0])
    yield refused


_JOBS = """
WITH jobs AS MATERIALIZED (
    SELECT id, task_name, scheduled_at, CASE WHEN status = 'todo' AND scheduled_at > now() THEN 'later'
        ELSE status::text END AS state
    FROM procrastinate_jobs LIMIT %(most)s
), grouped AS (
    SELECT task_name, state, count(*) AS count, min(id) AS first, min(scheduled_at) AS scheduled_at
    FROM jobs GROUP BY task_name, state
)
SELECT task_name, state, count, extract(epoch FROM now() - coalesce(scheduled_at, (
    SELECT at FROM procrastinate_events WHERE job_id = first ORDER BY id LIMIT 1)))
FROM grouped
"""


def jobs() -> Iterator[Metric]:
    rows = _rows(_JOBS)
    labels = ("task", "state")
    yield _gauge("lojar_jobs", f"Jobs, up to {MOST}.", labels, [(*row[:2], row[2]) for row in rows])
    yield _gauge(
        "lojar_jobs_oldest_seconds",
        "For how long the oldest of those that are due or under way has been there.",
        labels,
        [(task, state, max(age or 0, 0)) for task, state, _, age in rows if state in {"todo", "doing"}],
    )
    alive = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '20 seconds'"
    yield _gauge("lojar_workers_alive", "Workers whose heart was heard lately.", (), _rows(alive))


def books() -> Iterator[Metric]:
    """Every row is counted for it, so each process remembers it for a while."""
    gauge = GaugeMetricFamily(
        "lojar_ledger_gap", "What came less what is there; 0 is right.", labels=["book"]
    )
    for book in _books(int(time.monotonic() / BOOKS_KEPT_FOR)):
        gauge.add_metric([book.key], book.gap)
    yield gauge


@lru_cache(maxsize=1)
def _books(_period: int) -> tuple[ledger.Book, ...]:
    return ledger.read(clock.now()).books


# Each is asked at every count.
FAMILIES: tuple[Callable[[], Iterator[Metric]], ...] = (
    waiting,
    ended_badly,
    results,
    steps,
    line,
    jobs,
    books,
)
