"""The other baseline of `bench.intake`: connections that each insert one row and commit it, and do nothing else.

    python -m bench.raw_insert DSN SECONDS CONNECTIONS

One process of two; asyncpg with a prepared statement, which is faster here than psycopg in threads. Prints how many.
"""

import asyncio
import sys
import time

import asyncpg

TABLE = "CREATE TABLE IF NOT EXISTS bench_raw (id bigserial PRIMARY KEY, body bytea, at timestamptz)"
INSERT = "INSERT INTO bench_raw (body, at) VALUES ($1, now())"
BODY = b"x" * 800  # as large as the deliveries of the bench


async def _insert(dsn: str, seconds: float, connections: int) -> int:
    ends = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_one(dsn, ends) for _ in range(connections))))


async def _one(dsn: str, ends: float) -> int:
    connection = await asyncpg.connect(dsn)
    insert, count = await connection.prepare(INSERT), 0
    while time.perf_counter() < ends:
        await insert.fetch(BODY)
        count += 1
    await connection.close()
    return count


def main() -> None:
    dsn, seconds, connections = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    try:
        import uvloop

        runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    except ImportError:
        runner = asyncio.Runner()
    with runner:
        print(runner.run(_insert(dsn, seconds, connections)))


if __name__ == "__main__":
    main()
