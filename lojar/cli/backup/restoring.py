"""A set onto an empty machine. All that can be judged is judged before anything is written; what was interrupted is
begun again by the same command."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lojar import __version__
from lojar.cli.backup import copying, fence, moment
from lojar.cli.backup.dumping import load
from lojar.cli.backup.folder import BackupSet, set_at
from lojar.cli.backup.index import Index, Kept
from lojar.cli.backup.keys import must_open
from lojar.cli.backup.manifest import Manifest, manifest_of, must_be_ours
from lojar.cli.backup.resuming import Resumed, resume
from lojar.cli.backup.sampling import Sample, try_columns, try_objects
from lojar.cli.backup.trouble import CannotRestore, NotWhole
from lojar.cli.backup.wholeness import absent, must_be_whole
from lojar.cli.backup.words import in_words, some
from lojar.cli.settling import migrate
from lojar.lib.embedded_postgres.binaries import Binaries, find_tools
from lojar.lib.encryption import Keyring
from lojar.lib.object_store import Missing, ObjectStore, store_at
from lojar.lib.sealed_fields import keyring

TABLES = """
SELECT count(*) FROM pg_class JOIN pg_namespace AS place ON place.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema', %s)
AND nspname !~ '^pg_'
"""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What there is to say afterwards."""

    name: str
    manifest: Manifest
    resumed: Resumed | None
    sample: Sample
    # Keys of objects that the folder did not hold whole, and of those that a row names and nobody has.
    broken: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not (self.broken or self.unseen or self.sample.closed)


def restore(path: Path, *, without_missing: bool, now: datetime, say: Say) -> Restored:
    try:
        kept = set_at(path)
        manifest = manifest_of(kept)
        ring = must_open(manifest, keyring() if settings.LOJAR_EVIDENCE_KEYS else None)
        must_be_ours(kept, ring)
        must_be_whole(kept, manifest)
    except NotWhole as wrong:
        raise CannotRestore(str(wrong)) from None
    _must_know_its_migrations(manifest)
    _must_have_its_objects(kept, without_missing=without_missing)
    return _Restoring(kept, manifest, ring, say).run(now)


def _must_know_its_migrations(manifest: Manifest) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {
        *loader.disk_migrations,
        *(old for each in loader.disk_migrations.values() for old in each.replaces),
    }
    unknown = [
        f"{app}.{name}"
        for app, names in manifest.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if unknown:
        raise CannotRestore(
            f"The set was made by a newer program (Lojar {manifest.lojar}; this is {__version__}, and does not know "
            f"{some(unknown)}). Install that version or a newer one."
        )


def _must_have_its_objects(kept: BackupSet, *, without_missing: bool) -> None:
    lacking = absent(kept)
    if lacking and not without_missing:
        raise CannotRestore(
            f"{len(lacking)} objects of the set are not in {kept.area_path}, or cut short ({some(lacking)}). "
            "Take another set, copy the folder again, or go on without them: --without-missing."
        )


class _Restoring:
    """What the steps of one restore share."""

    def __init__(self, kept: BackupSet, manifest: Manifest, ring: Keyring, say: Say) -> None:
        self._kept, self._manifest, self._ring, self._say = kept, manifest, ring, say
        self._sum = hashlib.sha256(kept.manifest.read_bytes()).hexdigest()
        self._store: ObjectStore = store_at(settings.LOJAR_MEDIA_URL)
        self._tools = _tools(manifest)

    def run(self, now: datetime) -> Restored:
        step = self._begin()
        if step == fence.BEGUN:
            self._load_or_leave()
        broken = self._bring_objects()
        self._say(migrate())
        resumed = None if step == fence.SETTLED else resume(now)
        found = self._look(resumed, broken)
        fence.take_down()
        return found

    def _begin(self) -> str:
        """The step from which to go on. An empty machine, or one that this very set was begun on."""
        begun, tables = fence.progress(), _tables()
        if begun is not None and tables and begun.sum != self._sum:
            raise CannotRestore(
                f"The set {begun.name} was begun here. End it: lojar restore SET. Or {_way_on()}"
            )
        if tables and begun is None:
            raise CannotRestore(f"The database is not empty: it has {tables} tables. {_way_on()}")
        if not tables:
            self._must_have_empty_store()
            self._must_have_room()
        fence.step_inside()
        if not tables:
            fence.put_up(self._kept.name, self._sum)
            return fence.BEGUN
        assert begun is not None
        self._say(f"Going on with {begun.name}, which was begun before.")
        return begun.step

    def _load_or_leave(self) -> None:
        try:
            self._load()
        finally:
            # As empty as before: whoever begins in another way now must not meet a closed door.
            if not _tables():
                fence.take_down()

    def _load(self) -> None:
        if not _tables():
            self._say(f"The database: {in_words(self._manifest.database.bytes)} ...")
            load(self._kept, tools=self._tools, keyring=self._ring)
        found, said = moment.rows(), self._manifest.rows
        wrong = [
            f"{name} {found.get(name)} instead of {n}" for name, n in said.items() if found.get(name) != n
        ]
        if wrong:
            raise CannotRestore(f"Not as many rows as the set says: {some(wrong)}. {_way_on()}")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        fence.note(fence.LOADED)
        self._say(f"The database holds {sum(said.values()):,} rows in {len(said)} tables, as the set says.")

    def _bring_objects(self) -> list[str]:
        self._say(f"Photos and documents: {self._manifest.objects.count:,} objects ...")
        with Index() as index:
            return copying.bring_back(self._kept, self._store, index)

    def _look(self, resumed: Resumed | None, broken: list[str]) -> Restored:
        """Every row has its object, and the keys open what they should."""
        sample = Sample()
        try_columns(sample)
        try_objects(self._kept, self._read, self._ring, sample)
        with Index() as index:
            copying.list_store(self._store, index)
            index.add_wanted(moment.wanted_objects())
            unseen = set(index.unlisted()) - set(self._manifest.objects.let_go) - set(broken)
        return Restored(self._kept.name, self._manifest, resumed, sample, broken, sorted(unseen))

    def _read(self, one: Kept) -> bytes | None:
        try:
            return self._store.get(one.key)
        except Missing:
            return None

    def _must_have_empty_store(self) -> None:
        if next(self._store.entries(), None) is not None:
            raise CannotRestore(
                "The place for photos (LOJAR_MEDIA_URL) is not empty. Set it to a new folder, or to a new beginning "
                "in the same bucket (s3://bucket/new?...), then try again."
            )

    def _must_have_room(self) -> None:
        parts = urlsplit(settings.LOJAR_MEDIA_URL)
        if parts.scheme != "file":
            return
        place = Path(unquote(parts.path))
        there = next(each for each in (place, *place.parents) if each.exists())
        free, needed = shutil.disk_usage(there).free, self._manifest.objects.bytes
        if free < needed:
            raise CannotRestore(f"{there} has {in_words(free)} free, and the photos need {in_words(needed)}.")


def _tools(manifest: Manifest) -> Binaries:
    here = moment.server()
    if here < manifest.server:
        raise CannotRestore(
            f"The set is of PostgreSQL {manifest.server}, and the server here is {here}. Use one that is as new."
        )
    return find_tools(server=here, reads=manifest.pg_dump)


def _tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [fence.SCHEMA])
        return int(cursor.fetchone()[0])


def _way_on() -> str:
    """To an empty database; nothing is ever deleted here."""
    if settings.EMBEDDED_POSTGRES is not None:
        return "Set LOJAR_HOME to a new folder (the old one stays as it is), then try again."
    return "Make an empty database (createdb) and name it in LOJAR_DATABASE_URL, then try again."
