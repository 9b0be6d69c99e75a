"""The office of the drill: real processes on free ports of 127.0.0.1, and the hand that pulls their plugs."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import httpx
import psycopg

from lojar.cli.children import Child, stop_all
from lojar.cli.drill import made_up_office, records
from lojar.cli.drill.rooms import Room
from lojar.lib.embedded_postgres import EmbeddedPostgres

PATIENCE = 120.0  # seconds for one process to begin, on a slow machine that has other work
BY_ITSELF = 15.0  # seconds in which a killed database may come back without us
LOOK_EVERY = 0.25
PORTS = range(20_000, 32_000)
CALM: dict[str, Any] = {
    "down": False, "unreachable": False, "slow_seconds": 0.0, "token_expired": False, "lose_answers": 0,
    "media_failures": 0, "media_slow_seconds": 0.0, "webhooks_held": False, "duplicate_webhooks": False,
    "batch_seconds": 0.0, "batch_most": 1000, "reorder": False, "clock_offset": 0.0,
}  # fmt: skip
NOT_NOW = (httpx.HTTPError, psycopg.Error)


class Office:
    def __init__(self, room: Room) -> None:
        port, standin_port, graph_port = _free_ports(3)
        self.room = room
        self.url = f"http://127.0.0.1:{port}"
        self.settings = made_up_office.settings(
            room.home, port=port, standin_port=standin_port, graph_port=graph_port
        )
        self.phones = httpx.Client(base_url=f"http://127.0.0.1:{standin_port}", timeout=60, trust_env=False)
        self.restarts: list[str] = []
        self._database = EmbeddedPostgres(room.home)
        self._environment = made_up_office.around() | self.settings
        self._down: set[str] = set()
        # Meta's own disk is not ours: it does not fill up with ours.
        meta = self._environment | {"LOJAR_HOME": str(room.meta)}
        self._children = {
            "standin": self._child("standin", "--port", str(standin_port), environment=meta),
            "serve": self._child("serve", "--port", str(port)),
            "work": self._child("work"),
        }

    def open(self) -> None:
        self._database.start()
        self._must("setup")
        for name in ("standin", "serve", "work"):
            self.start(name)
        self._must_become(self.web_answers, "serve")
        self._must_become(lambda: self.health()["verified"], "standin")
        self._must("templates", "push")
        self.phones.post("/api/flush")  # Meta approves templates after a while; here at once

    def close(self, *, keep: bool) -> None:
        self.phones.close()
        stop_all(list(self._children.values()), patience=20.0)
        if keep:
            self._database.stop()
        else:
            self._database.remove()

    # The stand-in

    def turn(self, **knobs: Any) -> None:
        self._turned(knobs)

    def _turned(self, knobs: dict[str, Any]) -> bool:
        return self.phones.post("/knobs", json=knobs).raise_for_status().is_success

    def calm_down(self) -> bool:
        """No trouble is ordered any more; False where the stand-in itself is in trouble."""
        return self.wait(lambda: self._turned(CALM), seconds=30)

    def health(self) -> dict[str, Any]:
        return dict(self.phones.get("/healthz").raise_for_status().json())

    def newest_delivery(self) -> int:
        return max((each["id"] for each in self._deliveries()), default=0)

    def refused_since(self, delivery: int) -> int:
        """How often the webhook answered anything but 200 to what came after this delivery."""
        later = [each for each in self._deliveries() if each["id"] > delivery]
        return sum(each["attempts"] - (each["answer"] == "200") for each in later)

    def last_answers(self) -> str:
        """Of the webhook, to what is not delivered yet."""
        waiting = [each for each in self._deliveries() if each["state"] == "waiting"]
        answers = Counter(f"{each['answer'] or 'none'} after {each['attempts']} tries" for each in waiting)
        return ", ".join(f"{times} x {answer}" for answer, times in answers.most_common(4)) or "not tried"

    def _deliveries(self) -> list[dict[str, Any]]:
        """The last hundred."""
        return list(self.phones.get("/api/log").raise_for_status().json()["deliveries"])

    # Processes

    def start(self, name: str) -> None:
        self._down.discard(name)
        self._children[name].start()

    def kill(self, name: str) -> None:
        """Until `start` it stays down; what ends by itself is started again, as systemd would."""
        self._down.add(name)
        self._children[name].kill()

    def wait(self, fact: Callable[[], object], *, seconds: float) -> bool:
        """Whether `fact` came true in time. Where the database or a server is away, it has not."""
        until = time.monotonic() + seconds
        while True:
            self._look_after()
            with contextlib.suppress(*NOT_NOW):
                if fact():
                    return True
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_EVERY)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """One `lojar` command to its end."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "lojar.cli", *words],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def web_answers(self) -> bool:
        return httpx.get(f"{self.url}/healthz", timeout=5, trust_env=False).status_code == 200

    # The database

    @property
    def database_url(self) -> str:
        return self._database.url()

    def kill_database(self) -> None:
        """The server and all its processes, in one moment."""
        postmaster = self._database.running()
        if postmaster is None:
            return
        for process in (postmaster, *_children_of(postmaster)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def database_is_back(self) -> float | None:
        """Seconds until it was there again by itself; None when we had to start it. NotPossible when that failed."""
        began = time.monotonic()
        if self.wait(self._database_answers, seconds=BY_ITSELF):
            return time.monotonic() - began
        self._database = EmbeddedPostgres(self.room.home)
        self._database.start()
        return None

    @property
    def database_is_in_the_room(self) -> bool:
        """Not where the server's account may not enter it: then it lies elsewhere, and no small disk holds it."""
        return not (self.room.home / "postgres" / "WHERE").exists()

    def _database_answers(self) -> bool:
        return self._database.running() is not None and records.read(self.database_url, []) is not None

    def _child(self, *words: str, environment: dict[str, str] | None = None) -> Child:
        log = self.room.logs / f"{words[0]}.log"
        return Child(words[0], words, environment=environment or self._environment, log=log)

    def _look_after(self) -> None:
        for name, child in self._children.items():
            if name not in self._down and (news := child.look_after()):
                self.restarts.append(news.partition(" and was")[0])

    def _must(self, *words: str) -> None:
        done = self.run(*words)
        if done.returncode != 0:
            raise click.ClickException(
                f"`lojar {' '.join(words)}` did not work:\n{(done.stdout + done.stderr)[-2000:]}"
            )

    def _must_become(self, fact: Callable[[], object], name: str) -> None:
        if not self.wait(fact, seconds=PATIENCE):
            last = self._children[name].last_words()
            raise click.ClickException(f"`lojar {name}` did not answer:\n{last}")


def _free_ports(number: int) -> list[int]:
    """Below those that the kernel gives to outgoing connections: a port must not be taken while its server is dead."""
    found: list[int] = []
    with contextlib.ExitStack() as held:
        for port in random.sample(PORTS, 500):
            probe = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(port)
            if len(found) == number:
                return found
    raise click.ClickException("No free ports were found on 127.0.0.1.")


def _children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []
