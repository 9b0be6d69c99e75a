"""A whole office as real processes on free ports: stand-in, server and worker, as an IT person would start them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from lojar.lib.embedded_postgres.server import EmbeddedPostgres

ADMIN = ("admin@contoh.invalid", "sandi-pengelola-untuk-uji")
CLERK = ("rina@contoh.invalid", "sandi-petugas-untuk-uji")


@dataclass
class RunningOffice:
    """Addresses and processes of one office that a journey may use and kill."""

    home: Path
    port: int
    standin_port: int
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    commands: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def standin_url(self) -> str:
        return f"http://127.0.0.1:{self.standin_port}"

    def lojar(self, *words: str, stdin: str = "") -> str:
        """Run one `lojar` command to its end and give what it printed; a failure shows all of it."""
        done = subprocess.run(
            _command(*words),
            env=self.environment,
            input=stdin.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        printed = (done.stdout + done.stderr).decode(errors="replace")
        assert done.returncode == 0, f"lojar {' '.join(words)} failed:\n{printed[-4000:]}"
        return printed

    def start(self, name: str, *words: str) -> None:
        self.commands[name] = words
        log = (self.home / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            _command(*words), env=self.environment, stdout=log, stderr=log, start_new_session=True
        )

    def start_again(self, name: str) -> None:
        self.start(name, *self.commands[name])

    def kill(self, name: str) -> None:
        """kill -9 of the process and of all it started, as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def turns(self, **knobs: Any) -> None:
        """Order trouble at the stand-in, or calm."""
        answer = httpx.post(f"{self.standin_url}/knobs", json=knobs)
        assert answer.status_code == 200, answer.text

    def log_of(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(errors="replace")[-6000:]


@contextmanager
def running_office(home: Path) -> Iterator[RunningOffice]:
    port, standin_port = free_port(), free_port()
    office = RunningOffice(home, port, standin_port, _environment(home, port, standin_port))
    try:
        office.lojar("setup")
        office.lojar("officer", "add", CLERK[0], "--role", "clerk", "--password-stdin", stdin=CLERK[1])
        office.start("standin", "standin", "--port", str(standin_port))
        office.start("serve", "serve", "--port", str(port))
        office.start("work", "work")
        wait_until(lambda: _answers(f"{office.url}/healthz"), "the server answers", seconds=60)
        wait_until(lambda: _verified(office.standin_url), "the stand-in has verified the webhook", seconds=60)
        office.lojar("templates", "push")
        yield office
    finally:
        office.stop()
        EmbeddedPostgres(home).remove()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: Callable[[], Any], what: str, *, seconds: float = 30) -> Any:
    """Poll until `true()` gives something; a journey waits for a fact, never for a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from lojar.cli import main; main()", *words]


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _verified(standin_url: str) -> bool:
    try:
        return bool(httpx.get(f"{standin_url}/healthz", timeout=2).json()["verified"])
    except (httpx.HTTPError, ValueError):
        return False


def _environment(home: Path, port: int, standin_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOJAR_", "DJANGO_"))}
    return {
        **kept,
        "LOJAR_HOME": str(home),
        "LOJAR_SECRET_KEY": "made-up-key-for-journeys-made-up-key-for-journeys",
        "LOJAR_EVIDENCE_KEY": "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE=",
        "LOJAR_BASE_URL": f"http://127.0.0.1:{port}",
        "LOJAR_WHATSAPP_API_URL": f"http://127.0.0.1:{standin_port}",
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
        "LOJAR_WHATSAPP_WABA_ID": "200000000000002",
        "LOJAR_WHATSAPP_TOKEN": "made-up-token",
        "LOJAR_WHATSAPP_APP_SECRET": "made-up-app-secret",
        "LOJAR_WHATSAPP_VERIFY_TOKEN": "made-up-verify-token",
        "LOJAR_WHATSAPP_MEDIA_HOSTS": f"127.0.0.1:{standin_port}",
        "LOJAR_STANDIN_WEBHOOK_URL": f"http://127.0.0.1:{port}/whatsapp/webhook",
        "LOJAR_ADMIN_EMAIL": ADMIN[0],
        "LOJAR_ADMIN_PASSWORD": ADMIN[1],
        "LOJAR_OFFICE_PREFIX": "UJI",
        "LOJAR_OFFICE_TIME_ZONE": _where_it_is_noon(),
        "LOJAR_REQUIRE_MFA": "0",
        "LOJAR_SIGHT": "0",  # the citizens of the journeys photograph nothing but colours
    }


def _where_it_is_noon() -> str:
    """News waits for the morning, and a journey must not: the office lies where the sun is high now."""
    hours = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-hours:+d}"
