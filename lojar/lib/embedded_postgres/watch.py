"""A server that was killed is started again by those who use it: there is nobody else who would."""

import logging
import threading
import time

from lojar.lib.embedded_postgres.places import NotPossible
from lojar.lib.embedded_postgres.server import EmbeddedPostgres

log = logging.getLogger(__name__)
EVERY = 1.0
LONGEST_PAUSE = 15.0


def keep_running(server: EmbeddedPostgres) -> threading.Thread:
    """Ends when this process lets go of the server. Several processes may watch the same one."""
    watch = threading.Thread(target=_watch, args=[server], name="postgres-watch", daemon=True)
    watch.start()
    return watch


def _watch(server: EmbeddedPostgres) -> None:
    pause = EVERY
    while server.held:
        time.sleep(pause)
        try:
            if server.mend():
                log.warning("PostgreSQL had ended and was started again")
            pause = EVERY
        except (NotPossible, OSError) as wrong:  # a full disk, say: it may have room again in a while
            log.error("PostgreSQL has ended and could not be started: %s", wrong)
            pause = min(pause * 2, LONGEST_PAUSE)
