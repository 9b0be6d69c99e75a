"""The office's number as one line: its pace, and whether Meta answers. One row, asked by every worker anywhere."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lojar.offices.models import Office

from .. import alarms
from ..models import LinePace
from ..rules.outage import is_alarming, is_troubled, probe_every
from ..rules.pace import LINE_EVERY, MOST_DEBT

MISSED = 0.04  # seconds: who comes so late would leave together with those whose turn it is now
MOST_TURNS = 3  # a machine so busy that it misses them all sends slowly as it is
UNREACHABLE = f"{alarms.LINE}unreachable"
# The turn is the database's clock: those of several machines are never quite the same.
_TURN = """
INSERT INTO channels_linepace AS line (office_id, free_at)
VALUES (%(office)s, clock_timestamp() + make_interval(secs => %(every)s))
ON CONFLICT (office_id) DO UPDATE
    SET free_at = greatest(line.free_at, clock_timestamp()) + make_interval(secs => %(every)s)
RETURNING extract(epoch FROM free_at - make_interval(secs => %(every)s) - clock_timestamp())::float,
    set_config('synchronous_commit', 'off', true) -- a turn that is lost with the power is no loss
"""
_LOOK = """
SELECT greatest(extract(epoch FROM line.free_at - clock_timestamp())::float, 0), coalesce(line.failures, 0),
    line.failing_since, line.probed_at, (
        SELECT max(raised_at) FROM channels_linealarm AS alarm
        WHERE resolved_at IS NULL AND stops_sending AND (alarm.office_id IS NULL OR alarm.office_id = office.id)
    )
FROM offices_office AS office LEFT JOIN channels_linepace AS line ON line.office_id = office.id WHERE office.id = %s
"""
_CHARGE = """
INSERT INTO channels_linepace AS line (office_id, free_at)
VALUES (%(office)s, clock_timestamp() + make_interval(secs => least(%(room)s, %(most)s)))
ON CONFLICT (office_id) DO UPDATE SET free_at = greatest(line.free_at, least(
    greatest(line.free_at, clock_timestamp()) + make_interval(secs => %(room)s),
    clock_timestamp() + make_interval(secs => %(most)s)
))
"""
_FAILED = """
UPDATE channels_linepace SET failures = failures + 1, failing_since = coalesce(failing_since, %s)
WHERE office_id = %s RETURNING failures, failing_since
"""
_PROBE = """
UPDATE channels_linepace SET probed_at = %(now)s
WHERE office_id = %(office)s AND (probed_at IS NULL OR probed_at <= %(before)s)
"""


@dataclass(frozen=True)
class LineNow:
    """How the line stands as far as this worker knows."""

    full_for: float  # seconds until the next turn is free
    failures: int
    failing_since: datetime | None
    probed_at: datetime | None
    stopped_since: datetime | None

    @property
    def is_well(self) -> bool:
        return self.stopped_since is None and not self.failures

    @property
    def only_probes(self) -> bool:
        return self.stopped_since is not None or is_troubled(self.failures)


def look(office: Office) -> LineNow:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [office.pk])
        return LineNow(*cursor.fetchone())


def wait_for_turn(office: Office) -> None:
    """Returns when the message may leave. Asked right before, so that what is counted here is what Meta counts."""
    for _ in range(MOST_TURNS):
        asked_at = time.monotonic()
        wait = _turn_of(office)
        if wait > 0:
            time.sleep(wait)
        if time.monotonic() - asked_at - max(wait, 0.0) < MISSED:
            return


def _turn_of(office: Office) -> float:
    """Seconds until it comes; negative when the line has been free for so long."""
    with connection.cursor() as cursor:
        cursor.execute(_TURN, {"office": office.pk, "every": LINE_EVERY.total_seconds()})
        return float(cursor.fetchone()[0])


def charge_inbound(office: Office, count: int) -> None:
    """What people send goes over the same line; it is never held back, it only takes room."""
    room, most = count * LINE_EVERY.total_seconds(), MOST_DEBT.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(_CHARGE, {"office": office.pk, "room": room, "most": most})


def may_probe(office: Office, state: LineNow, now: datetime) -> datetime | None:
    """None: this message tries for all. Else when the next one may."""
    unreachable = is_troubled(state.failures)
    every = probe_every(
        stopped=state.stopped_since is not None and not unreachable,
        failing_since=state.failing_since,
        now=now,
    )
    before = now - every
    if state.stopped_since is not None and state.probed_at is None and state.stopped_since > before:
        return state.stopped_since + every  # it was tried just now: that is how it came to be stopped
    with connection.cursor() as cursor:
        cursor.execute(_PROBE, {"office": office.pk, "now": now, "before": before})
        if cursor.rowcount:
            return None
    return (state.probed_at or now) + every


def failed(office: Office, why: str, now: datetime) -> None:
    """Meta was not reached, or says that it is out of order. Of this message it says nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [now, office.pk])
        told = cursor.fetchone()
    if told and is_alarming(told[0], told[1], now):
        text = f"WhatsApp tidak dapat dihubungi sejak {told[1]:%d-%m-%Y %H:%M} UTC. {why}"
        alarms.raise_alarm(UNREACHABLE, text, office=office, now=now, stops_sending=True)


def answers_again(office: Office) -> None:
    LinePace.objects.filter(office=office).update(failures=0, failing_since=None, probed_at=None)
