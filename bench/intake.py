"""Durable intake: POSTs that are on the disk before they are answered, by Lojar and by a bare FastAPI + PyWa route;
and what a PostgreSQL takes that does nothing but insert.

    python -m bench.intake [--seconds N] [--rounds N] [--connections 16]

All run in two processes on one PostgreSQL, in turns, so that what else the machine does meets all alike.
"""

import argparse
import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .house import PATH, SECRET, free_port, lojar_serves, own_house, running
from .posting import Measured, post_for

WANTED_OF_PEER, WANTED_OF_RAW, WANTED_P99 = 2.0, 0.4, 50.0
PROCESSES = 2


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=8)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--connections", type=int, default=16)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_house(Path(folder)) as environment:
        _run(environment, given)


def _run(environment: dict[str, str], given: argparse.Namespace) -> None:
    from .intake_peer import TABLE as PEERS
    from .raw_insert import TABLE as RAW

    asyncio.run(_make_tables(environment["BENCH_DSN"], PEERS, RAW))
    ours, peers, raw = [], [], []
    with lojar_serves(environment) as our_url, _peer(environment) as peer_url:
        for url in (our_url, peer_url):
            post_for(url, SECRET, seconds=2, connections=given.connections)
        for _ in range(given.rounds):
            raw.append(_inserted(environment, given))
            peers.append(post_for(peer_url, SECRET, seconds=given.seconds, connections=given.connections))
            ours.append(post_for(our_url, SECRET, seconds=given.seconds, connections=given.connections))
    _print(_together(ours), _together(peers), sum(raw) / len(raw), given.connections)


def _inserted(environment: dict[str, str], given: argparse.Namespace) -> float:
    """Rows a second."""
    command = [
        sys.executable, "-m", "bench.raw_insert", environment["BENCH_DSN"], str(given.seconds),
        str(given.connections // PROCESSES),
    ]  # fmt: skip
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    return sum(int(process.communicate()[0]) for process in running) / given.seconds


def _together(rounds: list[Measured]) -> Measured:
    return Measured(
        seconds=sum(one.seconds for one in rounds),
        waits=[wait for one in rounds for wait in one.waits],
        refused=sum(one.refused for one in rounds),
    )


def _print(ours: Measured, peer: Measured, raw: float, connections: int) -> None:
    print(f"durable intake, {connections} connections, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, measured in (("Lojar", ours), ("FastAPI + PyWa", peer)):
        print(
            f"  {name:15} {measured.rate:7.0f}/s   median {measured.at(0.5):5.1f} ms   "
            f"p99 {measured.at(0.99):5.1f} ms   refused {measured.refused}"
        )
    print(f"  {'bare inserts':15} {raw:7.0f}/s")
    of_peer, of_raw, p99 = ours.rate / peer.rate, ours.rate / raw, ours.at(0.99)
    print(
        f"ratio to the peer {of_peer:.2f} (wanted {WANTED_OF_PEER}), to bare inserts {of_raw:.2f} "
        f"(wanted {WANTED_OF_RAW}), p99 {p99:.1f} ms (wanted under {WANTED_P99:.0f})"
    )


@contextlib.contextmanager
def _peer(environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
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
    with running(command, environment, port):
        yield f"http://127.0.0.1:{port}{PATH}"


async def _make_tables(dsn: str, *tables: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(dsn)
    for table in tables:
        await connection.execute(table)
    await connection.close()


if __name__ == "__main__":
    main()
