"""The demo as a visitor meets it: it opens, mends itself, and is gone without a trace of processes."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from lojar.lib.embedded_postgres import EmbeddedPostgres
from lojar.lib.tests.ports import free_ports

pytestmark = pytest.mark.server


class Demo:
    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="lojar-demo-"))
        self.home.chmod(0o755)
        (self.port,) = free_ports(1, also=1)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOJAR_")}
        environment |= {"LOJAR_HOME": str(self.home), "LOJAR_DEMO_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lojar.cli", "demo"], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.screen = ""

    def read_until(self, words):
        for line in self.process.stdout:
            self.screen += line
            if words in line:
                return
        raise AssertionError(self.screen)

    def processes(self):
        """Everything that works for this home, the database included."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                about = (entry / "environ").read_text(errors="replace") + (entry / "cmdline").read_text()
                if str(self.home) in about and ") Z " not in (entry / "stat").read_text():
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
        return found

    def pid_of(self, command):
        return next((pid for pid, words in self.processes().items() if f"lojar.cli {command}" in words), None)


@pytest.fixture
def demo():
    demo = Demo()
    demo.read_until("Ctrl-C")
    yield demo
    if demo.process.poll() is None:
        demo.process.kill()
        demo.process.wait(30)
    wait_for(lambda: not demo.pid_of("serve"))
    EmbeddedPostgres(demo.home).stop()
    shutil.rmtree(demo.home)


def wait_for(condition):
    for _ in range(400):
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_the_demo_opens_mends_itself_and_closes(demo):
    addresses = re.findall(r"http://127\.0\.0\.1:\d+\S*", demo.screen)
    assert len(addresses) == 3
    with urllib.request.urlopen(addresses[0]) as phone:
        assert phone.status == 200
    assert "petugas@contoh.example" in demo.screen

    killed = demo.pid_of("work")
    os.kill(killed, signal.SIGKILL)
    demo.read_until("work stopped with -9")
    assert wait_for(lambda: demo.pid_of("work") not in {None, killed})

    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(60) == 0
    assert demo.processes() == {}


def test_nothing_outlives_a_killed_demo(demo):
    demo.process.kill()
    demo.process.wait(30)
    # Its children are told by the kernel; the last of them to leave stops the database.
    assert wait_for(lambda: demo.processes() == {}), demo.processes()
