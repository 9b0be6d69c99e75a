"""The disk that is filled is never the machine's own."""

import subprocess
import sys

import pytest

from lojar.cli.drill import small_disk

# In a process of its own: what it mounts is seen by nobody else, and ends with it.
IN_A_ROOM_OF_ITS_OWN = """
import errno, os, sys
from pathlib import Path
from lojar.cli.drill import small_disk
home = Path(sys.argv[1])
try:
    small_disk.mount_at(home)
except (small_disk.NotAllowed, OSError) as refused:
    print("refused:", refused)
    raise SystemExit
small_disk.fill(home)
try:
    (home / "more").write_bytes(b"x")
    print("not full")
except OSError as full:
    print("full:", full.errno == errno.ENOSPC, os.statvfs(home).f_bavail)
small_disk.free(home)
(home / "more").write_bytes(b"x")
small_disk.unmount(home)
print("afterwards:", sorted(each.name for each in home.iterdir()))
"""


def test_a_small_disk_is_filled_to_the_last_byte_and_leaves_nothing_behind(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IN_A_ROOM_OF_ITS_OWN, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    if not done.stdout.startswith("refused: "):  # as containers do; the report then says so
        assert done.stdout.splitlines() == ["full: True 0", "afterwards: []"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_the_machines_own_disk_is_not_filled(tmp_path):
    with pytest.raises(small_disk.NotAllowed):
        small_disk.fill(tmp_path)
    assert list(tmp_path.iterdir()) == []
