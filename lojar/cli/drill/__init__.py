"""`lojar drill`: outages rehearsed on real processes, in a made-up office that touches nothing of the real one."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

import click
import httpx
import psycopg

from lojar import __version__
from lojar.cli.drill import made_up_office, rooms
from lojar.cli.drill.judging import Finding
from lojar.cli.drill.office import Office
from lojar.cli.drill.people import Person
from lojar.cli.drill.report import FAIL, NOT_REHEARSED, Outcome, Report, machine, told, write
from lojar.cli.drill.scenarios import SCENARIOS, NotHere
from lojar.cli.drill.stage import Stage
from lojar.lib import clock
from lojar.lib.embedded_postgres import NotPossible

NICE = 10  # citizens of the real office come first
ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GOES_WRONG = (httpx.HTTPError, psycopg.Error, OSError, NotPossible)


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    only: Sequence[str]
    people: int
    keep: bool
    report: Path
    as_json: Path | None


def drill(wanted: Wanted) -> Report:
    """Opens the office, makes every trouble, closes it, and writes the report down."""
    with _leaving_when_told():
        return _drill(wanted)


def _drill(wanted: Wanted) -> Report:
    rooms.refuse_if_short()
    os.nice(NICE)
    began_at, began = clock.now().astimezone(), time.monotonic()
    say = _clockwise(began)
    with rooms.made_room(keep=wanted.keep) as room:
        rooms.refuse_if_short(room)
        outcomes = _rehearse(Office(room), wanted, say)
        if any(outcome.verdict == FAIL for outcome in outcomes):
            say(f"the logs of its processes: {_kept_logs(room, wanted.report)}")
        if wanted.keep:
            say(f"kept: {room.folder}; join it with `. {room.folder}/drill.env`")
    report = _report(outcomes, wanted, began_at=began_at, took=timedelta(seconds=time.monotonic() - began))
    write(report, text=wanted.report, as_json=wanted.as_json)
    return report


def _rehearse(office: Office, wanted: Wanted, say: Callable[[str], None]) -> list[Outcome]:
    played: list[tuple[Stage, Outcome]] = []
    try:
        say("opening a made-up office")
        office.open()
        for name in wanted.only or SCENARIOS:
            played.append(_play(name, office, wanted.people, say))
            say(f"{name}: {told(played[-1][1])}")
        say("looking at everybody once more")
        for stage, outcome in played:
            _look_again(stage, outcome)
    finally:
        say("closing the office")
        office.close(keep=wanted.keep)
        if wanted.keep:
            given = office.settings | {"LOJAR_HOME": str(office.room.kept)}
            made_up_office.write_down(given, office.room.folder / "drill.env")
    return [outcome for _, outcome in played]


def _play(name: str, office: Office, people: int, say: Callable[[str], None]) -> tuple[Stage, Outcome]:
    outcome = Outcome(name)
    office.restarts.clear()
    office.calm_down()
    stage = Stage(office, [Person(office.phones) for _ in range(people)], lambda line: say(f"{name}: {line}"))
    try:
        stage.begin()
        SCENARIOS[name](stage)
        outcome.caught_up_seconds = stage.settle()
        _judge(stage, outcome)
        stage.all_read()
    except NotHere as why:
        outcome.not_here = str(why)
    except GOES_WRONG as wrong:
        stage.findings.append(_stopped(wrong))
    finally:
        office.calm_down()
    outcome.findings = list(dict.fromkeys([*stage.findings, *outcome.findings]))
    outcome.remarks = [*stage.remarks, *(("restarted", line) for line in office.restarts)]
    return stage, outcome


def _judge(stage: Stage, outcome: Outcome) -> None:
    outcome.findings, outcome.tally = stage.judge_people()
    outcome.findings += stage.judge_line()
    if outcome.caught_up_seconds is None and not outcome.findings:
        outcome.findings.append(Finding("never_calm"))


def _look_again(stage: Stage, outcome: Outcome) -> None:
    """What was calm then must be right still: a second answer may have come late."""
    if outcome.verdict == NOT_REHEARSED:
        return
    try:
        found, outcome.tally = stage.judge_people()
    except GOES_WRONG as wrong:
        found = [_stopped(wrong)]
    outcome.findings += [finding for finding in found if finding not in outcome.findings]


def _stopped(wrong: Exception) -> Finding:
    return Finding("drill_stopped", detail=f"{type(wrong).__name__}: {wrong}".strip()[:300])


def _kept_logs(room: rooms.Room, report: Path) -> Path:
    """Beside the report: who is to find out what failed needs them, and the room will be gone."""
    kept = report.with_name(f"{report.stem}-logs")
    shutil.copytree(room.logs, kept, dirs_exist_ok=True)
    return kept


def _report(outcomes: list[Outcome], wanted: Wanted, *, began_at: datetime, took: timedelta) -> Report:
    return Report(__version__, began_at, took, wanted.people, outcomes, machine())


def _clockwise(began: float) -> Callable[[str], None]:
    return lambda line: click.echo(f"[{time.monotonic() - began:5.0f} s] {line}")


@contextmanager
def _leaving_when_told() -> Iterator[None]:
    """Whoever told the drill to end hears that it ended so, whatever goes wrong while it cleans up."""
    told_by: list[int] = []

    def leave(number: int, frame: FrameType | None) -> None:
        told_by.append(number)
        for again in ENDS:
            signal.signal(again, signal.SIG_IGN)  # once is enough: cleaning up must not be cut short
        sys.exit(128 + number)

    for number in ENDS:
        signal.signal(number, leave)
    try:
        yield
    except Exception as wrong:
        if not told_by:
            raise
        click.echo(f"while cleaning up: {type(wrong).__name__}: {wrong}", err=True)
        raise SystemExit(128 + told_by[0]) from wrong
