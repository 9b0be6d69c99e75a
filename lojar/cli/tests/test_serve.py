"""The web server stops when it is told to, however early, and never leaves half of itself behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lojar.lib.tests.ports import free_ports

pytestmark = pytest.mark.server


class Served:
    def __init__(self):
        (self.port,) = free_ports(1)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lojar.cli", "serve", "--port", str(self.port), "--workers", "1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def listens(self):
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0

    def workers(self):
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()


@pytest.fixture
def served():
    served = Served()
    yield served
    served.process.kill()
    served.process.wait(20)


def wait_for(condition):
    for _ in range(300):
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_a_stop_right_after_the_worker_is_born_is_heard(served):
    assert wait_for(served.workers)
    served.process.send_signal(signal.SIGTERM)
    # Granian kills a deaf worker after 15 seconds; one that hears ends at once.
    served.process.wait(10)
    assert wait_for(lambda: not served.listens())


def test_a_server_that_answers_stops_when_told(served):
    assert wait_for(served.listens)
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(14)


def test_workers_do_not_outlive_a_killed_server(served):
    assert wait_for(lambda: served.listens() and served.workers())
    (worker,) = served.workers()
    served.process.kill()
    served.process.wait(10)
    assert wait_for(lambda: not _lives(int(worker)))
    assert not served.listens()


def _lives(pid):
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
