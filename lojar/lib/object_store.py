"""Where photos and documents lie: files of one machine, or a bucket of any S3; sealed before they get there."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from lojar.lib.encryption import Keyring

# Parts of letters, digits, dot, dash and underscore; a part never begins with a dot.
KEY = re.compile(r"(?!.{513})[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/?)*")


class Missing(Exception):
    """Nothing lies under this key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An object as a listing shows it. Where the bytes are others, so is the mark."""

    key: str
    size: int
    mark: str


class ObjectStore(Protocol):
    def put(self, key: str, data: bytes) -> None:
        """Durable when it returns; whoever reads meanwhile sees the old bytes or the new ones, whole."""

    def get(self, key: str) -> bytes:
        """The bytes, or Missing."""

    def delete(self, key: str) -> None:
        """Gone when it returns; a key that is not there is no mistake."""

    def exists(self, key: str) -> bool: ...

    def keys(self, prefix: str = "") -> Iterator[str]: ...

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        """The keys with what is known of each without reading it."""


class FileStore:
    """One file an object. Readable to this account only."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._safe: set[Path] = set()  # folders whose entry in the folder above is known to be on the disk

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # In the same folder, so that the rename cannot become a copy; mkstemp makes it 0600.
        file, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(file, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        self._sync_folders(path.parent)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise Missing(key) from None

    def delete(self, key: str) -> None:
        path = self._path(key)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
            sync_folder(path.parent)

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def keys(self, prefix: str = "") -> Iterator[str]:
        _check(prefix, PREFIX)
        top = self._root / prefix.rpartition("/")[0]
        for folder, folders, files in os.walk(top):
            folders.sort()
            for name in sorted(files):
                key = Path(folder, name).relative_to(self._root).as_posix()
                if key.startswith(prefix) and not name.startswith("."):
                    yield key

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        for key in self.keys(prefix):
            with contextlib.suppress(FileNotFoundError):  # deleted since it was listed
                found = (self._root / key).stat()
                # With the inode: two writes in the same tick of the kernel's clock are two files.
                yield Entry(key, found.st_size, f"{found.st_mtime_ns}-{found.st_ino}")

    def _path(self, key: str) -> Path:
        return self._root / _check(key, KEY)

    def _sync_folders(self, folder: Path) -> None:
        """A new folder is an entry in the one above it: all of them, or a power cut can lose the way."""
        sync_folder(folder)
        for place in (folder, *folder.parents):
            if place in self._safe:
                return
            sync_folder(place.parent)
            self._safe.add(place)
            if place == self._root:
                return


class S3Store:
    """A bucket of any server that speaks S3; the credentials come from the usual AWS_ variables."""

    def __init__(
        self, bucket: str, *, endpoint: str | None = None, region: str = "us-east-1", prefix: str = ""
    ) -> None:
        # Late: boto3 takes 30 MB that an office with files on its own disk does not need.
        import boto3
        from botocore.config import Config

        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        # A session of its own: the one boto3 shares is not made for threads.
        self._client: Any = boto3.session.Session().client(
            "s3",
            endpoint_url=endpoint,
            region_name=region,
            config=Config(
                connect_timeout=3,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 4},
                s3={"addressing_style": "path" if endpoint else "auto"},
                max_pool_connections=16,
                # Older and smaller servers do not know the newer checksums; ours is in the seal.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(self, key: str, data: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=data)

    def get(self, key: str) -> bytes:
        with self._missing(key):
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=self._name(key))["Body"].read()
        return body

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def exists(self, key: str) -> bool:
        try:
            with self._missing(key):
                self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        except Missing:
            return False
        return True

    def keys(self, prefix: str = "") -> Iterator[str]:
        return (entry.key for entry in self.entries(prefix))

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        _check(prefix, PREFIX)
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix):
            for found in page.get("Contents", ()):
                key = found["Key"].removeprefix(self._prefix)
                yield Entry(key, found["Size"], found["ETag"].strip('"'))

    def _name(self, key: str) -> str:
        return self._prefix + _check(key, KEY)

    @contextlib.contextmanager
    def _missing(self, key: str) -> Iterator[None]:
        """Not-found becomes Missing; a bucket that is not there is a mistake in the settings and stays an error."""
        from botocore.exceptions import ClientError

        try:
            yield
        except ClientError as wrong:
            if wrong.response.get("Error", {}).get("Code") in {"NoSuchKey", "404", "NotFound"}:
                raise Missing(key) from None
            raise


class SealedStore:
    """Seals on the way in. The key goes into the seal: bytes moved under another key do not open."""

    def __init__(self, store: ObjectStore, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    def put(self, key: str, data: bytes) -> None:
        self._store.put(key, self._keyring.seal(data, about=key.encode()))

    def get(self, key: str) -> bytes:
        return self._keyring.open(self._store.get(key), about=key.encode())

    def delete(self, key: str) -> None:
        self._store.delete(key)

    def exists(self, key: str) -> bool:
        return self._store.exists(key)

    def keys(self, prefix: str = "") -> Iterator[str]:
        return self._store.keys(prefix)

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        """Sizes are those of the sealed bytes."""
        return self._store.entries(prefix)


def store_at(url: str) -> ObjectStore:
    """file:///folder, or s3://bucket/prefix?endpoint=http://host:port&region=..."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in {"", "localhost"} and parts.path:
        return FileStore(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.hostname:
        options = dict(parse_qsl(parts.query))
        unknown = sorted(set(options) - {"endpoint", "region"})
        if unknown:
            raise ValueError(f"an s3:// address knows endpoint and region, not {', '.join(unknown)}")
        return S3Store(parts.netloc, prefix=unquote(parts.path), **options)
    raise ValueError("an object store is file:///folder or s3://bucket?endpoint=http://host:port")


def _check(key: str, shape: "re.Pattern[str]") -> str:
    if not shape.fullmatch(key):
        raise ValueError("a key is made of letters, digits, dot, dash, underscore and single slashes")
    return key


def sync_folder(folder: Path) -> None:
    """What was renamed or removed in it stays so, whatever happens to the power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
