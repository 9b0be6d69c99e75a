"""After the fire: everything that a set holds is there again, and nothing of yesterday is said a second time."""

import shutil
import threading
from dataclasses import replace
from io import BytesIO

import psycopg
import pytest
from django.db import connection
from psycopg import errors

from lojar import __version__
from lojar.channels import outbox
from lojar.channels.after_restore import WHY
from lojar.channels.messages import Text
from lojar.channels.models import OutboundMessage, WebhookDelivery
from lojar.cli.backup.dumping import ABOUT
from lojar.cli.backup.folder import BackupFolder, BackupSet, name_of
from lojar.cli.backup.keys import must_open
from lojar.cli.backup.manifest import manifest_of, must_be_ours, sum_of
from lojar.cli.backup.restoring import restore
from lojar.cli.backup.resuming import GAP
from lojar.cli.backup.taking import back_up
from lojar.cli.backup.trouble import CannotRestore
from lojar.cli.tests.machines import Machine, address, contents, empty_machine, files
from lojar.evidence import actions as evidence
from lojar.evidence.queries import display_bytes, store
from lojar.lib.embedded_postgres import EmbeddedPostgres
from lojar.lib.encryption import Keyring, new_key
from lojar.lib.object_store import store_at
from lojar.lib.sealed_fields import keyring
from lojar.lib.sealed_stream import seal_stream
from lojar.lib.tests.s3_server import s3_server
from tests import cast

pytestmark = pytest.mark.server


@pytest.fixture
def machine(db, tmp_path):
    with empty_machine(tmp_path / "new") as found:
        yield found


@pytest.fixture
def a_copy(burned, folder):
    """Of the backup, to be spoiled."""
    shutil.copytree(burned.folder, folder)
    return folder


def newest(folder):
    return BackupFolder(folder).sets()[-1]


def bring(kept, *, without_missing=False):
    """Here and now; for what is refused before anything is written."""
    return restore(kept.path, without_missing=without_missing, now=cast.NOW, say=lambda line: None)


def test_every_row_and_every_object_is_there_again(burned, machine, settings):
    told = machine.lojar("restore", newest(burned.folder).path)
    assert told.code == 0, told.text
    assert contents(machine.name) == burned.rows
    assert files(machine.media) == burned.media
    assert "each as the set says" in told.text
    assert "What to do now:" in told.text
    settings.LOJAR_MEDIA_URL = f"file://{machine.media}"
    [(key,)] = machine.ask("SELECT display_key FROM evidence_photopage LIMIT 1")
    assert store().get(key)[:2] == b"\xff\xd8"


def test_a_backup_made_while_people_write_has_an_object_for_every_row(make_a_set, folder, machine):
    done, wrote = threading.Event(), []

    def write():
        try:
            while not done.is_set():
                photo = cast.a_photo(seed=1000 + len(wrote))
                outbox.post(cast.siti(), Text("Terima kasih"), key=f"reply:{photo.pk}", now=cast.NOW)
                wrote.append(photo)
                if len(wrote) % 3 == 0:
                    evidence.purge(wrote[-2], now=cast.NOW)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(wrote) < 5:
            assert writer.is_alive()
        at_first, taken = len(wrote), make_a_set()
        assert taken.is_whole
        assert len(wrote) > at_first
    finally:
        done.set()
        writer.join()
    told = machine.lojar("restore", newest(folder).path)
    assert told.code == 0, told.text
    assert machine.ask("SELECT count(*) FROM evidence_photo") == [(taken.manifest.rows["evidence_photo"],)]


# What is not carried over


def test_nothing_that_waited_then_is_sent_now(make_a_set, folder, machine):
    siti = cast.siti()
    for state in ("queued", "in_flight", "held", "read"):
        message = outbox.post(siti, Text(f"Kabar {state}"), key=state, now=cast.NOW)
        OutboundMessage.objects.filter(pk=message.pk).update(state=state, in_flight_at=cast.NOW)
    last = OutboundMessage.objects.order_by("-pk").first().pk
    cast.submitted("kk-ubah", contact=cast.budi())  # its news is not written yet
    WebhookDelivery.objects.create(body=b"{}", received_at=cast.NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status) VALUES "
            "('default', 'channels.watch', 'w', 'doing'), ('default', 'channels.watch', 'w', 'todo'), "
            "('default', 'channels.read_inbox', 'r', 'doing')"
        )
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute("INSERT INTO django_session VALUES ('stolen', 'x', now() + interval '1 day')")
    make_a_set()
    told = machine.lojar("restore", newest(folder).path)
    assert told.code == 0, told.text
    states = dict(machine.ask("SELECT key, state FROM channels_outboundmessage WHERE key !~ '^event'"))
    assert states == {"queued": "failed", "in_flight": "failed", "held": "held", "read": "read"}
    unsent = "SELECT count(*) FROM channels_outboundmessage WHERE state IN ('queued', 'in_flight')"
    assert machine.ask(unsent) == [(0,)]
    assert machine.ask("SELECT count(*) FROM applications_caseevent WHERE announced_at IS NULL") == [(0,)]
    # Siti's two and the news of Budi's application: each is on the desk, with the reason.
    assert machine.ask(f"SELECT count(*) > 2 FROM channels_outboundmessage WHERE error_text = '{WHY}'") == [
        (True,)
    ]
    assert machine.ask("SELECT state FROM channels_webhookdelivery") == [("waiting",)]
    assert machine.ask("SELECT count(*) FROM django_session") == [(0,)]
    assert machine.ask("SELECT count(*) FROM procrastinate_workers") == [(0,)]
    jobs = "SELECT task_name FROM procrastinate_jobs WHERE queueing_lock IN ('w', 'r') AND status = 'todo' ORDER BY 1"
    assert machine.ask(jobs) == [("channels.read_inbox",), ("channels.watch",)]
    assert machine.ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == [(0,)]
    # Receipts of messages sent after the backup name ids that nobody may get now.
    [(following,)] = machine.ask("SELECT nextval('channels_outboundmessage_id_seq')")
    assert following > last + GAP
    assert "0 webhooks" not in told.text


# What is refused before anything is written


def test_other_keys_are_refused_and_the_needed_one_is_named(burned, settings):
    needed = manifest_of(newest(burned.folder)).keys.digesting
    for given in ([], [new_key()], [*settings.LOJAR_EVIDENCE_KEYS, new_key()]):
        settings.LOJAR_EVIDENCE_KEYS = given
        with pytest.raises(CannotRestore, match=needed):
            bring(newest(burned.folder))


def test_a_key_added_in_front_since_then_is_no_hindrance(burned, settings):
    kept, rotated = newest(burned.folder), Keyring.parse([new_key(), *settings.LOJAR_EVIDENCE_KEYS])
    assert must_open(manifest_of(kept), rotated) is rotated
    must_be_ours(kept, rotated)


@pytest.mark.parametrize("name", ["database.sealed", "objects.txt", "manifest.json", "manifest.seal"])
def test_a_set_that_was_changed_is_refused(a_copy, name):
    file = newest(a_copy).path / name
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"rows"', b'"row "') if name == "manifest.json" else data[:-10])
    with pytest.raises(CannotRestore, match=r"changed|cannot be read"):
        bring(newest(a_copy))


def test_an_older_program_does_not_touch_a_newer_set(a_copy):
    kept = newest(a_copy)
    manifest = manifest_of(kept)
    newer = {**manifest.migrations, "channels": [*manifest.migrations["channels"], "0999_of_tomorrow"]}
    replace(manifest, migrations=newer, lojar="9.9.9").write(kept, keyring())
    with pytest.raises(
        CannotRestore, match=rf"Lojar 9\.9\.9; this is {__version__}.*channels\.0999_of_tomorrow"
    ):
        bring(kept)


def test_a_folder_is_no_set_but_says_which_it_holds(burned):
    with pytest.raises(CannotRestore, match=newest(burned.folder).name):
        bring(BackupSet(burned.folder))


def test_a_set_without_some_of_its_objects_is_refused_unless_one_says_so(a_copy, machine):
    lost = next(iter(newest(a_copy).objects()))
    (a_copy / "objects" / name_of(lost.sha256)).unlink()
    with pytest.raises(CannotRestore, match=rf"1 objects .*{lost.key}.*--without-missing"):
        bring(newest(a_copy))
    told = machine.lojar("restore", newest(a_copy).path, "--without-missing")
    assert told.code == 3, told.text
    assert f"BROKEN    1 objects are missing or changed in the backup: {lost.key}" in told.text
    assert lost.key not in files(machine.media)


def test_a_machine_that_is_not_empty_is_refused_with_a_way_on(burned, an_office, machine):
    before = contents(connection.settings_dict["NAME"])
    with pytest.raises(CannotRestore, match=r"not empty: it has \d+ tables"):
        bring(newest(burned.folder))
    assert contents(connection.settings_dict["NAME"]) == before
    machine.media.mkdir(parents=True)
    (machine.media / "photo").write_bytes(b"of somebody")
    told = machine.lojar("restore", newest(burned.folder).path)
    assert (told.code, "LOJAR_MEDIA_URL) is not empty" in told.text) == (1, True)
    assert machine.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    shutil.rmtree(machine.media)
    with psycopg.connect(address(machine.name)):
        told = machine.lojar("restore", newest(burned.folder).path)
    assert (told.code, "Other programs are connected" in told.text) == (1, True)
    assert can_write(machine)


# Interrupted


def test_an_interrupted_restore_keeps_everybody_out_and_goes_on(burned, machine):
    """The place for photos cannot be written: the database is there, its photos are not yet."""
    blocked = machine.home / "blocked"
    machine.home.mkdir()
    blocked.write_bytes(b"")
    machine.changes["LOJAR_MEDIA_URL"] = f"file://{blocked}/media"
    kept = newest(burned.folder).path
    told = machine.lojar("restore", kept)
    assert (told.code, "rows in" in told.text) == (1, True)
    assert not can_write(machine)
    told = machine.lojar("backup", machine.home / "backup")
    assert (told.code, "A restore was begun here" in told.text) == (1, True)
    blocked.unlink()
    told = machine.lojar("restore", kept)
    assert told.code == 0, told.text
    assert f"Going on with {kept.name}" in told.text
    assert can_write(machine)
    assert contents(machine.name) == burned.rows
    assert files(blocked / "media") == burned.media


def test_a_dump_that_does_not_load_leaves_the_machine_as_empty_as_it_was(a_copy, machine):
    """Its sum is right and its seal is right, and still it is no dump."""
    kept = newest(a_copy)
    with kept.database.open("wb") as out:
        seal_stream(BytesIO(b"PGDMP and then nothing that makes sense"), out, keyring(), about=ABOUT)
    replace(manifest_of(kept), database=sum_of(kept.database)).write(kept, keyring())
    told = machine.lojar("restore", kept.path)
    assert (told.code, "pg_restore did not finish, and nothing was written" in told.text) == (1, True)
    assert can_write(machine)
    assert machine.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def can_write(machine):
    with psycopg.connect(address(machine.name), autocommit=True) as database:
        try:
            database.execute("CREATE TABLE trial (x int)")
            database.execute("DROP TABLE trial")
        except errors.ReadOnlySqlTransaction:
            return False
        return True


# A bucket, and a PostgreSQL of its own


def test_photos_of_a_bucket_come_back_into_a_bucket_and_a_new_home_needs_no_server(
    transactional_db, settings, folder, tmp_path
):
    with s3_server(tmp_path / "s3") as bucket:
        settings.LOJAR_MEDIA_URL = bucket
        photo = cast.a_photo()
        assert back_up(folder, keep=1, now=cast.NOW).new == 1
        assert back_up(folder, keep=1, now=cast.NOW).new == 0
        home = Machine(tmp_path / "home")
        home.changes["LOJAR_MEDIA_URL"] = bucket.replace("/kept", "/after-the-fire")
        try:
            told = home.lojar("restore", newest(folder).path)
            assert told.code == 0, told.text
            there = store_at(home.changes["LOJAR_MEDIA_URL"])
            assert list(there.keys()) == [photo.object_key]
            assert there.get(photo.object_key) == store_at(bucket).get(photo.object_key)
            assert display_bytes(photo.pages.get())[:2] == b"\xff\xd8"
        finally:
            EmbeddedPostgres(home.home).remove()
