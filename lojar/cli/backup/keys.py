"""The keys, told apart: a file of their own that belongs where the backup is not."""

import os
import shlex
from pathlib import Path

from django.conf import settings

from lojar.cli.backup.folder import SIGN, private
from lojar.cli.backup.manifest import Manifest
from lojar.cli.backup.trouble import CannotBackUp, CannotRestore
from lojar.lib.encryption import Keyring

SAYS = """\
# The keys of the office (Lojar). Whoever has this file and a backup can read every citizen's papers.
# Keep it away from the backup: printed in a sealed envelope, or on a stick in the safe.
"""


def keep_keys(path: Path) -> Path:
    """The two that no one can make again; everything else stands in Meta's pages or is chosen anew."""
    path = path.expanduser().absolute()
    if not settings.LOJAR_SECRET_KEY_GIVEN or not settings.LOJAR_EVIDENCE_KEYS:
        raise CannotBackUp("LOJAR_SECRET_KEY and LOJAR_EVIDENCE_KEY must be set as in the office to be kept.")
    if inside := next((place for place in path.resolve().parents if (place / SIGN).is_file()), None):
        raise CannotBackUp(
            f"{inside} is a backup. Who finds it must not find the keys in it: name a file elsewhere."
        )
    keys = {
        "LOJAR_SECRET_KEY": settings.SECRET_KEY,
        "LOJAR_EVIDENCE_KEY": ",".join(settings.LOJAR_EVIDENCE_KEYS),
    }
    if path.exists():
        raise CannotBackUp(f"{path} is there already and is not overwritten. Name another file.")
    with open(path, "x", opener=private) as out:
        out.write(SAYS + "".join(f"{name}={shlex.quote(value)}\n" for name, value in keys.items()))
        out.flush()
        os.fsync(out.fileno())
    return path


def must_open(manifest: Manifest, ring: Keyring | None) -> Keyring:
    """Names every key that is missing, before anything is written."""
    needed = dict.fromkeys([*manifest.keys.sealing, manifest.keys.digesting])
    missing = [name for name in needed if ring is None or name not in ring.ids]
    if ring is None or missing:
        given = ", ".join(ring.ids) if ring else "none"
        raise CannotRestore(
            f"LOJAR_EVIDENCE_KEY lacks the key {', '.join(missing)} (given: {given}). "
            "Set it to the value from the key file, all its keys, separated by commas."
        )
    if ring.ids[-1] != manifest.keys.digesting:
        raise CannotRestore(
            f"In LOJAR_EVIDENCE_KEY the key {manifest.keys.digesting} must stand last: "
            "the office's search by NIK was made with it."
        )
    return ring
