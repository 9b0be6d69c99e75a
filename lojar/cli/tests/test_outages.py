"""Real processes, really killed, stopped and cut off: each finishes what it has in hand, or somebody else does."""

import hmac
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import httpx
import psycopg
import pytest

from lojar.lib.embedded_postgres import EmbeddedPostgres
from lojar.lib.tests.ports import free_ports

from .slow_graph import slow_graph

pytestmark = pytest.mark.server
NUMBER, SECRET = "100000000000001", "made-up-app-secret"
CITIZEN = "6280012345678"


class House:
    """One home with its database, and whatever of `lojar` a test starts in it."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="lojar-test-"))
        self.home.chmod(0o755)
        self.postgres = EmbeddedPostgres(self.home)
        self.postgres.start()
        self.run("setup")

    def run(self, *words):
        environment = _environment(self.home, "http://127.0.0.1:1")
        told = subprocess.run(_lojar(*words), env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr

    def open(self, graph):
        """As new, for one test."""
        self.postgres.start()
        self.sql("TRUNCATE channels_webhookdelivery, channels_contact, procrastinate_jobs CASCADE")
        self.sql("TRUNCATE procrastinate_workers CASCADE")
        self.processes = []
        (self.port,) = free_ports(1)
        self.environment = _environment(self.home, graph.url)

    def start(self, *words):
        log = self.home / f"{words[0]}-{len(self.processes)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(_lojar(*words), env=self.environment, stdout=out, stderr=out)
        process.log = log
        self.processes.append(process)
        return process

    def serve(self):
        server = self.start("serve", "--port", str(self.port))
        wait_for(lambda: self.get("/healthz") == 200)
        return server

    def work(self):
        seen = self.count("procrastinate_workers")
        worker = self.start("work")
        wait_for(lambda: self.count("procrastinate_workers") > seen)
        return worker

    def get(self, path):
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=5).status_code
        except httpx.HTTPError:
            return None

    def write(self, text):
        """As Meta would post it; gives how it was answered."""
        body = _webhook(text)
        signature = "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()
        url = f"http://127.0.0.1:{self.port}/whatsapp/webhook"
        try:
            return httpx.post(
                url, content=body, headers={"X-Hub-Signature-256": signature}, timeout=10
            ).status_code
        except httpx.HTTPError:
            return None

    def sql(self, statement, *values):
        with psycopg.connect(self.postgres.url(), autocommit=True) as database:
            cursor = database.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def count(self, table, where="true"):
        try:
            return self.sql(f"SELECT count(*) FROM {table} WHERE {where}")[0][0]
        except psycopg.OperationalError:
            return -1

    def kill_the_database(self):
        os.kill(self.postgres.running(), signal.SIGKILL)

    def close(self):
        for process in self.processes:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.processes:
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)

    def pull_down(self):
        self.postgres.remove()
        shutil.rmtree(self.home)


@pytest.fixture
def graph():
    with slow_graph() as graph:
        yield graph


@pytest.fixture(scope="module")
def built():
    house = House()
    yield house
    house.pull_down()


@pytest.fixture
def house(built, graph):
    built.open(graph)
    yield built
    built.close()


def test_a_killed_database_is_started_again_and_everybody_goes_on(house, graph):
    graph.may_answer.set()
    house.serve()
    worker = house.work()
    house.kill_the_database()
    wait_for(lambda: house.write("jam buka kantor?") == 200)
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert worker.poll() is None
    assert house.get("/healthz") == 200


def test_a_worker_outlives_an_absence_of_the_database(house, graph):
    graph.may_answer.set()
    house.serve()
    worker = house.work()
    house.postgres.stop()
    time.sleep(15)  # longer than anything waits for a connection
    assert house.write("jam buka kantor?") == 503
    house.postgres.start()
    wait_for(lambda: house.write("jam buka kantor?") == 200)
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert worker.poll() is None


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(house, graph):
    house.serve()
    worker = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    worker.terminate()
    time.sleep(2)  # it waits: nothing that a test could see happens meanwhile
    assert worker.poll() is None
    graph.may_answer.set()
    assert worker.wait(10) == 0
    assert house.count("channels_outboundmessage", "state = 'sent'") == 1
    assert house.count("procrastinate_jobs", "status = 'doing'") == 0
    assert house.count("procrastinate_workers") == 0


def test_a_worker_that_cannot_finish_gives_back_what_it_has_in_hand(house, graph):
    house.serve()
    worker = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    worker.terminate()
    began = time.monotonic()
    assert worker.wait(30) == 0
    assert time.monotonic() - began < 25
    assert house.sql(
        "SELECT task_name, status FROM procrastinate_jobs WHERE task_name = 'channels.deliver'"
    ) == [("channels.deliver", "todo")]
    assert house.count("procrastinate_workers") == 0


def test_a_worker_that_was_cut_off_does_no_harm_when_it_comes_back(house, graph):
    house.serve()
    cut_off = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    cut_off.send_signal(signal.SIGSTOP)
    other = house.work()
    taken_over = "task_name = 'channels.deliver' AND status = 'doing'"
    wait_for(lambda: house.count("procrastinate_jobs", taken_over) == 0, seconds=60)
    cut_off.send_signal(signal.SIGCONT)
    graph.may_answer.set()
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert len(graph.taken) == 1
    assert house.write("biayanya berapa?") == 200
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 2)
    wait_for(lambda: house.count("procrastinate_jobs", "status IN ('todo', 'doing')") == 0)
    assert (cut_off.poll(), other.poll()) == (None, None)


def test_a_request_under_way_is_answered_by_a_server_that_is_told_to_stop(house):
    server = house.serve()
    body = _webhook("jam buka kantor?")
    signature = "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        line.sendall(
            b"POST /whatsapp/webhook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"X-Hub-Signature-256: %s\r\nContent-Length: %d\r\n\r\n" % (signature.encode(), len(body))
        )
        line.sendall(body[:20])
        time.sleep(0.5)  # it has begun to read
        server.terminate()
        wait_for(lambda: house.get("/healthz/live") is None)
        line.sendall(body[20:])
        assert line.makefile("rb").readline().split()[1] == b"200"
    assert server.wait(15) == 0


def test_every_line_of_a_log_is_a_line_of_json_and_tells_nobodys_number(house, graph):
    graph.may_answer.set()
    house.serve()
    house.work()
    assert house.write("nik saya 3510995505900003") == 200
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    house.kill_the_database()
    wait_for(lambda: house.write("halo") == 200)
    for process in house.processes:
        process.terminate()
    for process in house.processes:
        process.wait(30)
    lines = [line for process in house.processes for line in process.log.read_text().splitlines()]
    assert lines
    for line in lines:
        assert {"at", "level", "logger", "message"} <= set(json.loads(line)), line
    told = "\n".join(lines)
    for secret in ("3510995505900003", CITIZEN, "made-up-token", SECRET):
        assert secret not in told


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def _lojar(*words):
    return [sys.executable, "-m", "lojar.cli", *words]


def _webhook(text):
    message = {
        "from": CITIZEN, "id": f"wamid.{time.time_ns()}", "timestamp": str(int(time.time())), "type": "text",
        "text": {"body": text},
    }  # fmt: skip
    value = {
        "messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, "messages": [message],
        "contacts": [{"wa_id": CITIZEN, "profile": {"name": "Warga Contoh"}}],
    }  # fmt: skip
    entry = {"id": "200000000000002", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def _environment(home, graph):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOJAR_")}
    return kept | {
        "LOJAR_HOME": str(home),
        "LOJAR_SECRET_KEY": "made-up-key-for-outages-made-up-key-for-outages",
        "LOJAR_EVIDENCE_KEY": "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE=",
        "LOJAR_WHATSAPP_API_URL": graph,
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": NUMBER,
        "LOJAR_WHATSAPP_WABA_ID": "200000000000002",
        "LOJAR_WHATSAPP_TOKEN": "made-up-token",
        "LOJAR_WHATSAPP_APP_SECRET": SECRET,
        "LOJAR_WHATSAPP_VERIFY_TOKEN": "made-up-verify-token",
        "LOJAR_ADMIN_EMAIL": "admin@contoh.invalid",
        "LOJAR_ADMIN_PASSWORD": "sandi-pengelola-untuk-uji",
    }
