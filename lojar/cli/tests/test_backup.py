"""A set is whole or it is not there; it holds everything and tells nothing to whoever finds it."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from lojar.cli import main
from lojar.cli.backup import moment, taking
from lojar.cli.backup.folder import MANIFEST, BackupFolder
from lojar.cli.backup.manifest import manifest_of
from lojar.cli.backup.trouble import CannotBackUp
from lojar.cli.tests.machines import Machine, files
from lojar.evidence import actions as evidence
from lojar.evidence.models import Photo, PhotoPage
from lojar.evidence.queries import store
from lojar.lib.encryption import Keyring
from lojar.lib.object_store import store_at
from tests import cast

pytestmark = pytest.mark.server


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch):
    monkeypatch.setattr(taking, "PATIENCE", 0.0)


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def newest(folder):
    return BackupFolder(folder).sets()[-1]


def test_a_set_is_told_in_one_line(an_office, folder):
    told = run("backup", folder)
    assert told.exit_code == 0, told.output
    assert len(told.output.splitlines()) == 1
    assert " is whole: database " in told.output
    manifest = manifest_of(newest(folder))
    assert manifest.rows["applications_application"] == 2
    assert manifest.messages["outbound"] == {"delivered": manifest.rows["channels_outboundmessage"]}
    assert manifest.objects.count == len(files(folder / "objects")) == len(list(store().keys()))
    assert manifest.keys.sealing == [manifest.keys.digesting]


def test_whoever_finds_a_set_learns_nothing_from_it(make_a_set, folder):
    """Telephone numbers and officers' addresses stand in the database in the clear: here they do not."""
    make_a_set()
    found = b"".join(files(folder).values())
    keys = (settings.SECRET_KEY, *settings.LOJAR_EVIDENCE_KEYS)
    for told in (*keys, cast.SITI_NIK, cast.SITI_PHONE, "Siti", "rina@contoh.id", "mau bikin akta"):
        assert told.encode() not in found
    assert [path for path in folder.rglob("*") if path.stat().st_mode & 0o077] == []


def test_the_straightened_and_the_marked_picture_are_in_the_set_too(an_office, folder):
    page = PhotoPage.objects.first()
    page.straight_key, page.marked_key = "pages/straight", "pages/marked"
    page.save(update_fields=["straight_key", "marked_key"])
    for key in (page.straight_key, page.marked_key):
        store().put(key, store().get(page.display_key))
    assert run("backup", folder).exit_code == 0
    names = {path.name for path in (folder / "objects").rglob("*") if path.is_file()}
    assert len(names) == manifest_of(newest(folder)).objects.count == len(list(store().keys()))
    assert {page.straight_key, page.marked_key} <= moment.still_wanted([page.straight_key, page.marked_key])


def test_every_object_of_a_page_is_known_as_one():
    """A picture that a page gains later would else be missing after a fire."""
    named = {field.name for field in PhotoPage._meta.concrete_fields if field.name.endswith("_key")}
    assert named == set(PhotoPage.KEYS)


def test_a_second_backup_copies_only_what_is_new(make_a_set, folder):
    first = make_a_set()
    before = {path: path.stat().st_mtime_ns for path in (folder / "objects").rglob("*") if path.is_file()}
    cast.a_photo(seed=77)
    second = make_a_set()
    assert first.new == first.manifest.objects.count
    assert (second.new, second.manifest.objects.count) == (1, first.new + 1)
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())


def test_a_photo_sealed_anew_is_copied_anew_and_the_old_set_keeps_the_old_one(make_a_set, folder):
    make_a_set()
    key = Photo.objects.first().object_key
    plain, at = store().get(key), store_at(settings.LOJAR_MEDIA_URL)
    at.put(key, Keyring.parse(settings.LOJAR_EVIDENCE_KEYS).seal(plain, about=key.encode()))
    assert make_a_set().new == 1
    old, new = ({one.key: one.sha256 for one in each.objects()} for each in BackupFolder(folder).sets())
    assert {name for name in old if old[name] != new[name]} == {key}
    assert run("backup", "--check", folder).exit_code == 0


def test_only_so_many_sets_stay_and_with_them_the_photos_that_retention_deleted(make_a_set, folder):
    make_a_set()
    photo = cast.a_photo(seed=78)
    with_it = make_a_set().manifest.objects.count
    evidence.purge(photo, now=cast.NOW)
    make_a_set(keep=2)
    assert [manifest_of(kept).objects.count for kept in BackupFolder(folder).sets()] == [with_it, with_it - 1]
    assert len(files(folder / "objects")) == with_it
    last = make_a_set(keep=1)
    assert [kept.name for kept in BackupFolder(folder).sets()] == [last.name]
    assert len(files(folder / "objects")) == with_it - 1


def test_sets_of_one_second_keep_their_order_whichever_has_gone(tmp_path):
    folder = BackupFolder(tmp_path)
    for _ in range(12):
        (tmp_path / folder.free_name(cast.NOW)).mkdir()
    second = f"{cast.NOW:%Y-%m-%dT%H%M%SZ}"
    (tmp_path / second).rmdir()
    assert folder.free_name(cast.NOW) == f"{second}-12"
    for place in tmp_path.iterdir():
        (place / MANIFEST).touch()
    assert [kept.name for kept in folder.sets()] == [f"{second}-{number}" for number in range(1, 12)]


def test_a_photo_let_go_of_meanwhile_is_no_loss(make_a_set, monkeypatch):
    """Between the dump and the copying: its row is in the dump, its object is not."""
    photo, dump = cast.a_photo(seed=79), taking.dump

    def dump_and_then(*words, **how):
        made = dump(*words, **how)
        with ThreadPoolExecutor(1) as another:  # with a connection of its own, as a worker has
            another.submit(evidence.purge, photo, now=cast.NOW).result()
            another.submit(_hang_up).result()
        return made

    monkeypatch.setattr(taking, "dump", dump_and_then)
    taken = make_a_set()
    assert taken.manifest.objects.let_go == [photo.object_key]
    assert taken.is_whole


def _hang_up():
    connection.close()  # this thread's own


def test_what_the_store_has_lost_is_said_and_named(an_office, folder):
    key = Photo.objects.first().object_key
    store().delete(key)
    told = run("backup", folder)
    assert told.exit_code == 3
    assert "NEEDS A LOOK: database" in told.output
    assert f"1 are LOST in the photo store ({key})" in told.output
    assert manifest_of(newest(folder)).objects.lost == [key]


def test_what_the_store_has_lost_since_the_set_before_is_saved_from_it(make_a_set, folder):
    make_a_set()
    key = Photo.objects.first().object_key
    store().delete(key)
    for _ in range(2):
        taken = make_a_set(keep=1)
        assert taken.saved == [key]
        assert not taken.is_whole
    assert key in {one.key for one in newest(folder).objects()}
    assert run("backup", "--check", folder).exit_code == 0


def test_as_long_as_a_set_cannot_say_what_it_needs_no_object_goes(make_a_set, folder):
    make_a_set()
    objects, damaged = files(folder / "objects"), newest(folder)
    lines = damaged.list_of_objects.read_bytes().splitlines(keepends=True)
    damaged.list_of_objects.write_bytes(b"".join(lines[1:]))
    taken = make_a_set()
    assert (taken.damaged, taken.is_whole) == ([damaged.name], False)
    assert files(folder / "objects") == objects


def test_an_object_of_the_folder_that_was_damaged_is_copied_again(make_a_set, folder):
    make_a_set()
    damaged = next(path for path in (folder / "objects").rglob("*") if path.is_file())
    whole = damaged.read_bytes()
    damaged.write_bytes(b"cut")
    assert make_a_set().new == 1
    assert damaged.read_bytes() == whole


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_a_set(an_office, folder, tmp_path):
    office = Machine(tmp_path, connection.settings_dict["NAME"])
    begun = subprocess.Popen(
        [sys.executable, "-m", "lojar.cli", "backup", str(folder)],
        env={**os.environ, **office.environment()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (folder / ".half-made").exists() and begun.poll() is None:
        time.sleep(0.001)
    begun.send_signal(signal.SIGKILL)
    begun.wait(10)
    (folder / "objects" / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "objects" / "ab" / ".x1.part").write_bytes(b"half")
    (folder / "objects" / "ab" / ("ab" * 32)).write_bytes(b"of no set")
    assert BackupFolder(folder).sets() == []
    told = office.lojar("backup", folder)
    assert told.code == 0, told.text
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["README.txt", "lock", "objects", newest(folder).name]
    )
    assert len(files(folder / "objects")) == manifest_of(newest(folder)).objects.count


def is_refused(folder, *, because):
    with pytest.raises(CannotBackUp, match=because):
        taking.back_up(folder, keep=1, now=cast.NOW)


def test_two_backups_at_once_do_not_disturb_each_other(db, folder):
    BackupFolder(folder).make()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_refused(folder, because="Another backup is at work")


def test_a_folder_with_other_things_is_left_alone(db, folder):
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"sea")
    is_refused(folder, because="holds other things")
    assert files(folder) == {"holiday.jpg": b"sea"}


def test_a_folder_among_the_photos_is_refused(db, tmp_path, settings):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path}/media"
    is_refused(tmp_path / "media" / "backup", because="lies among the photos")


def test_a_disk_that_will_not_hold_it_is_refused_before_anything_is_copied(db, folder, monkeypatch):
    monkeypatch.setattr(taking, "ROOM", 2**62)
    is_refused(folder, because=r"free, and the database may need .*--keep")
    assert set(files(folder)) == {"README.txt", "lock"}


def test_an_office_that_is_not_there_yet_is_not_backed_up(tmp_path, folder):
    told = Machine(tmp_path, "postgres").lojar("backup", folder)
    assert told.code == 1
    assert told.text == "Error: No backup was made. The database is empty: there is no office here yet.\n"
    assert not folder.exists()
