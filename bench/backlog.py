"""The morning after an outage: everything that people wrote comes at once, and is read and heard in order.

    python -m bench.backlog [--messages 100000] [--people 5000] [--workers N]

The deliveries lie in the database as the door keeps them: one to twenty updates each, people mixed, sent over the
last day. Then real `lojar work` processes, one for each core unless told otherwise, read them, hold every
conversation and write every answer; the answers go to a wire that takes all. Printed: messages heard a second and
the ratio to the 300/s that are wanted, whether they were heard in order, whether the ledger closes, and the memory of
the workers over time.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil

from .house import NUMBER, own_house

WANTED = 300
SAYS = (
    "selamat pagi", "mau bikin akta lahir anak", "syaratnya apa saja", "biayanya berapa", "jam buka kantor",
    "alamat kantor di mana", "berapa lama jadinya", "halo", "sudah saya kirim kemarin", "terima kasih",
    "ktp saya hilang", "nama anak Budi Contoh", "lahir 3 maret 2026", "kk pisah setelah nikah", "ya", "P",
)  # fmt: skip


@dataclass
class Watched:
    began: float = field(default_factory=time.monotonic)
    memory: list[int] = field(default_factory=list)


class _TakesAll(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    taken = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        _TakesAll.taken += 1
        body = json.dumps({"messages": [{"id": f"wamid.OUT{_TakesAll.taken}"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen for each request."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--people", type=int, default=5_000)
    asked.add_argument("--workers", type=int, default=os.cpu_count())
    given = asked.parse_args()
    wire = ThreadingHTTPServer(("127.0.0.1", 0), _TakesAll)
    threading.Thread(target=wire.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder, own_house(Path(folder)):
        os.environ["LOJAR_WHATSAPP_API_URL"] = f"http://127.0.0.1:{wire.server_address[1]}"
        os.environ["LOJAR_WHATSAPP_TOKEN"] = "made-up-token"
        _fill(given.messages, given.people)
        print(f"{given.messages} messages of {given.people} people lie there; load {os.getloadavg()[0]:.1f}")
        _drain(given)


def _fill(messages: int, people: int) -> None:
    from lojar.channels.models import WebhookDelivery

    dice = random.Random(20261124)
    came = datetime.now(UTC)
    deliveries = (WebhookDelivery(body=body, received_at=came) for body in _bodies(messages, people, dice))
    WebhookDelivery.objects.bulk_create(deliveries, batch_size=500)


def _bodies(messages: int, people: int, dice: random.Random) -> Iterator[bytes]:
    """In the order in which they were sent, but for what a batch turns around."""
    began, n = datetime.now(UTC) - timedelta(hours=20), 0
    while n < messages:
        batch = []
        for n in range(n, min(n + dice.choice((1, 1, 1, 5, 20)), messages)):  # noqa: B020 - one number goes on
            at = began + timedelta(seconds=n * 70_000 / messages)
            batch.append(_message(n, n % people, at, dice))
        n += 1
        dice.shuffle(batch)
        yield _body(batch)


def _message(n: int, person: int, at: datetime, dice: random.Random) -> dict[str, object]:
    return {
        "from": f"6280000{person:07}", "id": f"wamid.BACKLOG{n}", "timestamp": str(int(at.timestamp())),
        "type": "text", "text": {"body": dice.choice(SAYS)},
    }  # fmt: skip


def _body(batch: list[dict[str, object]]) -> bytes:
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, "messages": batch}
    change = {"value": value, "field": "messages"}
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
    ).encode()


def _drain(given: argparse.Namespace) -> None:
    from lojar.channels.watching import nudge_what_was_left
    from lojar.lib import clock

    nudge_what_was_left(clock.now())
    workers = [subprocess.Popen([sys.executable, "-m", "lojar.cli", "work"]) for _ in range(given.workers)]
    watched = Watched()
    try:
        _wait(given.messages, workers, watched)
        _report(given, watched, time.monotonic() - watched.began)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(40)


def _wait(messages: int, workers: list["subprocess.Popen[bytes]"], watched: Watched) -> None:
    from lojar.channels.models import InboundMessage

    heard = 0
    while heard < messages:
        time.sleep(2)
        heard = InboundMessage.objects.exclude(heard_at=None).count()
        read = InboundMessage.objects.count()
        watched.memory.append(sum(psutil.Process(worker.pid).memory_info().rss for worker in workers))
        seconds = time.monotonic() - watched.began
        print(
            f"\r{seconds:5.0f} s  read {read}  heard {heard}  {watched.memory[-1] / 1e6:.0f} MB ",
            end="",
            flush=True,
        )
        if any(worker.poll() is not None for worker in workers):
            raise SystemExit("a worker ended")


def _report(given: argparse.Namespace, watched: Watched, seconds: float) -> None:
    from lojar.channels import ledger
    from lojar.channels.models import OutboundMessage
    from lojar.lib import clock

    rate = given.messages / seconds
    early, late = watched.memory[len(watched.memory) // 4], max(watched.memory[-5:])
    print(
        f"\n{rate:.0f} messages heard a second with {given.workers} worker(s); ratio to {WANTED}/s {rate / WANTED:.2f}"
    )
    print(f"answers written {OutboundMessage.objects.count()}, heard out of order {_out_of_order()}")
    print(
        f"memory {early / 1e6:.0f} MB after a quarter, {late / 1e6:.0f} MB at the end; ratio {late / early:.2f}"
    )
    print(f"the ledger {'closes' if ledger.read(clock.now()).closed else 'DOES NOT CLOSE'}")


def _out_of_order() -> int:
    """Messages that were heard before one of the same person that was sent earlier."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT count(*) FROM (
                SELECT heard_at, max(heard_at) OVER (PARTITION BY contact_id ORDER BY sent_at, id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM channels_inboundmessage
            ) AS heard WHERE heard_at < before
        """)
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
