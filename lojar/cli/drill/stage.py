"""One scenario on the running office: fresh citizens, what they do, and what is found when all is calm again."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from lojar.cli.drill import records
from lojar.cli.drill.judging import Evidence, Finding, Tally, is_calm, judge, tally
from lojar.cli.drill.office import Office
from lojar.cli.drill.people import Person
from lojar.cli.drill.records import Alarm, Records
from lojar.lib import clock

PATIENCE = (
    300.0  # seconds after a trouble: a message may not wait longer before the program itself sounds an alarm
)
CALM_TWICE = 1.5  # seconds between two looks: what is calm must stay calm
TROUBLE_COMES = 30.0  # seconds in which an ordered trouble must be felt


@dataclass
class Stage:
    office: Office
    people: Sequence[Person]
    say: Callable[[str], None]
    findings: list[Finding] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    over_at: float | None = None
    _aside_before: int = 0
    _alarms_before: frozenset[str] = frozenset()

    def begin(self) -> None:
        """What an earlier trouble left behind is told there, not here."""
        before = self.records()
        self._aside_before = before.aside
        self._alarms_before = frozenset(alarm.kind for alarm in before.alarms)

    # What a scenario does

    def all_ask(self, times: int = 1) -> None:
        for _ in range(times):
            for person in self.people:
                person.asks()

    def all_photograph(self, pictures: int = 1) -> None:
        for person in self.people:
            person.photographs(pictures)

    def turn(self, **knobs: Any) -> None:
        self.office.turn(**knobs)

    def hold(self, seconds: float) -> None:
        """The trouble lasts; whoever supervises the processes goes on doing so."""
        self.office.wait(lambda: False, seconds=seconds)

    def expect(
        self, fact: Callable[[], object], code: str, detail: str, *, seconds: float = TROUBLE_COMES
    ) -> None:
        """What must be seen in time, or else is a finding."""
        if not self.office.wait(fact, seconds=seconds):
            self.findings.append(Finding(code, detail=detail))

    def over(self) -> None:
        """The trouble has ended: from here on it is counted how long until all is caught up."""
        self.over_at = time.monotonic()
        self.say("the trouble is over; waiting until all is caught up")

    # What can be seen

    def records(self) -> Records:
        return records.read(self.office.database_url, [person.phone for person in self.people])

    def evidence(self) -> Evidence:
        found = self.records()
        return Evidence(
            wrote=[wrote for person in self.people for wrote in person.wrote],
            shown=[shown for person in self.people for shown in person.shown()],
            heard=found.heard,
            said=found.said,
        )

    def something_was_tried(self) -> bool:
        return any(said.tries and said.state == "queued" for said in self.records().said)

    def something_is_on_the_wire(self) -> bool:
        """Just now: what was cut off earlier may count as under way for a while."""
        since = clock.now() - timedelta(seconds=1)
        under_way = [said.left_at for said in self.records().said if said.state == "in_flight"]
        return any(left_at and left_at > since for left_at in under_way)

    # The end

    def settle(self) -> float | None:
        """Seconds from the end of the trouble until all was calm; None where it was not in time."""
        since = self.over_at if self.over_at is not None else time.monotonic()
        until = time.monotonic() + PATIENCE
        while (left := until - time.monotonic()) > 0:
            if not self.office.wait(self.is_calm, seconds=left):
                return None
            caught_up = time.monotonic() - since
            self.hold(CALM_TWICE)
            if self.office.wait(self.is_calm, seconds=0):
                return caught_up
        return None

    def is_calm(self) -> bool:
        found = self.records()
        wrote = [wrote for person in self.people for wrote in person.wrote]
        all_heard = is_calm(Evidence(wrote=wrote, heard=found.heard, said=found.said))
        line_is_calm = not found.waiting and not self._alarms(found)
        return all_heard and line_is_calm and not self.office.health()["untold"]

    def judge_people(self) -> tuple[list[Finding], Tally]:
        evidence = self.evidence()
        return judge(evidence), tally(evidence)

    def judge_line(self) -> list[Finding]:
        return [*self._of_the_line(self.records()), *self._of_the_ledger()]

    def all_read(self) -> None:
        """They look at their phones, and the office gets its blue ticks."""
        for person in self.people:
            person.reads()

    def _alarms(self, found: Records) -> list[Alarm]:
        return [alarm for alarm in found.alarms if alarm.kind not in self._alarms_before]

    def _of_the_line(self, found: Records) -> Iterator[Finding]:
        if found.waiting:
            yield Finding("delivery_waits", detail=str(found.waiting))
        if found.aside > self._aside_before:
            yield Finding("delivery_aside", detail=str(found.aside - self._aside_before))
        for alarm in self._alarms(found):
            yield Finding("alarm_open", detail=f"{alarm.kind}: {alarm.text}")
        if untold := self.office.health()["untold"]:
            yield Finding("untold", detail=f"{untold}; {self.office.last_answers()}")

    def _of_the_ledger(self) -> Iterator[Finding]:
        try:
            done = self.office.run("ledger", "--json")
        except subprocess.TimeoutExpired:
            yield Finding("ledger_open", detail="`lojar ledger` did not end")
            return
        if "No such command" in done.stderr:
            self.remarks.append(("ledger_unknown", ""))
        elif done.returncode != 0 or not _closed(done.stdout):
            yield Finding("ledger_open", detail=(done.stdout + done.stderr).strip()[:600])


def _closed(printed: str) -> bool:
    try:
        return bool(json.loads(printed)["closed"])
    except (ValueError, KeyError, TypeError):
        return False
