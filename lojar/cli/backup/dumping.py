"""The database as a file, sealed on its way: citizens' telephone numbers stand in it in the clear.

PostgreSQL's own programs do the work, in its custom format; no step holds more than a few pieces of it in memory.
"""

import contextlib
import hashlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from typing import IO, Any

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from lojar.cli.backup.folder import BackupSet, private
from lojar.cli.backup.manifest import Sum
from lojar.cli.backup.moment import LEFT_OUT
from lojar.cli.backup.trouble import CannotBackUp, CannotRestore, NotWhole
from lojar.lib.embedded_postgres.binaries import Binaries
from lojar.lib.encryption import Keyring, NotOurs
from lojar.lib.lineage import end_with_parent
from lojar.lib.sealed_stream import open_stream, seal_stream

NAME = "lojar backup or restore"  # as the server shows who is connected
ABOUT = b"lojar backup database"
# Somebody who changes tables (an update) holds them closed; longer than this the backup does not wait.
LOCK_PATIENCE = "60s"
UNFENCED = "-c default_transaction_read_only=off"


def dump(into: BackupSet, *, snapshot: str, tools: Binaries, keyring: Keyring) -> Sum:
    left_out = [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
    # Sealed bytes do not shrink: the quickest level takes what there is to take.
    how = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    command = [tools.command("pg_dump"), *how, f"--lock-wait-timeout={LOCK_PATIENCE}", *left_out]
    with (
        _running([*command, *_where()], writes=True) as (process, said),
        open(into.database, "xb", opener=private) as file,
    ):
        out = _Summing(file)
        assert process.stdout is not None
        seal_stream(process.stdout, out, keyring, about=ABOUT)
        file.flush()
        os.fsync(file.fileno())
        if process.wait() != 0:
            raise CannotBackUp(f"pg_dump did not finish: {_end_of(said)}")
    return Sum(out.bytes, out.sha256)


def load(kept: BackupSet, *, tools: Binaries, keyring: Keyring) -> None:
    """All of it in one transaction: whatever happens on the way, there is nothing then."""
    how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    command = [tools.command("pg_restore"), *how, *_where()]
    with _running(command, reads=True) as (process, said):
        assert process.stdin is not None
        try:
            for piece in opened(kept, keyring):
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:  # it ended first, and says why
            pass
        if process.wait() != 0:
            raise CannotRestore(f"pg_restore did not finish, and nothing was written: {_end_of(said)}")


@contextlib.contextmanager
def as_text(kept: BackupSet, *, tools: Binaries, keyring: Keyring) -> Iterator[IO[bytes]]:
    """The rows of a set as COPY writes them, without any server. To be read to its end."""
    command = [tools.command("pg_restore"), "--data-only", "--file=-"]
    with _running(command, reads=True, writes=True) as (process, said):
        assert process.stdin is not None
        assert process.stdout is not None
        feeder = _Feeder(opened(kept, keyring), process.stdin)
        feeder.start()
        yield process.stdout
        feeder.join()
        if feeder.wrong is not None:
            raise feeder.wrong
        if process.wait() != 0:
            raise NotWhole(f"pg_restore cannot read the database of {kept.path}: {_end_of(said)}")


def opened(kept: BackupSet, keyring: Keyring) -> Iterator[bytes]:
    with kept.database.open("rb") as sealed:
        try:
            yield from open_stream(sealed, keyring, about=ABOUT)
        except NotOurs as wrong:
            raise NotWhole(f"The database of {kept.path} does not open: {wrong}.") from None


class _Feeder(threading.Thread):
    """Writes at one end while somebody reads at the other."""

    def __init__(self, pieces: Iterator[bytes], into: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.wrong: NotWhole | None = None
        self._pieces, self._into = pieces, into

    def run(self) -> None:
        # A reader that ended early says itself why.
        with contextlib.suppress(BrokenPipeError), self._into:
            try:
                for piece in self._pieces:
                    self._into.write(piece)
            except NotWhole as wrong:
                self.wrong = wrong


class _Summing:
    """A file that knows its sum when it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._sum, self.bytes = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._sum.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


@contextlib.contextmanager
def _running(
    command: list[str], *, reads: bool = False, writes: bool = False
) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """The program and what it says; it ends with us, however we end."""
    parent = os.getpid()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603
            command,
            env=_environment(),
            stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
            stdout=subprocess.PIPE if writes else subprocess.DEVNULL,
            stderr=said,
            preexec_fn=lambda: end_with_parent(parent),  # noqa: PLW1509 - nothing else runs in us yet
        )
        try:
            yield process, said
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()


def _where() -> list[str]:
    return [f"--dbname={make_conninfo(**{k: v for k, v in _parameters().items() if k != 'password'})}"]


def _environment() -> dict[str, str]:
    """The password here and not among the words of the command, which everybody on the machine can read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOJAR_")}
    password = str(_parameters().get("password") or "")
    return kept | {"PGOPTIONS": UNFENCED, "PGAPPNAME": NAME} | ({"PGPASSWORD": password} if password else {})


def _parameters() -> dict[str, Any]:
    """What libpq knows of what Django gives the driver, but for what the environment says here."""
    words = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    words -= {"options", "application_name"}
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name in words and value not in (None, "")}


def _end_of(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()[-600:] or "it gave no reason"
