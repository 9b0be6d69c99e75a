"""One home with its database, and real processes of `lojar` in it, for tests that kill them."""

import hmac
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import httpx
import psycopg

from lojar.lib.embedded_postgres import EmbeddedPostgres
from lojar.lib.tests.ports import free_ports

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
        self._from("lojar", to="built")

    def _from(self, template, *, to):
        url = self.postgres.url().replace("/lojar?", "/postgres?")
        with psycopg.connect(url, autocommit=True) as database:
            database.execute(f"DROP DATABASE IF EXISTS {to} WITH (FORCE)")
            database.execute(f"CREATE DATABASE {to} TEMPLATE {template}")

    def run(self, *words):
        environment = _environment(self.home, "http://127.0.0.1:1")
        told = subprocess.run(_lojar(*words), env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr

    def open(self, graph):
        """As new, for one test."""
        self.postgres.start()
        self._from("built", to="lojar")
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
        body = webhook(text)
        url = f"http://127.0.0.1:{self.port}/whatsapp/webhook"
        try:
            return httpx.post(
                url, content=body, headers={"X-Hub-Signature-256": signed(body)}, timeout=10
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


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def signed(body):
    return "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()


def _lojar(*words):
    return [sys.executable, "-m", "lojar.cli", *words]


def webhook(text):
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
