"""The troubles that are rehearsed, in the order in which they come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lojar.cli.drill.scenarios import backlog, line, processes, storage
from lojar.cli.drill.stage import Stage

__all__ = ["SCENARIOS", "NotHere", "Scenario"]
NotHere = storage.NotHere


@dataclass(frozen=True, slots=True)
class Scenario:
    make: Callable[[Stage], None]
    patience: float = 120.0  # seconds after the trouble in which all must be caught up


SCENARIOS: Mapping[str, Scenario] = {
    "meta-down": Scenario(line.meta_down),
    "token-expired": Scenario(line.token_expired, patience=240.0),
    "answers-lost": Scenario(line.answers_lost),
    "media-failing": Scenario(storage.media_failing),
    "backlog": Scenario(backlog.backlog),
    "worker-killed": Scenario(processes.worker_killed),
    "web-killed": Scenario(processes.web_killed),
    "database-killed": Scenario(processes.database_killed),
    "disk-full": Scenario(storage.disk_full, patience=240.0),
}
