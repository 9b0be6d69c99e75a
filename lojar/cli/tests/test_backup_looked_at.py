"""The keys lie elsewhere, and a backup that is looked at says what is wrong with it before it is needed."""

import shutil
import stat

import pytest
from click.testing import CliRunner
from django.conf import settings

from lojar.cli import main
from lojar.cli.backup.folder import BackupFolder
from lojar.cli.backup.manifest import manifest_of
from lojar.lib.encryption import new_key

pytestmark = pytest.mark.server


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def newest(folder):
    return BackupFolder(folder).sets()[-1]


# The keys


def test_the_keys_are_written_apart_and_alone(tmp_path):
    told = run("backup", "--keys", tmp_path / "keys")
    assert told.exit_code == 0, told.output
    assert "never beside the backup" in told.output
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600
    lines = [line for line in (tmp_path / "keys").read_text().splitlines() if not line.startswith("#")]
    assert lines == [
        f"LOJAR_SECRET_KEY={settings.SECRET_KEY}",
        f"LOJAR_EVIDENCE_KEY={','.join(settings.LOJAR_EVIDENCE_KEYS)}",
    ]


def test_the_keys_do_not_go_into_the_backup(folder):
    BackupFolder(folder).make()
    (folder / "objects").mkdir()
    for place in (folder / "keys", folder / "objects" / "keys"):
        told = run("backup", "--keys", place)
        assert (told.exit_code, place.exists()) == (1, False)
        assert f"{folder} is a backup" in told.output


def test_a_key_file_is_never_written_over(tmp_path):
    (tmp_path / "keys").write_text("of another office")
    told = run("backup", "--keys", tmp_path / "keys")
    assert told.exit_code == 1
    assert (tmp_path / "keys").read_text() == "of another office"


def test_keys_that_are_made_up_at_each_start_are_not_worth_keeping(tmp_path, settings):
    settings.LOJAR_SECRET_KEY_GIVEN = False
    told = run("backup", "--keys", tmp_path / "keys")
    assert (told.exit_code, (tmp_path / "keys").exists()) == (1, False)


@pytest.mark.parametrize("words", [(), ("--check",), ("x", "--keys", "y")])
def test_words_that_say_nothing_clear_are_refused(words):
    assert run("backup", *words).exit_code == 2


# Looking at it


@pytest.fixture
def a_copy(burned, folder):
    """Of a backup, to be spoiled."""
    shutil.copytree(burned.folder, folder)
    return folder


def test_a_whole_set_is_read_and_opened(burned):
    told = run("backup", "--check", newest(burned.folder).path)
    assert told.exit_code == 0, told.output
    assert "whole (database" in told.output
    assert "values and photos opened" in told.output


def test_without_keys_the_sums_are_compared_all_the_same(burned, settings):
    settings.LOJAR_EVIDENCE_KEYS = []
    told = run("backup", "--check", burned.folder)
    assert (told.exit_code, "not opened: no keys are set here" in told.output) == (0, True)


def test_other_keys_are_told_by_name(burned, settings):
    settings.LOJAR_EVIDENCE_KEYS = [new_key()]
    needed = manifest_of(newest(burned.folder)).keys.digesting
    told = run("backup", "--check", burned.folder)
    assert told.exit_code == 3
    assert f"lacks the key {needed}" in told.output


@pytest.mark.parametrize("what", ["database.sealed", "objects.txt", "manifest.json", "an object"])
def test_a_change_of_one_byte_is_found(a_copy, what):
    objects = sorted(path for path in (a_copy / "objects").rglob("*") if path.is_file())
    file = objects[0] if what == "an object" else newest(a_copy).path / what
    data = bytearray(file.read_bytes())
    place = data.index(b"rows") if what == "manifest.json" else len(data) // 2
    data[place] ^= 1
    file.write_bytes(data)
    told = run("backup", "--check", a_copy)
    assert told.exit_code == 3, told.output
    assert len(told.output.splitlines()) == 1


def test_a_place_that_holds_no_backup_is_told(tmp_path):
    told = run("backup", "--check", tmp_path)
    assert told.exit_code == 1
    assert "is no set of a backup" in told.output
