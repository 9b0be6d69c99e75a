"""`python -m tests.nodes.database HOME ADDRESS`: a PostgreSQL that other machines may reach, until its input ends."""

import sys
from pathlib import Path

from lojar.lib.embedded_postgres import EmbeddedPostgres


def main(home: Path, address: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o755)
    # The first start makes the data; who may come in is read at the second.
    EmbeddedPostgres(home).start()
    EmbeddedPostgres(home).stop()
    with (home / "postgres/data/pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.99.0.0/24 trust\n")
    server = EmbeddedPostgres(home, {"listen_addresses": f"'{address}'", "max_connections": "300"})
    server.start()
    print("ready", flush=True)  # noqa: T201 - whoever started us waits for it
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
