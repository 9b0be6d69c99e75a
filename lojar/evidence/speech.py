"""The seam for offline speech recognition: a command of the office's that hears a voice note and prints its words.

None is shipped. `LOJAR_SPEECH_COMMAND` gets the file as it came (mostly Ogg Opus) on its standard input; what it prints
is treated as if the citizen had typed it, and is told back to them.
"""

import logging
import shlex
import subprocess

from django.conf import settings

PATIENCE = 60  # seconds
MOST_LETTERS = 1000
log = logging.getLogger(__name__)


def is_heard() -> bool:
    return bool(settings.LOJAR_SPEECH_COMMAND)


def words_of(recording: bytes) -> str:
    """Never raises: what was not heard is listened to by an officer. Strangers' bytes stay in a process of their own,
    which gets none of our secrets."""
    command = shlex.split(settings.LOJAR_SPEECH_COMMAND)
    if not command:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - the command is a setting of the office's own
            command, input=recording, capture_output=True, timeout=PATIENCE, check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as wrong:
        log.warning("a voice note was not heard: %s", type(wrong).__name__)
        return ""
    return " ".join(done.stdout.decode("utf-8", "replace").replace("\0", "").split())[:MOST_LETTERS]
