"""`lojar photo`: the sight of `evidence`, a file at a time in one warm process, without a database."""

import time
from pathlib import Path
from typing import Any

from lojar.evidence.sight import Sight, look
from lojar.evidence.sight.told import told
from lojar.lib import clock


def told_of_file(name: str, *, read: bool) -> dict[str, Any]:
    """Never raises for what the file is, or that it is none: every file has its line."""
    began = time.perf_counter()
    try:
        sight = look(Path(name).read_bytes(), today=clock.now().date(), read=read)
    except OSError as wrong:
        sight = Sight(trouble="no_such_file" if isinstance(wrong, FileNotFoundError) else "cannot_be_opened")
    return {"file": name, **told(sight), "ms": round((time.perf_counter() - began) * 1000)}
