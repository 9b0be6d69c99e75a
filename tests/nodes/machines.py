"""The machines of the rehearsal: database, store, Meta's side, and three nodes with web and worker."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.journeys.running_office import wait_until

from .network import Network

ROOT = Path(__file__).parents[2]
NODES = ("n1", "n2", "n3")
BUCKET = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up-secret"}


class Machines:
    def __init__(self, network: Network, folder: Path) -> None:
        self._network, self._folder = network, folder
        self._database: subprocess.Popen[bytes] | None = None
        self.standin_url = f"http://{network.address('meta')}:8001"
        self.environment = _environment(network)

    def start(self) -> None:
        self._start_database()
        self._start("s3", "weed", _weed(self._network.address("s3"), self._folder / "s3"))
        self._start_meta()
        self.lojar("n1", "setup")
        for node in NODES:
            self.start_node(node)
        for node in NODES:
            wait_until(lambda node=node: self.ready(node)["ready"], f"{node} is ready", seconds=120)
        wait_until(lambda: _verified(self.standin_url), "Meta knows the webhook", seconds=60)

    def start_node(self, node: str) -> None:
        address = self._network.address(node)
        self._start(node, "serve", _lojar("serve", "--host", address, "--workers", "1"))
        self._start(node, "work", _lojar("work"))

    def lojar(self, node: str, *words: str) -> str:
        done = subprocess.run(
            self._network.inside(node, _lojar(*words)), env=self._settings(node), capture_output=True, text=True,
            timeout=300, check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ready(self, node: str) -> dict[str, Any]:
        """As somebody on the machine itself is told, also while its cable is pulled."""
        return self._asked_on(node, "/healthz/ready")

    def webhook_answers(self, node: str) -> tuple[int, float]:
        """A delivery that is signed and says nothing, posted on the machine itself: the status, and the seconds."""
        told = self._asked_on(node, "/whatsapp/webhook")
        return told.get("status", 0), told["seconds"]

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["LOJAR_DATABASE_URL"], connect_timeout=5) as database:
            return database.execute(statement, values).fetchall()

    def log_of(self, node: str, command: str) -> str:
        return (self._folder / f"{node}-{command}.log").read_text(errors="replace")

    def _asked_on(self, node: str, path: str) -> dict[str, Any]:
        url = f"http://{self._network.address(node)}:8000{path}"
        command = [sys.executable, "-m", "tests.nodes.ask", url]
        told = subprocess.run(
            self._network.inside(node, command), env=self._settings(node), capture_output=True, cwd=ROOT, check=True
        )  # fmt: skip
        found: dict[str, Any] = {"ready": False, **json.loads(told.stdout)}
        return found

    def _start_database(self) -> None:
        address = self._network.address("db")
        command = [sys.executable, "-m", "tests.nodes.database", str(self._folder / "db"), address]
        self._database = subprocess.Popen(
            self._network.inside("db", command), env=self._settings("db"), cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._database.stdout is not None
        assert self._database.stdout.readline() == b"ready\n"

    def _start_meta(self) -> None:
        self._start("meta", "standin", _lojar("standin", "--host", self._network.address("meta")))
        nodes = [f"{self._network.address(node)}:8000" for node in NODES]
        self._start("meta", "in-turn", [sys.executable, "-m", "tests.nodes.in_turn", "9000", *nodes])

    def _start(self, node: str, name: str, command: list[str]) -> None:
        with (self._folder / f"{node}-{name}.log").open("ab") as log:
            subprocess.Popen(
                self._network.inside(node, command), env=self._settings(node), stdout=log, stderr=log, cwd=ROOT,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def _settings(self, node: str) -> dict[str, str]:
        home = self._folder / node
        home.mkdir(exist_ok=True)
        return {**self.environment, "LOJAR_HOME": str(home), "PYTHONPATH": str(ROOT)}

    def stop_database(self) -> None:
        if self._database is not None and self._database.stdin is not None:
            self._database.stdin.close()
            self._database.wait(60)


def _lojar(*words: str) -> list[str]:
    return [sys.executable, "-m", "lojar.cli", *words]


def _weed(address: str, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    return [
        str(Path(sys.executable).with_name("weed")), "mini", "-dir", str(folder), "-ip", address, "-ip.bind", "0.0.0.0",
        "-webdav=false", "-admin.ui=false", "-bucket", "photos", "-master.telemetry=false", "-s3.port", "8333",
        "-s3.port.iceberg", "0", "-s3.port.lance", "0",
    ]  # fmt: skip


def _verified(standin_url: str) -> bool:
    try:
        return bool(httpx.get(f"{standin_url}/healthz", timeout=2).json()["verified"])
    except (httpx.HTTPError, ValueError):
        return False


def _environment(network: Network) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LOJAR_", "DJANGO_", "AWS_"))
    }
    meta = f"{network.address('meta')}:8001"
    return kept | BUCKET | {
        "LOJAR_DATABASE_URL": f"postgresql://lojar@{network.address('db')}:5432/lojar",
        "LOJAR_MEDIA_URL": f"s3://photos?endpoint=http://{network.address('s3')}:8333",
        "LOJAR_SECRET_KEY": "made-up-key-for-nodes-made-up-key-for-nodes",
        "LOJAR_SIGHT": "0",  # its pictures are of nothing
        "LOJAR_EVIDENCE_KEY": "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE=",
        "LOJAR_BASE_URL": f"http://{network.address('n1')}:8000",
        "LOJAR_WHATSAPP_API_URL": f"http://{meta}",
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
        "LOJAR_WHATSAPP_WABA_ID": "200000000000002",
        "LOJAR_WHATSAPP_TOKEN": "made-up-token",
        "LOJAR_WHATSAPP_APP_SECRET": "made-up-app-secret",
        "LOJAR_WHATSAPP_VERIFY_TOKEN": "made-up-verify-token",
        "LOJAR_WHATSAPP_MEDIA_HOSTS": meta,
        "LOJAR_STANDIN_WEBHOOK_URL": "http://127.0.0.1:9000/whatsapp/webhook",
        "LOJAR_ADMIN_EMAIL": "admin@contoh.invalid",
        "LOJAR_ADMIN_PASSWORD": "sandi-pengelola-untuk-uji",
        "LOJAR_REQUIRE_MFA": "0",
    }  # fmt: skip
