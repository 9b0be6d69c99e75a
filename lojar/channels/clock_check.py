"""Whether this machine's clock is right: windows, leases, passes and promises are reckoned by it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError, connection

from lojar.lib import clock

FAR = timedelta(seconds=10)  # a header tells whole seconds, and the way takes some
PATIENCE = 3.0


@register("lojar", deploy=True)
def the_clock_is_right(**_: Any) -> list[CheckMessage]:
    """Asked by `lojar check` only: it goes out to Meta. What does not answer says nothing about a clock."""
    return [_warning(name, ahead) for name, ahead in _differences() if abs(ahead) > FAR]


def _differences() -> Iterator[tuple[str, timedelta]]:
    """Whose clock, and how far ours is ahead of it."""
    for name, ask in (("PostgreSQL", _of_the_database), ("Meta", _of_meta)):
        theirs = ask()
        if theirs is not None:
            yield name, clock.now() - theirs


def _of_the_database() -> datetime | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            at: datetime = cursor.fetchone()[0]
    except DatabaseError:
        return None
    return at.astimezone(UTC)


def _of_meta() -> datetime | None:
    """The Date of any answer, also of a refusal."""
    try:
        answer = httpx.head(settings.LOJAR_WHATSAPP_API_URL, timeout=PATIENCE, follow_redirects=False)
        return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (httpx.HTTPError, KeyError, ValueError):
        return None


def _warning(name: str, ahead: timedelta) -> CheckMessage:
    seconds = round(abs(ahead).total_seconds())
    side = "ahead of" if ahead > timedelta(0) else "behind"
    return Warning(
        f"The clock of this machine is {seconds} s {side} that of {name}.",
        hint="Windows, leases and promises are reckoned by it: `timedatectl set-ntp true`, and look again in a minute.",
        id="lojar.channels.clock",
    )
