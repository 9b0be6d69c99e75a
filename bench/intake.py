"""Durable intake: POSTs that are on the disk before they are answered, by Lojar and by a bare FastAPI + PyWa route.

    python -m bench.intake [--seconds N] [--rounds N] [--connections 16]

Both run in two processes on one PostgreSQL, in turns, so that what else the machine does meets both alike.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .posting import NUMBER, Measured, post_for

SECRET = "made-up-app-secret"
KEY = "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE="
WANTED_RATIO, WANTED_P99 = 1.6, 50.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=8)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--connections", type=int, default=16)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # PostgreSQL refuses root, so a user of its own must pass through
        _run(Path(folder), given)


def _run(folder: Path, given: argparse.Namespace) -> None:
    environment = _environment(folder)
    os.environ.update(environment)
    from lojar.lib.embedded_postgres import hold

    database = hold(folder)
    environment["LOJAR_DATABASE_URL"] = environment["BENCH_DSN"] = database.url()
    subprocess.run(
        [sys.executable, "-m", "lojar.cli", "setup"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    ours, peers = [], []
    with _lojar(environment) as our_url, _peer(environment) as peer_url:
        for url in (our_url, peer_url):
            post_for(url, SECRET, seconds=2, connections=given.connections)
        for _ in range(given.rounds):
            peers.append(post_for(peer_url, SECRET, seconds=given.seconds, connections=given.connections))
            ours.append(post_for(our_url, SECRET, seconds=given.seconds, connections=given.connections))
    database.release()
    _print(_together(ours), _together(peers), given.connections)


def _together(rounds: list[Measured]) -> Measured:
    return Measured(
        seconds=sum(one.seconds for one in rounds),
        waits=[wait for one in rounds for wait in one.waits],
        refused=sum(one.refused for one in rounds),
    )


def _print(ours: Measured, peer: Measured, connections: int) -> None:
    print(f"durable intake, {connections} connections, {os.cpu_count()} cores")
    for name, measured in (("Lojar", ours), ("FastAPI + PyWa", peer)):
        print(
            f"  {name:15} {measured.rate:7.0f}/s   median {measured.at(0.5):5.1f} ms   "
            f"p99 {measured.at(0.99):5.1f} ms   refused {measured.refused}"
        )
    ratio = ours.rate / peer.rate
    print(
        f"ratio {ratio:.2f} (wanted {WANTED_RATIO}), p99 {ours.at(0.99):.1f} ms (wanted under {WANTED_P99:.0f})"
    )


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOJAR_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "lojar.settings",
        "LOJAR_HOME": str(folder),
        "LOJAR_SECRET_KEY": "made-up-key-for-a-benchmark-made-up-key-for-a-benchmark",
        "LOJAR_EVIDENCE_KEY": KEY,
        "LOJAR_WHATSAPP_APP_SECRET": SECRET,
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": NUMBER,
        "LOJAR_LOG_LEVEL": "WARNING",
        "BENCH_APP_SECRET": SECRET,
    }


@contextlib.contextmanager
def _lojar(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    with _running([sys.executable, "-m", "lojar.cli", "serve", "--port", str(port)], environment, port):
        yield f"http://127.0.0.1:{port}/whatsapp/webhook"


@contextlib.contextmanager
def _peer(environment: dict[str, str]) -> Iterator[str]:
    import asyncio

    asyncio.run(_make_peers_table(environment["BENCH_DSN"]))
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "bench.intake_peer:app",
        "--port",
        str(port),
        "--workers",
        "2",
        "--log-level",
        "warning",
        "--no-access-log",
    ]
    with _running(command, environment, port):
        yield f"http://127.0.0.1:{port}/whatsapp/webhook"


async def _make_peers_table(dsn: str) -> None:
    import asyncpg

    from .intake_peer import TABLE

    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLE)
    await connection.close()


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("a server did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    time.sleep(2)  # both processes, not only the first


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
