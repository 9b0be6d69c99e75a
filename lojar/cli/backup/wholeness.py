"""Is a set what its manifest says: by sums of its files, and by size or by sum of every object."""

from lojar.cli.backup import copying
from lojar.cli.backup.folder import BackupSet
from lojar.cli.backup.index import Index, Kept
from lojar.cli.backup.manifest import Manifest, manifest_of, sum_of
from lojar.cli.backup.trouble import NotWhole


def must_be_whole(kept: BackupSet, manifest: Manifest) -> None:
    """The files of the set itself."""
    for path, said in ((kept.database, manifest.database), (kept.list_of_objects, manifest.objects.listing)):
        try:
            found = sum_of(path)
        except OSError:
            raise NotWhole(f"{path} cannot be read.") from None
        if found != said:
            raise NotWhole(f"{path} is not what the manifest says: it was changed or cut short.")


def lists_its_objects(kept: BackupSet) -> bool:
    try:
        return sum_of(kept.list_of_objects) == manifest_of(kept).objects.listing
    except (OSError, NotWhole):
        return False


def absent(kept: BackupSet) -> list[str]:
    """Keys of objects that the folder lacks, or has in another size."""
    return [one.key for one in kept.objects() if not kept.has_object(one)]


def damaged(kept: BackupSet, index: Index) -> list[str]:
    """Keys of objects whose bytes, read to the last, are not what the set says. What other sets share was read with
    the first of them: the index names it."""

    def is_whole(one: Kept) -> tuple[Kept, bool]:
        return one, copying.bytes_of(kept, one) is not None

    wrong = []
    unread = (one for one in kept.objects() if not index.is_named(one.sha256))
    for one, whole in copying.side_by_side(is_whole, unread):
        if whole:
            index.add_named([one.sha256])
        else:
            wrong.append(one.key)
    return wrong
