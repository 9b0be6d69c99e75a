"""What may go: the oldest sets, and the objects that no set names any more."""

import os

from lojar.cli.backup.folder import BackupFolder, BackupSet
from lojar.cli.backup.index import Index
from lojar.cli.backup.wholeness import lists_its_objects


def let_go(folder: BackupFolder, index: Index, *, keep: int) -> list[str]:
    """The names of sets whose list of objects is damaged: as long as there is one, no object goes."""
    for old in folder.sets()[:-keep]:
        folder.let_go_of(old)
    return let_go_of_objects(folder, index)


def let_go_of_objects(folder: BackupFolder, index: Index) -> list[str]:
    """Retention deleted them in the office, and the sets that knew them have gone; or a run copied them and failed."""
    sets = folder.sets()
    if damaged := [kept.name for kept in sets if not lists_its_objects(kept)]:
        return damaged
    for kept in sets:
        index.add_named(line.sha256 for line in kept.objects())
    lying = (entry.key for entry in folder.area.entries())
    for key in [key for key in lying if not index.is_named(os.path.basename(key))]:
        folder.area.delete(key)
    return []


def latest_whole(folder: BackupFolder) -> BackupSet | None:
    """Of which the next set may take over what is unchanged."""
    return next((kept for kept in reversed(folder.sets()) if lists_its_objects(kept)), None)
