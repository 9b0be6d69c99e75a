"""Where the drill happens: a folder of its own that is gone afterwards, and a look whether the machine can bear it."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from lojar.cli.drill import small_disk

MEMORY_MB = 900  # what the office of the drill takes at most, beside its small disk
DISK_MB = 300  # logs, and Meta's side
DISK_WITHOUT_SMALL_MB = 1500  # the database too


@dataclass(frozen=True, slots=True)
class Room:
    folder: Path
    why_no_small_disk: str  # empty: `home` is a small file system by itself

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def meta(self) -> Path:
        return self.folder / "meta"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def kept(self) -> Path:
        """Where the home lies for whoever wants to look around in it."""
        return self.home if self.why_no_small_disk else self.folder / "kept-home"

    def keep(self) -> None:
        """A small disk ends with this process. `cp -a`: the database belongs to another account than ours."""
        if not self.why_no_small_disk:
            subprocess.run(["cp", "-a", str(self.home), str(self.kept)], check=True)  # noqa: S603, S607


@contextlib.contextmanager
def made_room(*, keep: bool) -> Iterator[Room]:
    folder = Path(tempfile.mkdtemp(prefix="lojar-drill-"))
    folder.chmod(0o755)  # the database's account has to pass; what is inside is made up
    for name in ("home", "meta", "logs"):
        (folder / name).mkdir(mode=0o755)
    room = Room(folder, _why_no_small_disk(folder / "home"))
    try:
        yield room
    finally:
        if keep:
            room.keep()
        if not room.why_no_small_disk:
            small_disk.unmount(room.home)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def refuse_if_short(room: Room | None = None) -> None:
    """Asked before the room is made, and again when it is known where the database will lie."""
    disk = DISK_WITHOUT_SMALL_MB if room is not None and room.why_no_small_disk else DISK_MB
    free_mb = shutil.disk_usage(tempfile.gettempdir()).free >> 20
    if lack := what_is_short(_available_memory_mb(), free_mb, disk_needed_mb=disk):
        raise click.ClickException(lack)


def what_is_short(memory_mb: int, disk_mb: int, *, disk_needed_mb: int) -> str:
    """A drill must not be the outage: it leaves alone a machine that has little to spare."""
    memory_needed_mb = MEMORY_MB + small_disk.MEGABYTES
    if memory_mb < memory_needed_mb:
        return f"Too little memory for a drill: {memory_mb} MB are free, and it may take {memory_needed_mb}."
    if disk_mb < disk_needed_mb:
        place = tempfile.gettempdir()
        return (
            f"Too little room in {place} for a drill: {disk_mb} MB are free, and it may take {disk_needed_mb}. "
            "TMPDIR names another place."
        )
    return ""


def _why_no_small_disk(home: Path) -> str:
    try:
        small_disk.mount_at(home)
    except (small_disk.NotAllowed, OSError) as refused:
        return str(refused)
    return ""


def _available_memory_mb() -> int:
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) >> 10
    return 0
