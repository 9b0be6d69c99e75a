"""Objects from the store to the folder and back, exactly as they lie: sealed. A few at a time, one after the other
would wait for the disk or the line at each."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from lojar.cli.backup.folder import BackupFolder, BackupSet, name_of
from lojar.cli.backup.index import Index, Kept
from lojar.lib.encryption import key_id
from lojar.lib.object_store import KEY, Entry, FileStore, Missing, ObjectStore

AT_ONCE = 4
Thing = TypeVar("Thing")
Made = TypeVar("Made")


def list_store(store: ObjectStore, index: Index) -> None:
    """Only what the program could ask for: a bucket may hold things of others."""
    index.add_listed(entry for entry in store.entries() if KEY.fullmatch(entry.key))


def carry_over(before: BackupSet | None, index: Index) -> None:
    """What the set before names, the store still has unchanged, and the folder holds in full, is not read again."""
    if before is None:
        return
    index.add_known(before.objects())
    index.add_taken(kept for kept in index.unchanged() if before.has_object(kept))


def take_new(store: ObjectStore, folder: BackupFolder, index: Index) -> tuple[int, int]:
    """How many objects were copied into the folder, and how many bytes."""
    written: list[int] = []

    def take(entry: Entry) -> Kept | None:
        try:
            data = store.get(entry.key)
        except Missing:  # deleted since it was listed
            return None
        sha256 = _sum(data)
        if not _holds(folder.area, name_of(sha256), data):
            folder.area.put(name_of(sha256), data)
            written.append(len(data))
        return Kept(sha256, len(data), key_id(data), entry.mark, entry.key)

    index.add_taken(kept for kept in side_by_side(take, index.to_take()) if kept is not None)
    return len(written), sum(written)


def bring_back(kept: BackupSet, store: ObjectStore, index: Index) -> list[str]:
    """The keys of those that the folder does not hold as the set says. What an earlier run, interrupted, has
    brought into the store already is looked at and left."""
    list_store(store, index)

    def bring(one: tuple[Kept, bool]) -> str | None:
        wanted, may_be_there = one
        if may_be_there and _sum(store.get(wanted.key)) == wanted.sha256:
            return None
        data = bytes_of(kept, wanted)
        if data is None:
            return wanted.key
        store.put(wanted.key, data)
        return None

    ours = ((wanted, index.has_listed(wanted.key, wanted.size)) for wanted in kept.objects())
    return [key for key in side_by_side(bring, ours) if key is not None]


def bytes_of(kept: BackupSet, wanted: Kept) -> bytes | None:
    """None where the folder holds others, or none."""
    try:
        data = kept.area.get(name_of(wanted.sha256))
    except Missing:
        return None
    return data if _sum(data) == wanted.sha256 else None


def side_by_side(work: Callable[[Thing], Made], things: Iterable[Thing]) -> Iterator[Made]:
    """In their order; never more than a handful in memory."""
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for thing in things:
            waiting.append(pool.submit(work, thing))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _holds(area: FileStore, name: str, data: bytes) -> bool:
    """Read, and not only looked at: what a run that lost its power left may have a name and no bytes."""
    try:
        return area.get(name) == data
    except Missing:
        return False


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
