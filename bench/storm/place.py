"""Where the office of the storm lives: ports, folders, settings, and its processes with their commands."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .books import Household
from .database import Database
from .envelope import NUMBER, OFFICE_PHONE, WABA
from .household import Kept

TOKEN, SECRET, VERIFY = "storm-token-of-nobody", "storm-app-secret-of-nobody", "storm-verify-token-of-nobody"
SECRETS = (TOKEN, SECRET, VERIFY)
KEY = "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE="
LOJAR = [sys.executable, "-c", "from lojar.cli import main; main()"]


@dataclass
class Place:
    home: Path
    logs: Path
    graph_port: int = 0
    media_port: int = 0
    web_ports: tuple[int, ...] = ()
    database: Database = field(init=False)

    @classmethod
    def make(cls, home: Path, logs: Path) -> "Place":
        os.chmod(home, 0o755)  # PostgreSQL refuses root, and its account must pass through
        ports = _free_ports(5)
        self = cls(home, logs, ports[0], ports[1], tuple(ports[2:4]))
        self.database = Database.make(home / "data", ports[4])
        return self

    @property
    def webhooks(self) -> tuple[str, ...]:
        return tuple(f"http://127.0.0.1:{port}/whatsapp/webhook" for port in self.web_ports)

    @property
    def media_host(self) -> str:
        return f"127.0.0.1:{self.media_port}"

    def processes(self, book: Household) -> dict[str, Kept]:
        words = {
            "web-1": ("serve", "--port", str(self.web_ports[0])),
            "web-2": ("serve", "--port", str(self.web_ports[1])),
            "work-1": ("work",),
            "work-2": ("work",),
        }
        environment = self.environment()
        return {
            name: Kept(name, [*LOJAR, *each], environment, self.logs / f"{name}.log", book)
            for name, each in words.items()
        }

    def postgres(self, book: Household) -> Kept:
        clean = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        log, server = self.logs / "postgres.log", self.database
        return Kept("database", server.command, clean, log, book, user=server.user, before=server.clear)

    def lojar(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [*LOJAR, *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        with (self.logs / "commands.log").open("a") as log:
            log.write(done.stdout + done.stderr)
        if check and done.returncode != 0:
            raise SystemExit(f"lojar {' '.join(words)} failed:\n{(done.stdout + done.stderr)[-3000:]}")
        return done

    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("LOJAR_", "DJANGO_"))
        }
        return {
            **kept,
            "LOJAR_HOME": str(self.home / "office"),
            "LOJAR_DATABASE_URL": self.database.url,
            "LOJAR_SECRET_KEY": "made-up-key-for-a-storm-made-up-key-for-a-storm",
            "LOJAR_EVIDENCE_KEY": KEY,
            "LOJAR_SIGHT": "0",  # its pictures are of nothing
            "LOJAR_BASE_URL": f"http://127.0.0.1:{self.web_ports[0]}",
            "LOJAR_WHATSAPP_API_URL": f"http://127.0.0.1:{self.graph_port}",
            "LOJAR_WHATSAPP_API_VERSION": "v25.0",
            "LOJAR_WHATSAPP_PHONE_NUMBER_ID": NUMBER,
            "LOJAR_WHATSAPP_WABA_ID": WABA,
            "LOJAR_WHATSAPP_TOKEN": TOKEN,
            "LOJAR_WHATSAPP_APP_SECRET": SECRET,
            "LOJAR_WHATSAPP_VERIFY_TOKEN": VERIFY,
            "LOJAR_WHATSAPP_MEDIA_HOSTS": self.media_host,
            "LOJAR_OFFICE_WHATSAPP": OFFICE_PHONE,
            "LOJAR_OFFICE_PREFIX": "BDI",
            "LOJAR_OFFICE_TIME_ZONE": _where_it_is_noon(),
            "LOJAR_REQUIRE_MFA": "0",
        }


def _free_ports(how_many: int) -> list[int]:
    probes = [socket.socket() for _ in range(how_many)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _where_it_is_noon() -> str:
    """News waits for the morning, and a storm does not."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
