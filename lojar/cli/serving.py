"""The web server: granian in front of Django under WSGI, two processes with threads that come and go."""

import os
import signal

from lojar.lib.lineage import end_with_parent

WORKERS = 2
# A delivery waits in its thread for the commit that it shares with others: more threads, fewer commits.
THREADS = 16
PATIENCE = 15  # seconds for requests that are under way


def serve(host: str, port: int, *, workers: int = WORKERS) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import MPServer

    parent = os.getpid()
    os.register_at_fork(after_in_child=lambda: _begin(parent))
    MPServer(
        "lojar.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=2048,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    ).serve()


def _begin(parent: int) -> None:
    """In each new worker, before it has loaded Django and set its own signals.

    It was born with its parent's handlers, which would swallow a SIGTERM meant for it: the stop would wait for ever.
    """
    if os.getppid() != parent:
        return  # a child of a worker
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)
