"""Both backends keep the same promises; the bucket is a real S3 server, not a copy of our own beliefs."""

import stat

import pytest
from botocore.exceptions import ClientError

from lojar.lib.encryption import Keyring, NotOurs, new_key
from lojar.lib.object_store import FileStore, Missing, SealedStore, store_at
from lojar.lib.tests.s3_server import s3_server


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.server)])
def store(request, tmp_path):
    if request.param == "file":
        return store_at(f"file://{tmp_path}/media")
    store = store_at(request.getfixturevalue("s3"))
    for key in list(store.keys()):
        store.delete(key)
    return store


def test_what_is_put_can_be_got(store):
    store.put("photos/2026/a.jpg", b"\x00\xff" * 100_000)
    assert store.get("photos/2026/a.jpg") == b"\x00\xff" * 100_000
    assert store.exists("photos/2026/a.jpg")


def test_putting_again_replaces(store):
    store.put("a", b"old")
    store.put("a", b"new")
    assert store.get("a") == b"new"


def test_an_empty_object_is_an_object(store):
    store.put("a", b"")
    assert store.get("a") == b""
    assert store.exists("a")


def test_what_is_not_there_is_missing(store):
    assert not store.exists("nowhere/at/all")
    with pytest.raises(Missing):
        store.get("nowhere/at/all")


def test_deleting_leaves_nothing_and_may_be_repeated(store):
    store.put("a/b", b"x")
    store.delete("a/b")
    store.delete("a/b")
    store.delete("never/was")
    assert not store.exists("a/b")
    assert list(store.keys()) == []


def test_keys_are_listed_by_their_beginning(store):
    for key in ("photos/1/a.jpg", "photos/1/b.jpg", "photos/10/c.jpg", "papers/1.pdf"):
        store.put(key, b"x")
    assert sorted(store.keys("photos/1/")) == ["photos/1/a.jpg", "photos/1/b.jpg"]
    assert sorted(store.keys("photos/1")) == ["photos/1/a.jpg", "photos/1/b.jpg", "photos/10/c.jpg"]
    assert sorted(store.keys()) == ["papers/1.pdf", "photos/1/a.jpg", "photos/1/b.jpg", "photos/10/c.jpg"]
    assert list(store.keys("nothing/")) == []


def test_a_listing_shows_sizes_and_another_mark_after_a_new_write(store):
    store.put("photos/a.jpg", b"old")
    store.put("photos/b.jpg", b"")
    [a, b] = sorted(store.entries("photos/"), key=lambda entry: entry.key)
    assert [(a.key, a.size), (b.key, b.size)] == [("photos/a.jpg", 3), ("photos/b.jpg", 0)]
    assert next(store.entries("photos/a")) == a
    store.put("photos/a.jpg", b"new")
    again = next(store.entries("photos/a"))
    assert again.size == 3
    assert again.mark != a.mark


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", ".x", "a/.x", "a\\b", "a\0b", "a\n", "é", "a" * 600],
)
def test_a_key_that_could_lead_elsewhere_is_refused(store, key):
    for verb in (store.get, store.delete, store.exists):
        with pytest.raises(ValueError, match="a key is made of"):
            verb(key)
    with pytest.raises(ValueError, match="a key is made of"):
        store.put(key, b"x")


def test_a_sealed_store_shows_nothing_to_whoever_holds_the_disk(store):
    sealed = SealedStore(store, Keyring.parse(new_key()))
    sealed.put("photos/a.jpg", b"3510995505900003")
    assert sealed.get("photos/a.jpg") == b"3510995505900003"
    assert b"3510995505900003" not in store.get("photos/a.jpg")


def test_a_sealed_object_moved_to_another_key_does_not_open(store):
    sealed = SealedStore(store, Keyring.parse(new_key()))
    sealed.put("photos/a.jpg", b"photo")
    store.put("photos/b.jpg", store.get("photos/a.jpg"))
    with pytest.raises(NotOurs):
        sealed.get("photos/b.jpg")


def test_a_file_is_readable_to_its_owner_only(tmp_path):
    store = FileStore(tmp_path / "media")
    store.put("photos/a.jpg", b"x")
    assert stat.S_IMODE((tmp_path / "media/photos/a.jpg").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "media/photos").stat().st_mode) == 0o700


def test_a_write_that_fails_leaves_the_old_bytes_and_no_litter(tmp_path):
    store = FileStore(tmp_path)
    store.put("a", b"old")
    with pytest.raises(TypeError):
        store.put("a", "not bytes")
    assert store.get("a") == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    "address", ["ftp://x", "file://elsewhere/x", "s3://", "/var/lib", "s3://bucket?password=x", "file://"]
)
def test_an_address_that_names_no_store_is_refused(address):
    with pytest.raises(ValueError, match=r"object store|s3://"):
        store_at(address)


@pytest.mark.server
def test_a_wrong_secret_is_not_mistaken_for_a_missing_object(s3, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(ClientError):
        store_at(s3).exists("a")
