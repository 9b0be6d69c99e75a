"""One set, while the office serves.

The database comes first and the photos after it: a photo is in the store before its row is written, so every row of
the dump finds its object there later, unless retention deleted it in between. The other way round, photos that came
meanwhile would be missing.
"""

import errno
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from lojar import __version__
from lojar.cli.backup import copying, fence, moment
from lojar.cli.backup.dumping import dump
from lojar.cli.backup.folder import BackupFolder, BackupSet
from lojar.cli.backup.index import Index
from lojar.cli.backup.letting_go import latest_whole, let_go, let_go_of_objects
from lojar.cli.backup.manifest import Keys, Manifest, Objects, sum_of
from lojar.cli.backup.trouble import CannotBackUp
from lojar.cli.backup.words import in_words
from lojar.lib.embedded_postgres.binaries import find_tools
from lojar.lib.encryption import Keyring
from lojar.lib.object_store import store_at
from lojar.lib.sealed_fields import keyring

ROOM = 64 * 1024 * 1024  # kept free beyond what is expected
PATIENCE = 5.0  # seconds for the rows of photos that are being let go of: their objects go first
MANY = 100  # nobody lets go of so many at one moment: the store is not there


@dataclass(frozen=True, slots=True)
class Taken:
    """What there is to say afterwards."""

    name: str
    manifest: Manifest
    new: int
    new_bytes: int
    sets: int
    seconds: float
    # Keys of objects that the store has lost, and that are still in the folder, from the set before.
    saved: list[str]
    unknown_keys: list[str]
    damaged: list[str]  # names of older sets

    @property
    def is_whole(self) -> bool:
        return not (self.manifest.objects.lost or self.saved or self.unknown_keys or self.damaged)


@dataclass(frozen=True, slots=True)
class _Gone:
    """Keys that rows of the dump name and the store does not have."""

    let_go: list[str]
    saved: list[str]
    lost: list[str]


def back_up(path: Path, *, keep: int, now: datetime) -> Taken:
    if not settings.LOJAR_EVIDENCE_KEYS:
        raise CannotBackUp(
            "LOJAR_EVIDENCE_KEY is not set. Set it as in the office: a backup is sealed with it."
        )
    if fence.progress() is not None:
        raise CannotBackUp("A restore was begun here and is not done. End it first: lojar restore SET.")
    if not moment.is_an_office():
        raise CannotBackUp("The database is empty: there is no office here yet.")
    folder = BackupFolder(path)
    _must_be_elsewhere(folder)
    folder.make()
    with folder.alone(), Index() as index:
        half = folder.begin()
        try:
            return _take(folder, half, index, keep=keep, now=now)
        except OSError as wrong:
            if wrong.errno == errno.ENOSPC:  # the disk shall not stay full of what this run copied
                let_go_of_objects(folder, index)
            raise
        finally:
            shutil.rmtree(half.path, ignore_errors=True)  # where it became a set, it is not there any more


def _must_be_elsewhere(folder: BackupFolder) -> None:
    """A backup among the photos would copy itself."""
    parts = urlsplit(settings.LOJAR_MEDIA_URL)
    if parts.scheme == "file" and folder.path.resolve().is_relative_to(Path(unquote(parts.path)).resolve()):
        raise CannotBackUp(f"{folder.path} lies among the photos (LOJAR_MEDIA_URL). Name a folder elsewhere.")


def _take(folder: BackupFolder, half: BackupSet, index: Index, *, keep: int, now: datetime) -> Taken:
    started, ring, before = time.monotonic(), keyring(), latest_whole(folder)
    _must_have_room(folder, moment.bytes_of_tables(), "the database")
    told = _take_database(half, index, ring)
    new, new_bytes = _take_objects(folder, before, index)
    gone = _explain(index, before)
    sealing = told.pop("keys") | index.keys_used()
    manifest = Manifest(
        made_at=now.isoformat(timespec="seconds"),
        lojar=__version__,
        keys=Keys(sorted(sealing), ring.ids[-1]),
        objects=_objects(half, index, gone),
        **told,
    )
    manifest.write(half, ring)
    made = folder.complete(half, folder.free_name(now))
    damaged = let_go(folder, index, keep=keep)
    return Taken(
        made.name,
        manifest,
        new,
        new_bytes,
        sets=len(folder.sets()),
        seconds=time.monotonic() - started,
        saved=gone.saved,
        unknown_keys=sorted(sealing - set(ring.ids)),
        damaged=damaged,
    )


def _take_database(half: BackupSet, index: Index, ring: Keyring) -> dict[str, Any]:
    """The dump, and what the database says of itself at the very moment that the dump shows."""
    server = moment.server()
    tools = find_tools(server=server)
    with moment.one_moment() as snapshot:
        dumped = dump(half, snapshot=snapshot, tools=tools, keyring=ring)
        index.add_wanted(moment.wanted_objects())
        return {
            "server": server,
            "pg_dump": tools.major,
            "database": dumped,
            "migrations": moment.migrations(),
            "rows": moment.rows(),
            "messages": moment.messages(),
            "keys": moment.keys_used(),
        }


def _take_objects(folder: BackupFolder, before: BackupSet | None, index: Index) -> tuple[int, int]:
    store = store_at(settings.LOJAR_MEDIA_URL)
    copying.list_store(store, index)
    copying.carry_over(before, index)
    _must_have_room(folder, index.bytes_to_take(), "the new photos")
    return copying.take_new(store, folder, index)


def _explain(index: Index, before: BackupSet | None) -> _Gone:
    """What the store has lost is not lost as long as the set before has it: then the new set names it too."""
    missing = index.missing()
    wanted = _still_wanted(missing)
    known = [kept for key in wanted if (kept := index.known(key)) and before and before.has_object(kept)]
    index.add_taken(known)
    saved = sorted(kept.key for kept in known)
    return _Gone(
        let_go=[key for key in missing if key not in wanted],
        saved=saved,
        lost=sorted(wanted - set(saved)),
    )


def _still_wanted(missing: list[str]) -> set[str]:
    """Whoever lets go of a photo deletes the object first and commits the row then: it is asked a little longer."""
    until = time.monotonic() + PATIENCE
    wanted = moment.still_wanted(missing)
    while 0 < len(wanted) < MANY and time.monotonic() < until:
        time.sleep(0.25)
        wanted = moment.still_wanted(sorted(wanted))
    return wanted


def _objects(half: BackupSet, index: Index, gone: _Gone) -> Objects:
    half.write_objects(index.taken())
    count, size = index.count_and_bytes()
    return Objects(count, size, sum_of(half.list_of_objects), let_go=gone.let_go, lost=gone.lost)


def _must_have_room(folder: BackupFolder, needed: int, what: str) -> None:
    free = shutil.disk_usage(folder.path).free
    if free < needed + ROOM:
        raise CannotBackUp(
            f"{folder.path} has {in_words(free)} free, and {what} may need {in_words(needed)} and some room. "
            "Free some, keep fewer sets (--keep), or use another disk."
        )
