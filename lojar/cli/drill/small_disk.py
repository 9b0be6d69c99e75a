"""A small file system of the drill's own, in memory: it can be filled to the last byte and harms nobody.

It is mounted in a mount namespace that only this process and its children see, so it ends with them, however they
end. Root makes such a namespace at once; anybody else makes a user namespace with it, where the machine allows that.
"""

import ctypes
import errno
import os
from pathlib import Path

MEGABYTES = 384
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000  # linux/sched.h
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x40000, 2  # linux/mount.h, linux/fs.h
PIECES = (1 << 20, 1 << 12)  # bytes: most of it fast, the end exactly


class NotAllowed(Exception):
    """This machine lets us have no file system of our own; the message says what was refused."""


def mount_at(folder: Path) -> None:
    """Before the first thread: the kernel gives a new user namespace to a process alone."""
    uid, gid = os.geteuid(), os.getegid()
    _call("unshare", CLONE_NEWNS if uid == 0 else CLONE_NEWNS | CLONE_NEWUSER)
    if uid != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    _call("mount", b"lojar-drill", os.fsencode(folder), b"tmpfs", 0, b"size=%dm,mode=0755" % MEGABYTES)


def unmount(folder: Path) -> None:
    _call("umount2", os.fsencode(folder), MNT_DETACH)


def fill(folder: Path) -> None:
    """Until nothing more can be written. Only where `folder` is a file system by itself, and a small one."""
    found = os.statvfs(folder)
    if not os.path.ismount(folder) or found.f_blocks * found.f_frsize > MEGABYTES << 20:
        raise NotAllowed(f"{folder} is no small file system")
    with (folder / "ballast").open("ab", buffering=0) as ballast:
        for size in PIECES:
            _write_until_full(ballast.fileno(), bytes(size))


def free(folder: Path) -> None:
    (folder / "ballast").unlink(missing_ok=True)


def _write_until_full(file: int, piece: bytes) -> None:
    try:
        while os.write(file, piece) == len(piece):
            pass
    except OSError as full:
        if full.errno != errno.ENOSPC:
            raise


def _call(name: str, *words: object) -> None:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise NotAllowed(f"this system has no {name}")
    if function(*words) != 0:
        raise NotAllowed(f"{name}: {os.strerror(ctypes.get_errno())}")
