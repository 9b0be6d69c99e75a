"""`lojar demo`: database, office, web, worker and the stand-in for WhatsApp, in one command; Ctrl-C ends them all."""

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import click

from lojar.cli.children import Child, stop_all
from lojar.cli.demo_office import PASSWORD, PEOPLE, environment_of
from lojar.lib import environment
from lojar.lib.embedded_postgres import hold
from lojar.lib.lineage import end_with_parent

PORTS = (8000, 8001)
PATIENCE = 90.0  # seconds for one process to answer on a slow machine


def demo() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    if "MAKELEVEL" in os.environ:  # started by make: with make gone, nobody is left to press Ctrl-C
        end_with_parent(os.getppid())
    home = environment.path("LOJAR_HOME", Path.cwd() / ".lojar")
    home.mkdir(parents=True, exist_ok=True)
    only = _only_one(home)
    port, standin_port = _ports()
    settings = environment_of(home, port=port, standin_port=standin_port)
    click.echo("Menyiapkan demo, sebentar ya. Preparing the demo, one moment.")
    hold(home)
    logs = home / "logs"
    logs.mkdir(exist_ok=True)
    children = [
        Child(name, words, environment=settings, log=logs / f"{name}.log")
        for name, words in (
            # One web process: a demo has a handful of people, and shall fit an old laptop.
            ("serve", ["serve", "--port", str(port), "--workers", "1"]),
            ("standin", ["standin", "--port", str(standin_port)]),
            ("work", ["work"]),
        )
    ]
    try:
        _open(children, settings, logs)
        click.echo(_welcome(port, standin_port, home))
        _keep_open(children)
    finally:
        click.echo("Demo ditutup. Closing the demo.", err=True)
        stop_all(children)
        os.close(only)


def _open(children: list[Child], settings: dict[str, str], logs: Path) -> None:
    serve, standin, work = children
    _run_once(Child("prepare-demo", ["prepare-demo"], environment=settings, log=logs / "setup.log"))
    serve.start()
    standin.start()
    _await(standin, settings["LOJAR_WHATSAPP_API_URL"])
    _await(serve, settings["LOJAR_BASE_URL"])
    work.start()
    _run_once(Child("templates", ["templates", "push"], environment=settings, log=logs / "templates.log"))


def _keep_open(children: list[Child]) -> None:
    while True:
        time.sleep(0.5)
        for child in children:
            if news := child.look_after():
                click.echo(news, err=True)


def _run_once(child: Child) -> None:
    child.log.unlink(missing_ok=True)
    child.start()
    child.await_end(PATIENCE)
    if child.ended_with() != 0:
        raise click.ClickException(f"`lojar {child.name}` did not work:\n{child.last_words()}")


def _await(child: Child, url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if child.ended_with() is not None:
            break
        if _answers(url):
            return
        time.sleep(0.1)
    raise click.ClickException(f"`lojar {child.name}` did not answer at {url}:\n{child.last_words()}")


def _answers(url: str) -> bool:
    """Any answer will do: a page may be broken, but somebody is there."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _ports() -> tuple[int, int]:
    """The usual ones, else the next free ones; a port that was asked for by name is used or refused."""
    asked = environment.number("LOJAR_DEMO_PORT", 0, at_most=65534)
    if asked:
        for port in (asked, asked + 1):
            if not _is_free(port):
                raise click.ClickException(f"Port {port} is taken. Choose another LOJAR_DEMO_PORT.")
        return asked, asked + 1
    free = [port for port in (*PORTS, *range(8010, 8100)) if _is_free(port)]
    if len(free) < 2:
        raise click.ClickException("No free port between 8000 and 8100. Set LOJAR_DEMO_PORT.")
    return free[0], free[1]


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _only_one(home: Path) -> int:
    lock = os.open(home / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(f"A demo runs already in {home}.") from None
    return lock


def _welcome(port: int, standin_port: int, home: Path) -> str:
    wide = max(len(person.email) for person in PEOPLE)
    people = "\n".join(f"    {person.email:{wide}}  {person.says}" for person in PEOPLE)
    return f"""
  Lojar, loket jarak jauh                          the remote counter

  Ponsel warga     http://127.0.0.1:{standin_port}           the citizens' phones (a stand-in, not WhatsApp)
  Meja petugas     http://127.0.0.1:{port}/desk/     the desk, where officers work
  Halaman warga    http://127.0.0.1:{port}           the office's public page

  Akun demo, kata sandi / password for all: {PASSWORD}
{people}

  Tulis "mau bikin akta lahir anak" di ponsel, lalu kirim foto yang diminta.
  Write "mau bikin akta lahir anak" on a phone, then send the photos it asks for.

  Data: {home}    Berhenti / stop: Ctrl-C
"""


def _leave(number: int, frame: FrameType | None) -> None:
    for again in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(again, signal.SIG_IGN)  # once is enough: closing must not be cut short
    sys.exit(0 if number == signal.SIGINT else 128 + number)
