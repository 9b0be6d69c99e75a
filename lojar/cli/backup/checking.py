"""`lojar backup --check`: every byte is read, with the keys some is opened too, and nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lojar.cli.backup import copying
from lojar.cli.backup.dumping import as_text
from lojar.cli.backup.folder import BackupFolder, BackupSet, set_at
from lojar.cli.backup.index import Index
from lojar.cli.backup.keys import must_open
from lojar.cli.backup.manifest import Manifest, manifest_of, must_be_ours
from lojar.cli.backup.sampling import Sample, try_copied, try_objects
from lojar.cli.backup.trouble import CannotRestore, NotWhole
from lojar.cli.backup.wholeness import damaged, must_be_whole
from lojar.cli.backup.words import in_words, some
from lojar.lib.embedded_postgres.binaries import find_tools
from lojar.lib.sealed_fields import keyring


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one set: what is to be read on the screen, and whether it is well."""

    is_well: bool
    text: str


def check(path: Path) -> Iterator[Finding]:
    """A set, or all sets of a folder."""
    folder = BackupFolder(path)
    sets = folder.sets() if folder.is_one else [set_at(path)]
    if not sets:
        raise NotWhole(f"{folder.path} holds no set.")
    with Index() as index:
        for kept in sets:
            yield _of(kept, index)


def _of(kept: BackupSet, index: Index) -> Finding:
    try:
        manifest = manifest_of(kept)
        must_be_whole(kept, manifest)
        if wrong := damaged(kept, index):
            raise NotWhole(f"{len(wrong)} objects are missing or changed: {some(wrong)}.")
        keys = _opened(kept, manifest) if settings.LOJAR_EVIDENCE_KEYS else "not opened: no keys are set here"
    except (NotWhole, CannotRestore) as trouble:
        return Finding(False, f"{kept.name}: {trouble}")
    what = f"database {in_words(manifest.database.bytes)}, {manifest.objects.count:,} objects"
    if manifest.objects.lost:
        return Finding(
            False, f"{kept.name}: lacks objects that the store had lost: {some(manifest.objects.lost)}."
        )
    return Finding(True, f"{kept.name}: whole ({what}); {keys}.")


def _opened(kept: BackupSet, manifest: Manifest) -> str:
    """The whole dump, some values of every sealed column, some photos."""
    ring = must_open(manifest, keyring())
    must_be_ours(kept, ring)
    sample = Sample()
    try_objects(kept, lambda one: copying.bytes_of(kept, one), ring, sample)
    tools = find_tools(server=manifest.server, reads=manifest.pg_dump)
    with as_text(kept, tools=tools, keyring=ring) as lines:
        rows = try_copied(lines, sample)
    if wrong := [name for name, count in manifest.rows.items() if rows[name] != count]:
        raise NotWhole(f"the dump does not hold the rows that the manifest says: {some(wrong)}.")
    if sample.closed:
        raise NotWhole(
            f"{len(sample.closed)} of {sample.opened + len(sample.closed)} tried do not open: {some(sample.closed)}."
        )
    return f"{sum(rows.values()):,} rows read, {sample.opened} values and photos opened"
