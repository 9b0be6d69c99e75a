"""Where the server keeps its data and its socket, and as whom it runs: PostgreSQL refuses to run as root."""

import hashlib
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOCKET_LIMIT = 107  # bytes in sockaddr_un.sun_path, less its closing zero
SOCKET_NAME = "/.s.PGSQL.5432"
STAND_INS = ("lojar", "postgres", "nobody")  # whoever of these exists runs the server when root starts it


class NotPossible(Exception):
    """The server cannot run here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """As whom the server runs: ourselves, unless we are root."""

    uid: int
    gid: int

    def run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        """With a clean environment: PGHOST and its like in ours belong to another server."""
        root = os.geteuid() == 0
        return subprocess.run(  # noqa: S603
            command,
            user=self.uid if root else None,
            group=self.gid if root else None,
            extra_groups=[] if root else None,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def give(self, folder: Path, *, mode: int) -> None:
        """The folder exists, is this account's, and opens to nobody else."""
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(mode)

    def reaches(self, path: Path) -> bool:
        """Whether every folder on the way lets this account pass."""
        if os.geteuid() != 0:
            return True
        path = path.resolve()
        return all(self._passes(place) for place in (path, *path.parents) if place.is_dir())

    def _passes(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


@dataclass(frozen=True, slots=True)
class Places:
    """Everything that belongs to one home. The same home always gives the same places, server or no server."""

    home: Path
    account: Account
    room: Path  # home/postgres, or a room under /var/tmp where home is closed to the server's account

    @property
    def data(self) -> Path:
        return self.room / "data"

    @property
    def half_made(self) -> Path:
        return self.room / "data.half-made"

    @property
    def log(self) -> Path:
        return self.room / "log"

    @property
    def start_lock(self) -> Path:
        return self.home / "postgres" / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.home / "postgres" / "users.lock"

    @property
    def meant_to_rest(self) -> Path:
        """Lies there while the server is down because somebody stopped it."""
        return self.home / "postgres" / "stopped"

    @property
    def socket_folder(self) -> Path:
        near = self.room / "run"
        if len(os.fsencode(f"{near}{SOCKET_NAME}")) <= SOCKET_LIMIT:
            return near
        return Path("/tmp") / f"lojar-{_mark(self.home)}"  # noqa: S108 - made 0700 and checked below

    @property
    def sign(self) -> Path:
        """Says where the room is, when it is not here."""
        return self.home / "postgres" / "WHERE"

    @property
    def left_behind(self) -> bool:
        """The home was removed and made anew, but its room was elsewhere: those data belong to other keys."""
        return self.room != self.sign.parent and not self.sign.exists() and self.data.exists()

    def make(self) -> None:
        """Folders only; data itself is made by initdb."""
        if self.room != self.sign.parent:
            _claim(self.room, owner=0, mode=0o755)
            self.sign.write_text(f"{self.room}\n")
        if self.socket_folder.parent != self.room:
            _claim(self.socket_folder, owner=self.account.uid, mode=0o700)
        self.account.give(self.socket_folder, mode=0o700)
        self.log.touch(mode=0o600)
        if os.geteuid() == 0:
            os.chown(self.log, self.account.uid, self.account.gid)


def places_of(home: Path) -> Places:
    home = home.expanduser().absolute()
    account = _account(home)
    near = home / "postgres"
    if account.reaches(near) and _is_open(near):
        return Places(home, account, near)
    return Places(home, account, Path("/var/tmp") / f"lojar-{_mark(home)}")  # noqa: S108 - claimed for root


def _is_open(near: Path) -> bool:
    """A home not made yet will be made by us, open enough; the umask of root may say otherwise."""
    missing = [place for place in (near, *near.parents) if not place.exists()]
    return not missing or os.geteuid() != 0 or not _umask() & stat.S_IXOTH


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now


def _account(home: Path) -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    data = home / "postgres" / "data"
    if data.exists() and data.stat().st_uid != 0:  # made by this person without root, or by another stand-in
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in STAND_INS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise NotPossible(
        "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it. "
        "Add one (useradd --system lojar), run as a normal user, or set LOJAR_DATABASE_URL."
    )


def _claim(folder: Path, *, owner: int, mode: int) -> None:
    """Make a folder in a place where anybody may write, and refuse one that somebody else put there first."""
    try:
        folder.mkdir(mode=mode)
        os.chown(folder, owner, -1)
        folder.chmod(mode)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o022:
            raise NotPossible(
                f"{folder} was put there by somebody else. Remove it, or move LOJAR_HOME."
            ) from None


def _mark(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
