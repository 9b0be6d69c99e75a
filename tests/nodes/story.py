"""The rehearsal itself, run on Meta's machine of the network: who is cut off, and what must be true afterwards."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys.running_office import wait_until

from .crowd import Crowd
from .machines import NODES, Machines
from .network import Network

CITIZENS = 12
BEFORE, CUT, DEAF, AFTER = 10.0, 60.0, 25.0, 10.0  # seconds
SETTLES = 120.0
OPEN = """
SELECT (SELECT count(*) FROM channels_webhookdelivery WHERE state = 'waiting')
    + (SELECT count(*) FROM channels_inboundmessage WHERE heard_at IS NULL)
    + (SELECT count(*) FROM channels_outboundmessage WHERE state IN ('queued', 'held'))
    + (SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'doing' OR status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < now()))
"""


class Report:
    def __init__(self) -> None:
        self.wrong = 0

    def says(self, what: str, true: bool, more: Any = "") -> None:
        self.wrong += not true
        _tell(f"  {'ok ' if true else 'BAD'}  {what}{f': {more}' if more != '' else ''}")


def main(mark: str, folder: Path) -> int:
    network, report = Network(mark), Report()
    machines = Machines(network, folder)
    _tell("Starting PostgreSQL, the store, Meta's side and three nodes ...")
    machines.start()
    crowd = Crowd(machines.standin_url, CITIZENS)
    crowd.begin()
    time.sleep(BEFORE)
    _cut_off(network, machines, crowd, report)
    _make_deaf(network, machines, crowd, report)
    time.sleep(AFTER)
    crowd.end()
    _judge(machines, crowd, report)
    machines.stop_database()
    return report.wrong


def _cut_off(network: Network, machines: Machines, crowd: Crowd, report: Report) -> None:
    _tell(f"n2 is cut off from everything for {CUT:.0f} s")
    began = time.monotonic()
    network.pull_cable("n2")
    time.sleep(20)  # its sessions find out within 11 seconds
    ready = machines.ready("n2")
    report.says(
        "n2 says at once that it cannot work",
        not ready["ready"] and ready["seconds"] < 6,
        f"{ready['seconds']:.1f} s",
    )
    machines.webhook_answers("n2")
    status, seconds = machines.webhook_answers("n2")
    report.says(
        "n2 answers a delivery 503, quickly", status == 503 and seconds < 4, f"{status} in {seconds:.1f} s"
    )
    held = machines.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE client_addr = %s::inet AND state <> 'idle'",
        network.address("n2"),
    )[0][0]
    report.says("n2 holds no transaction open in the database", held == 0, held)
    time.sleep(max(0, CUT - (time.monotonic() - began)))
    network.plug_in("n2")
    back = _until(lambda: machines.ready("n2")["ready"] and machines.webhook_answers("n2")[0] == 200)
    report.says("n2 works again within 20 s of being plugged in", back < 20, f"{back:.1f} s")
    longest = crowd.longest_wait(began, began + CUT)
    report.says("nobody waited longer than 45 s for an answer meanwhile", longest < 45, f"{longest:.1f} s")


def _make_deaf(network: Network, machines: Machines, crowd: Crowd, report: Report) -> None:
    _tell(f"n3 does not hear the database for {DEAF:.0f} s, but hears everybody else")
    began = time.monotonic()
    network.swallow("db", "n3")
    time.sleep(DEAF)
    status, seconds = machines.webhook_answers("n3")
    report.says(
        "n3 answers a delivery 503, quickly", status == 503 and seconds < 4, f"{status} in {seconds:.1f} s"
    )
    network.let_through("db", "n3")
    back = _until(lambda: machines.ready("n3")["ready"] and machines.webhook_answers("n3")[0] == 200)
    report.says("n3 works again within 20 s", back < 20, f"{back:.1f} s")
    longest = crowd.longest_wait(began, began + DEAF)
    report.says("nobody waited longer than 45 s for an answer meanwhile", longest < 45, f"{longest:.1f} s")


def _judge(machines: Machines, crowd: Crowd, report: Report) -> None:
    _tell("Afterwards")
    settled = _until(lambda: machines.rows(OPEN)[0][0] == 0, most=SETTLES)
    report.says(
        "nothing is left to do: no delivery, message or job", settled < SETTLES, f"after {settled:.0f} s"
    )
    heard = [
        row[0]
        for row in machines.rows("SELECT wamid FROM channels_inboundmessage WHERE heard_at IS NOT NULL")
    ]
    wrote = crowd.wrote()
    report.says(
        "every message of a citizen was heard, once",
        sorted(heard) == sorted(wrote),
        f"{len(heard)} of {len(wrote)}",
    )
    report.says("everybody got an answer", not crowd.unanswered, crowd.unanswered or len(crowd.waits))
    known = {row[0] for row in machines.rows("SELECT wamid FROM channels_outboundmessage WHERE wamid <> ''")}
    shown = crowd.shown()
    report.says("every answer stands on a phone, once", known == shown and not crowd.seen_twice(), len(shown))
    dark = machines.rows(
        "SELECT count(*) FROM channels_outboundmessage WHERE wamid = '' AND state = 'in_flight'"
    )[0][0]
    report.says("what nobody knows of is shown on the desk, and is little", dark <= 3, dark)
    for node in NODES:
        ready = machines.ready(node)
        report.says(f"{node} is healthy", bool(ready["ready"] and ready["worker"]))
    alive = machines.rows(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 s'"
    )
    report.says("three workers are alive", alive[0][0] == 3, alive[0][0])
    told = machines.lojar("n1", "check")
    report.says("`lojar check` finds that the machines fit together", "lojar.reports." not in told)


def _until(true: Callable[[], Any], *, most: float = 60.0) -> float:
    began = time.monotonic()
    try:
        wait_until(true, "it settles", seconds=most)
    except AssertionError:
        return most
    return time.monotonic() - began


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the report is for whoever started it


if __name__ == "__main__":
    sys.exit(min(main(os.environ["NODES_MARK"], Path(os.environ["NODES_FOLDER"])), 100))
