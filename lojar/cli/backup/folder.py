"""The backup folder: dated sets, one area of objects that they share, and nothing half-made that looks whole."""

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lojar.cli.backup.index import Kept
from lojar.cli.backup.trouble import CannotBackUp, NotWhole
from lojar.lib.object_store import FileStore, sync_folder

NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)(?:-(\d+))?")
MANIFEST, SEAL, DATABASE, OBJECTS = "manifest.json", "manifest.seal", "database.sealed", "objects.txt"
SIGN, AREA = "README.txt", "objects"
HALF_MADE, LEAVING = ".half-made", ".leaving"
SAYS = """\
Backups of Lojar, the remote counter of a civil registration office.

Each dated folder is one whole set; the photos of all of them lie in objects/. Everything is sealed: without the
keys of the office, which are NOT here, nothing of it can be read.

    lojar backup --check FOLDER    are the sets whole, do the keys open them
    lojar restore FOLDER/SET       onto an empty machine

Copy this folder as a whole, with objects/. Do not put the keys into it.
"""


class BackupSet:
    """One dated folder. That it has a manifest says that it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.manifest, self.seal = path / MANIFEST, path / SEAL
        self.database, self.list_of_objects = path / DATABASE, path / OBJECTS
        self.area_path = path.parent / AREA
        self.area = FileStore(self.area_path)

    def objects(self) -> Iterator[Kept]:
        with self.list_of_objects.open(encoding="ascii") as lines:
            for line in lines:
                sha256, size, sealed_by, mark, key = line.rstrip("\n").split(" ")
                yield Kept(sha256, int(size), sealed_by.strip("-"), mark, key)

    def write_objects(self, kept: Iterator[Kept]) -> None:
        lines = (f"{k.sha256} {k.size} {k.sealed_by or '-'} {k.mark} {k.key}\n" for k in kept)
        with open(self.list_of_objects, "x", encoding="ascii", opener=private) as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())

    def has_object(self, kept: Kept) -> bool:
        try:
            return (self.area_path / name_of(kept.sha256)).stat().st_size == kept.size
        except OSError:
            return False


class BackupFolder:
    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self.area = FileStore(self.path / AREA)

    @property
    def is_one(self) -> bool:
        return (self.path / SIGN).is_file()

    def make(self) -> None:
        """An empty folder becomes one of ours; one that holds something else is never touched."""
        if self.is_one:
            return
        if self.path.exists() and any(self.path.iterdir()):
            raise CannotBackUp(
                f"{self.path} holds other things. Name a new folder, for example {self.path / 'lojar'}."
            )
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_durably(self.path / SIGN, SAYS.encode())

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """One backup at a time; what one that died left behind is cleared first."""
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise CannotBackUp(f"Another backup is at work in {self.path}.") from None
        try:
            self._clear()
            (self.path / AREA).mkdir(mode=0o700, exist_ok=True)
            yield
        finally:
            os.close(lock)

    def sets(self) -> list[BackupSet]:
        """The oldest first."""
        named = sorted(self._named(), key=lambda place: _age(place.name))
        return [BackupSet(place) for place in named if (place / MANIFEST).is_file()]

    def _named(self) -> list[Path]:
        return [place for place in self.path.iterdir() if NAME.fullmatch(place.name)]

    def begin(self) -> BackupSet:
        half = self.path / HALF_MADE
        half.mkdir(mode=0o700)
        return BackupSet(half)

    def complete(self, half: BackupSet, name: str) -> BackupSet:
        sync_folder(half.path)
        half.path.rename(self.path / name)
        sync_folder(self.path)
        return BackupSet(self.path / name)

    def free_name(self, now: datetime) -> str:
        """After those of the same second, also if the first of them has been let go of already."""
        second = f"{now:%Y-%m-%dT%H%M%SZ}"
        ages = [_age(place.name) for place in self._named()]
        last = max((number for then, number in ages if then == second), default=None)
        return second if last is None else f"{second}-{last + 1}"

    def let_go_of(self, old: BackupSet) -> None:
        """Renamed first: a removal that is cut short leaves nothing that looks like a set."""
        leaving = self.path / LEAVING
        old.path.rename(leaving)
        sync_folder(self.path)
        shutil.rmtree(leaving)

    def _clear(self) -> None:
        for name in (HALF_MADE, LEAVING):
            shutil.rmtree(self.path / name, ignore_errors=True)
        for part in (self.path / AREA).rglob(".*.part"):
            part.unlink(missing_ok=True)


def set_at(path: Path) -> BackupSet:
    """The set of this name, or a NotWhole that says which there are."""
    path = path.expanduser().absolute()
    if (path / MANIFEST).is_file():
        return BackupSet(path)
    if (path / SIGN).is_file():
        names = "".join(f"\n  {each.path}" for each in BackupFolder(path).sets()) or " none."
        raise NotWhole(f"Name one set of {path}. It holds:{names}")
    raise NotWhole(f"{path} is no set of a backup: it has no {MANIFEST}.")


def _age(name: str) -> tuple[str, int]:
    """Younger sets give more; text alone would put the tenth of one second before its second."""
    parts = NAME.fullmatch(name)
    return (parts[1], int(parts[2] or 0)) if parts else ("", 0)


def name_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def private(path: str, flags: int) -> int:
    """For `open`: readable to this account only."""
    return os.open(path, flags, 0o600)


def write_durably(path: Path, data: bytes) -> None:
    """Whole or not at all, and readable to this account only."""
    half = path.with_name(path.name + ".part")
    with open(half, "wb", opener=private) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    half.replace(path)
    sync_folder(path.parent)
