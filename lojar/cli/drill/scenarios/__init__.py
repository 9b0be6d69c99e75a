"""The troubles that are rehearsed, in the order in which they come."""

from collections.abc import Callable, Mapping

from lojar.cli.drill.scenarios import backlog, line, processes, storage
from lojar.cli.drill.stage import Stage

__all__ = ["SCENARIOS", "NotHere"]
NotHere = storage.NotHere


SCENARIOS: Mapping[str, Callable[[Stage], None]] = {
    "meta-down": line.meta_down,
    "token-expired": line.token_expired,
    "answers-lost": line.answers_lost,
    "media-failing": storage.media_failing,
    "backlog": backlog.backlog,
    "worker-killed": processes.worker_killed,
    "web-killed": processes.web_killed,
    "database-killed": processes.database_killed,
    "disk-full": storage.disk_full,
}
