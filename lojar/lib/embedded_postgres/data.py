"""How the data is made, once, and how the server is set, at every start."""

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from lojar.lib.embedded_postgres.binaries import Binaries
from lojar.lib.embedded_postgres.places import NotPossible, Places

# Small on purpose: demo and tests share a machine with everything else. Nothing here gives up durability.
CONFIGURATION: Mapping[str, str] = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "wal_buffers": "4MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "10min",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "0",
    "autovacuum_max_workers": "2",
    "max_logical_replication_workers": "0",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    # A statement or a DETAIL line would carry citizens' numbers and names into a plain file.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "'%m [%p] '",
}


def make_data(places: Places, binaries: Binaries, *, owner: str) -> None:
    """In a folder beside it first: an initdb that was killed half-way leaves nothing that looks whole."""
    if (places.data / "PG_VERSION").exists():
        return
    if places.data.exists() and any(places.data.iterdir()):
        raise NotPossible(f"{places.data} holds something, but no database. Move it away.")
    shutil.rmtree(places.half_made, ignore_errors=True)
    places.account.give(places.half_made, mode=0o700)
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if binaries.major >= 17 else ["--locale=C"]
    made = places.account.run(
        [binaries.command("initdb"), "-D", str(places.half_made), "-U", owner, "-E", "UTF8", "--auth=trust",
         "--data-checksums", "--no-instructions", *locale],
    )  # fmt: skip
    if made.returncode != 0:
        raise NotPossible(f"initdb failed: {made.stderr.strip()[-600:]}")
    places.half_made.rename(places.data)


def write_configuration(places: Places, binaries: Binaries, configuration: Mapping[str, str]) -> None:
    lines = dict(configuration)
    lines["unix_socket_directories"] = "'" + str(places.socket_folder).replace("'", "''") + "'"
    if binaries.major >= 18:
        lines["io_method"] = "sync"  # three processes fewer; this database is small
    text = "".join(f"{name} = {value}\n" for name, value in lines.items())
    _replace(places.data / "postgresql.conf", "# Written by Lojar at every start.\n" + text)


def _replace(file: Path, text: str) -> None:
    """Whole or not at all: on a full disk a server with half a configuration would listen on the network."""
    if file.read_text() == text:
        return
    old, new = file.stat(), file.with_suffix(".new")
    new.write_text(text)
    os.chown(new, old.st_uid, old.st_gid)
    new.chmod(stat.S_IMODE(old.st_mode))
    new.replace(file)
