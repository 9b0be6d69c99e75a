"""A Lojar of its own for one measurement: a database, a server, a worker, as an office would start them, and an end."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SECRET = "made-up-app-secret"
KEY = "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE="
NUMBER = "106540352242922"
PATH = "/whatsapp/webhook"


@contextlib.contextmanager
def own_house(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """The environment of its processes, with more settings if wanted; also of this one, which can use Django from here
    on."""
    os.chmod(folder, 0o755)  # PostgreSQL refuses root, so a user of its own must pass through
    environment = _environment(folder) | more
    for name in [name for name in os.environ if name.startswith("LOJAR_")]:
        del os.environ[name]
    os.environ.update(environment)
    from lojar.lib.embedded_postgres import hold

    database = hold(folder)
    os.environ["LOJAR_DATABASE_URL"] = environment["LOJAR_DATABASE_URL"] = database.url()
    environment["BENCH_DSN"] = database.url()
    try:
        command = [sys.executable, "-m", "lojar.cli", "setup"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        yield environment
    finally:
        database.release()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOJAR_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "lojar.settings",
        "LOJAR_HOME": str(folder),
        "LOJAR_SECRET_KEY": "made-up-key-for-a-benchmark-made-up-key-for-a-benchmark",
        "LOJAR_SIGHT": "0",  # its pictures are of nothing
        "LOJAR_EVIDENCE_KEY": KEY,
        "LOJAR_WHATSAPP_API_URL": "http://127.0.0.1:9",  # nobody is there: what is measured here is what comes in
        "LOJAR_WHATSAPP_APP_SECRET": SECRET,
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": NUMBER,
        "LOJAR_LOG_LEVEL": "WARNING",
        "BENCH_APP_SECRET": SECRET,
    }


@contextlib.contextmanager
def lojar_serves(environment: dict[str, str]) -> Iterator[str]:
    """The address of the webhook."""
    port = free_port()
    with running([sys.executable, "-m", "lojar.cli", "serve", "--port", str(port)], environment, port):
        yield f"http://127.0.0.1:{port}{PATH}"


@contextlib.contextmanager
def lojar_works(environment: dict[str, str]) -> Iterator[int]:
    """The number of the worker's process."""
    process = subprocess.Popen([sys.executable, "-m", "lojar.cli", "work"], env=environment)
    try:
        _wait_for_worker(process)
        yield process.pid
    finally:
        _end(process, patience=25)


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port, process)
        yield
    finally:
        _end(process, patience=10)


def _end(process: "subprocess.Popen[bytes]", *, patience: float) -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("a server did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    time.sleep(2)  # both processes, not only the first


def _wait_for_worker(process: "subprocess.Popen[bytes]") -> None:
    from django.db import connection

    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the worker did not start")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_workers")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    raise SystemExit("the worker did not begin")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
