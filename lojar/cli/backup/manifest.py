"""What a set says of itself: enough to judge a restore before anything is written, and nothing about anybody."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lojar.cli.backup.folder import BackupSet, write_durably
from lojar.cli.backup.trouble import NotWhole
from lojar.lib.encryption import Keyring

FORMAT = 1
SEALED_AS = "lojar backup manifest "


@dataclass(frozen=True, slots=True)
class Sum:
    """A file of the set."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Objects:
    count: int
    bytes: int
    listing: Sum
    # Rows of the dump whose object is not in the set: deleted by retention while it was made, or lost before.
    let_go: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Keys:
    """Names of keys, as `Keyring.ids`; never the keys."""

    sealing: list[str]
    digesting: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str
    lojar: str
    server: int
    pg_dump: int
    database: Sum
    objects: Objects
    keys: Keys
    migrations: Mapping[str, list[str]]
    rows: Mapping[str, int]
    messages: Mapping[str, Mapping[str, int]]
    format: int = FORMAT

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def write(self, into: BackupSet, keyring: Keyring) -> None:
        """The manifest last: it says that all the rest is there."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"
        write_durably(into.seal, keyring.digest(SEALED_AS + text).hex().encode() + b"\n")
        write_durably(into.manifest, text.encode())


def manifest_of(kept: BackupSet) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(kept.manifest.read_text("utf-8"))
        if said["format"] > FORMAT:
            raise NotWhole(
                f"{kept.path} was made by a newer Lojar ({said['lojar']}). Install that one or a newer."
            )
        objects = said["objects"] | {"listing": Sum(**said["objects"]["listing"])}
        return Manifest(
            **said
            | {
                "database": Sum(**said["database"]),
                "objects": Objects(**objects),
                "keys": Keys(**said["keys"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise NotWhole(f"The manifest of {kept.path} cannot be read ({type(wrong).__name__}).") from None


def must_be_ours(kept: BackupSet, keyring: Keyring) -> None:
    """A restore runs what the dump says: only a set that somebody with the keys made may be believed."""
    try:
        text, seal = kept.manifest.read_text("utf-8"), kept.seal.read_text("ascii").strip()
    except (OSError, ValueError):
        raise NotWhole(f"The seal of {kept.path} cannot be read.") from None
    if not hmac.compare_digest(keyring.digest(SEALED_AS + text).hex(), seal):
        raise NotWhole(
            f"The manifest of {kept.path} was changed, or sealed with other keys than the given ones."
        )


def sum_of(path: Path) -> Sum:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
        return Sum(file.tell(), found.hexdigest())
