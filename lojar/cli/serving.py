"""The web server: granian in front of Django under WSGI, two processes with threads that come and go."""

import logging
import os
import signal
import sys
import time
from typing import Any

from lojar.lib.embedded_postgres import hold, keep_running
from lojar.lib.lineage import end_with_parent
from lojar.reports import answering

log = logging.getLogger("lojar.serve")
WORKERS = 2
# A delivery waits in its thread for the commit that it shares with others: more threads, fewer commits.
THREADS = 16
PATIENCE = 15  # seconds for requests that are under way
PAUSE = 1.0


def serve(host: str, port: int, *, workers: int = WORKERS) -> None:
    parent = os.getpid()
    answering.board()  # before the fork: its processes count in the same memory
    os.register_at_fork(after_in_child=lambda: _begin(parent))
    while not _served(host, port, workers):
        time.sleep(PAUSE)


def _served(host: str, port: int, workers: int) -> bool:
    """Whether it ended because it was told to. Granian gives up when a process ends twice within seconds."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import MPServer

    from lojar.settings import LOGGING

    server = MPServer(
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
        log_dictconfig=LOGGING,
    )
    try:
        server.serve(target_loader=_application)
    except SystemExit:
        if server.interrupt_signal:
            raise
    if server.interrupt_signal:
        return True
    log.error("the processes of the web server ended too often, all are started anew")
    return False


def _application(target: str, *_: Any) -> Any:
    """What granian would load itself; what goes wrong is told as every other line of the log."""
    try:
        from lojar.wsgi import application
    except Exception:
        log.exception("the web server could not load %s", target)
        sys.exit(1)
    return application


def _begin(parent: int) -> None:
    """In each new worker, before it has loaded Django and set its own signals.

    It was born with its parent's handlers, which would swallow a SIGTERM meant for it: the stop would wait for ever.
    """
    if os.getppid() != parent:
        return  # a child of a worker
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)
    answering.board().claim()
    _watch_the_database()


def _watch_the_database() -> None:
    """Here and not in the parent, which forks: a thread of its own would make that unsafe."""
    from lojar import settings

    if settings.EMBEDDED_POSTGRES is not None:
        keep_running(hold(settings.LOJAR_HOME))
