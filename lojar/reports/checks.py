"""What `lojar check` says about the machines: whether somebody works, and whether they fit together."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connection

from lojar.lib import clock
from lojar.lib.database import SESSION_OF

WORKER_SEEN_WITHIN = timedelta(minutes=1)
CLOCKS_DIFFER_BY = timedelta(seconds=5)


@register(Tags.database)
def the_machines_fit_together(*, databases: Any = None, **_: Any) -> list[CheckMessage]:
    if not databases:
        return []
    try:
        return [*_nobody_works(), *_files_of_one_machine(), *_clocks_differ()]
    except DatabaseError:  # before the first migration there is nothing to ask
        return []


def _nobody_works() -> Iterator[CheckMessage]:
    (seen,) = _ask(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s", WORKER_SEEN_WITHIN
    )
    if not seen:
        yield Warning(
            "No worker has been alive in the last minute: nothing is answered, fetched or sent.",
            hint="Start `lojar work`, or look at its log; with systemd: systemctl start lojar-work@1.",
            id="lojar.reports.no_worker",
        )


def _files_of_one_machine() -> Iterator[CheckMessage]:
    if not settings.LOJAR_MEDIA_URL.startswith("file:"):
        return
    (names,) = _ask(
        "SELECT array_agg(DISTINCT application_name) FROM pg_stat_activity"
        " WHERE datname = current_database() AND starts_with(application_name, %s)",
        SESSION_OF,
    )
    machines = sorted(name.removeprefix(SESSION_OF) for name in names or ())
    if len(machines) > 1:
        yield Warning(
            f"Photos lie on one machine's disk, and {len(machines)} machines work: {', '.join(machines)}.",
            hint="Set LOJAR_MEDIA_URL to an s3:// bucket that all of them reach, and copy the photos there.",
            id="lojar.reports.files_of_one_machine",
        )


def _clocks_differ() -> Iterator[CheckMessage]:
    before = clock.now()
    (theirs,) = _ask("SELECT clock_timestamp()")
    after = clock.now()
    apart = max(before - theirs, theirs - after, timedelta())  # on the way the clocks went on
    if apart > CLOCKS_DIFFER_BY:
        yield Warning(
            f"The clocks of this machine and of the database differ by {apart.total_seconds():.0f} seconds.",
            hint="Let both follow a time server (Debian: apt-get install systemd-timesyncd).",
            id="lojar.reports.clocks_differ",
        )


def _ask(statement: str, *values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() or (None,)
