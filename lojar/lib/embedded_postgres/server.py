"""Start, reuse and stop. Whoever uses the server holds a shared lock; the kernel lets go of it even after kill -9."""

import atexit
import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from lojar.lib.embedded_postgres.binaries import Binaries, find_binaries
from lojar.lib.embedded_postgres.data import CONFIGURATION, make_data, write_configuration
from lojar.lib.embedded_postgres.places import NotPossible, Places, places_of

NAME = "lojar"
PORT = 5432  # only the name of the socket: the server does not listen on any network


class EmbeddedPostgres:
    """The server of one home. Making this object starts nothing: its settings are known beforehand."""

    def __init__(self, home: Path, configuration: Mapping[str, str] | None = None) -> None:
        self._places = places_of(home)
        self._configuration = {**CONFIGURATION, **(configuration or {})}
        self._hold: int | None = None

    def start(self) -> None:
        """Find the running server or start one, and hold it until `release` or the end of this process."""
        if self._hold is not None:
            return
        try:
            self._places.start_lock.parent.mkdir(parents=True, exist_ok=True)
        except PermissionError as wrong:
            raise _somebody_elses(wrong.filename) from None
        with self._alone():
            self._hold = _locked(self._places.users_lock, fcntl.LOCK_SH)
            try:
                self._make_places()
                self._ensure_running()
            except BaseException:
                self._let_go()
                raise

    def release(self) -> None:
        """Let go; the last one to leave stops the server."""
        if self._hold is None:
            return
        with self._alone():
            self._let_go()
            with contextlib.suppress(BlockingIOError):
                os.close(_locked(self._places.users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB))
                self._stop()

    def stop(self) -> None:
        """Stop the server, whoever uses it; it is not mended, but stays down until somebody starts it."""
        if not self._places.data.exists():
            return
        with self._alone():
            self._let_go()
            self._places.meant_to_rest.touch()
            self._stop()

    @property
    def held(self) -> bool:
        """Whether this process uses it."""
        return self._hold is not None

    def mend(self) -> bool:
        """Start it again where it ended without being told to by `stop`; whether that was needed."""
        if not self._is_missed():
            return False
        with self._alone():
            if not self._is_missed():
                return False  # another process was quicker
            self._ensure_running()
        return True

    def _is_missed(self) -> bool:
        # A home that was removed is gone on purpose: it is not made anew.
        made = (self._places.data / "PG_VERSION").exists() and not self._places.meant_to_rest.exists()
        return made and self.held and self.running() is None

    def remove(self) -> None:
        """Stop it and delete its data, wherever they lie. For homes that live as long as a test."""
        self.stop()
        for place in {self._places.room, self._places.socket_folder, self._places.sign.parent}:
            shutil.rmtree(place, ignore_errors=True)

    def running(self) -> int | None:
        """The process id of the server of this home."""
        return _postmaster(self._places.data)

    def settings(self) -> dict[str, object]:
        """An entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": NAME,
            "USER": NAME,
            "PASSWORD": "",
            "HOST": str(self._places.socket_folder),
            "PORT": str(PORT),
        }

    def url(self) -> str:
        return (
            f"postgresql://{NAME}@/{NAME}?host={quote(str(self._places.socket_folder), safe='')}&port={PORT}"
        )

    @property
    def log(self) -> Path:
        return self._places.log

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        lock = _locked(self._places.start_lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(lock)

    def _let_go(self) -> None:
        # Closed, not unlocked: a forked child that shares this lock keeps holding the server.
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None

    def _make_places(self) -> None:
        try:
            if self._places.left_behind:
                self._stop()
                self._places.data.rename(self._places.data.with_name(f"data.left-behind-{time.time_ns()}"))
            self._places.make()
        except PermissionError as wrong:
            raise _somebody_elses(wrong.filename) from None

    def _ensure_running(self) -> None:
        self._places.meant_to_rest.unlink(missing_ok=True)
        for _ in range(3):  # a server found running may be on its way out
            binaries = self._binaries()
            if _postmaster(self._places.data) is None:
                make_data(self._places, binaries, owner=NAME)
                write_configuration(self._places, binaries, self._configuration)
                _start(self._places, binaries)
            if _answers(self._places, binaries):
                return
        raise NotPossible(f"PostgreSQL does not answer. {_end_of(self._places.log)}")

    def _stop(self) -> None:
        if _postmaster(self._places.data) is None:
            return
        binaries = self._binaries()
        for how in ("fast", "immediate"):
            command = ["stop", "-D", str(self._places.data), "-m", how, "-w", "-t", "60"]
            if self._places.account.run([binaries.command("pg_ctl"), *command]).returncode == 0:
                return

    def _binaries(self) -> Binaries:
        version = self._places.data / "PG_VERSION"
        major = int(version.read_text().strip()) if version.exists() else None
        return find_binaries(self._places.account, room=self._places.room, major=major)


_held: dict[Path, EmbeddedPostgres] = {}


def hold(home: Path, configuration: Mapping[str, str] | None = None) -> EmbeddedPostgres:
    """The server of this home, running, and held until this process ends."""
    home = home.expanduser().absolute()
    if home not in _held:
        server = EmbeddedPostgres(home, configuration)
        server.start()
        atexit.register(server.release)
        _held[home] = server
    return _held[home]


def let_go() -> None:
    """What the end of the process would do, for one that cannot end in the ordinary way."""
    for server in _held.values():
        server.release()


def _locked(path: Path, how: int) -> int:
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise _somebody_elses(path) from None
    try:
        fcntl.flock(file, how)
    except BaseException:
        os.close(file)
        raise
    return file


def _somebody_elses(path: object) -> NotPossible:
    return NotPossible(
        f"{path} belongs to somebody else: this LOJAR_HOME was made by another account. "
        "Use that account, or set LOJAR_HOME to a folder of yours."
    )


def _start(places: Places, binaries: Binaries) -> None:
    command = [
        binaries.command("pg_ctl"),
        "start",
        "-D",
        str(places.data),
        "-l",
        str(places.log),
        "-w",
        "-t",
        "60",
    ]
    for attempt in range(5):
        _clear_left_overs(places)
        if places.account.run(command).returncode == 0:
            return
        # After a kill -9 of the server its children hold the shared memory for a moment longer.
        time.sleep(0.5 * (attempt + 1))
    raise NotPossible(f"PostgreSQL did not start. {_end_of(places.log)}")


def _clear_left_overs(places: Places) -> None:
    """A pid in a file may be somebody else's by now, and PostgreSQL would believe it to be its own."""
    if not _processes_of(places.data):
        (places.data / "postmaster.pid").unlink(missing_ok=True)
        for file in places.socket_folder.glob(".s.PGSQL.*"):
            file.unlink(missing_ok=True)


def _answers(places: Places, binaries: Binaries) -> bool:
    """Waits as long as the server is there: after a crash it may have to recover first."""
    # By its own programs: the driver would cost every supervisor 15 MB for one question.
    where = ["-h", str(places.socket_folder), "-p", str(PORT), "-U", NAME]
    ask = [binaries.command("psql"), *where, "-d", "postgres", "-XAtc"]
    made = f"SELECT count(*) FROM pg_database WHERE datname = '{NAME}'"  # noqa: S608 - our own name
    for _ in range(600):
        found = places.account.run([*ask, made])
        if found.stdout.strip() == "0":
            places.account.run([*ask, f"CREATE DATABASE {NAME}"])
        elif found.returncode == 0:
            return True
        elif _postmaster(places.data) is None:
            return False
        time.sleep(0.1)
    return False


def _end_of(log: Path) -> str:
    return f"The end of {log}:\n{log.read_text(errors='replace')[-1500:]}"


def _postmaster(data: Path) -> int | None:
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _works_in(pid, data) else None


def _processes_of(data: Path) -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(int(entry.name), data)]


def _works_in(pid: int, data: Path) -> bool:
    """Every process of the server has the data folder as its working folder, and a dead one has none."""
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", data)
    except OSError:
        return False
