"""A room wakes another by the name of a job, which no type checker follows; this does."""

import re
from pathlib import Path

from procrastinate.contrib.django import app

LOJAR = Path(__file__).resolve().parents[2] / "lojar"
NUDGE = re.compile(r"\bnudge\(\s*(\"[^\"]*\"|\w+)")


def test_every_nudged_job_exists() -> None:
    nudged = {
        name.strip('"')
        for path in LOJAR.rglob("*.py")
        if "tests" not in path.parts
        for name in NUDGE.findall(path.read_text())
        if name.startswith('"')
    }
    assert nudged
    assert sorted(nudged - set(app.tasks)) == []
