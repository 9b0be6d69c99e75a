"""What stands above every page while something is wrong with the line, and what the page of the line lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lojar.channels import queries as channels
from lojar.channels.alarms import LINE
from lojar.channels.metering import BUDGET
from lojar.channels.models import LineAlarm
from lojar.offices.models import Officer

from . import live
from .access import LEADS
from .advice import Advice, advice

MOST = 3  # of the small ones; the page of the line has them all
SETTLED_FOR = 10  # minutes in which a screen reader is not told the same again


@dataclass(frozen=True)
class Told:
    """One alarm in an officer's words; `said` is what Meta or the watch wrote."""

    pk: int
    kind: str
    since: datetime
    said: str
    stops: bool
    of_the_line: bool
    advice: Advice | None

    @property
    def headline(self) -> Any:
        return self.advice.what if self.advice else self.said


def told_to(officer: Officer) -> list[Told]:
    """What an office spends is for those who answer for it."""
    if officer.office is None:
        return []
    found = channels.alarms(officer.office)
    if officer.role not in LEADS:
        found = found.exclude(kind__startswith=BUDGET)
    return [_told(alarm) for alarm in found]


def _told(alarm: LineAlarm) -> Told:
    of_the_line = alarm.stops_sending or alarm.kind.startswith(LINE)
    return Told(
        alarm.pk,
        alarm.kind,
        alarm.raised_at,
        alarm.text,
        alarm.stops_sending,
        of_the_line,
        advice(alarm.kind),
    )


def context_of(officer: Officer) -> dict[str, Any]:
    told = told_to(officer)
    line, others = first_of_the_line(told), [each for each in told if not each.of_the_line]
    return {
        "line": line,
        "more_of_the_line": [each for each in told if each.of_the_line and each is not line],
        "waiting": channels.waiting_to_leave(officer.office) if line and officer.office else 0,
        "others": others[:MOST],
        "left_out": len(others[MOST:]),
        "may_resolve": officer.role in LEADS,
        # Not with the number of what waits: it changes all the time, and nobody wants to hear it each time.
        "banner_tag": live.tag_of([each.pk for each in told], minutes=SETTLED_FOR),
    }


def first_of_the_line(told: Iterable[Told]) -> Told | None:
    """What stops everything comes before what only troubles."""
    return min((each for each in told if each.of_the_line), key=lambda each: not each.stops, default=None)
