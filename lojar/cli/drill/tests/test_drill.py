"""The drill as an office runs it: real processes, a report, and nothing left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.server
QUICK = ("answers-lost", "web-killed")


@pytest.fixture
def place(tmp_path):
    """Where the drill keeps its things; every account may pass, as in /tmp."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    (tmp_path / "drills").mkdir(mode=0o777)
    return tmp_path


def started(place, *words):
    """With a shell full of the real office's settings."""
    real = {
        "LOJAR_HOME": str(place / "real"),
        "LOJAR_DATABASE_URL": "postgresql://127.0.0.1:1/real",
        "PGPORT": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "lojar.cli", "drill", "--report", str(place / "drill.txt"), *words],
        env={**os.environ, **real, "TMPDIR": str(place / "drills")}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def processes(place):
    """Whatever works in a drill's folder, or was told of it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            about = (entry / "cmdline").read_text() + (entry / "environ").read_text(errors="replace")
            if f"LOJAR_HOME={place}/drills" in about or f"{place}/drills" in os.readlink(entry / "cwd"):
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def assert_nothing_is_left(place):
    assert processes(place) == []
    assert list((place / "drills").iterdir()) == []
    assert not (place / "real").exists()


def test_a_quick_drill_passes_writes_its_report_and_is_gone(place):
    only = [word for name in QUICK for word in ("--only", name)]
    drill = started(place, *only, "--people", "2", "--json", str(place / "drill.json"))
    screen, _ = drill.communicate(timeout=300)
    assert drill.returncode == 0, screen
    read = json.loads((place / "drill.json").read_text())
    assert [(each["name"], each["verdict"]) for each in read["scenarios"]] == [
        (name, "PASS") for name in QUICK
    ]
    assert [each["messages"] for each in read["scenarios"]] == [14, 16]
    assert all(each["answers"] and each["longest_wait"] is not None for each in read["scenarios"])
    assert (place / "drill.txt").read_text() in screen
    assert_nothing_is_left(place)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_drill_that_is_told_to_end_cleans_up(place, how):
    drill = started(place, "--only", "web-killed", "--people", "1")
    for line in drill.stdout:
        if "is killed for the first time" in line:
            break
    drill.send_signal(how)
    assert drill.wait(60) == 128 + how
    assert_nothing_is_left(place)
    assert not (place / "drill.txt").exists()


def test_processes_do_not_outlive_a_drill_that_is_killed(place):
    drill = started(place, "--only", "web-killed", "--people", "1")
    for line in drill.stdout:
        if "is killed for the first time" in line:
            break
    drill.kill()
    drill.wait(30)
    # The kernel tells its children; the last of them to leave stops the database.
    for _ in range(300):
        if not processes(place):
            return
        time.sleep(0.1)
    raise AssertionError(processes(place))
