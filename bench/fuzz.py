"""Spoiled bodies against a running `lojar serve`: every answer, and every good message that shared a POST with them.

    python -m bench.fuzz [--bodies 20000] [--seed 1]

Printed are how many were answered by what, and whether every good message and every receipt was found once it was
read. Wanted: 200 for what was signed, 401 for what was not, nothing lost. The same seed makes the same bodies.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .house import SECRET, lojar_serves, own_house

AT_ONCE, CONNECTIONS = 250, 8


@dataclass
class Tally:
    answers: Counter[tuple[int, int]] = field(default_factory=Counter)  # (wanted, got)
    good: int = 0
    lost: list[str] = field(default_factory=list)
    told: int = 0
    untold: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> int:
        return sum(times for (wanted, got), times in self.answers.items() if wanted != got)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--bodies", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        own_house(Path(folder)) as environment,
        lojar_serves(environment) as url,
    ):
        return _run(url, given.bodies, given.seed)


def _run(url: str, bodies: int, seed: int) -> int:
    from lojar.channels.whatsapp.tests.mutations import Mutator

    tally, began = Tally(), time.monotonic()
    posts = Mutator(seed, SECRET).posts(bodies)
    for first in range(0, bodies, AT_ONCE):
        batch = [next(posts) for _ in range(min(AT_ONCE, bodies - first))]
        _expect([wamid for post in batch for wamid in post.told])
        for post, got in zip(batch, asyncio.run(_answers(url, batch)), strict=True):
            tally.answers[post.wanted, got] += 1
        _read_all()
        _look(batch, tally)
        if (first // AT_ONCE) % 10 == 9:
            print(f"  {first + AT_ONCE} bodies, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return _print(tally, bodies, seed, time.monotonic() - began)


def _expect(wamids: Sequence[str]) -> None:
    """Messages of ours, of which the bodies will tell that they arrived."""
    from lojar.channels.models import Contact, OutboundMessage
    from lojar.lib import clock
    from lojar.offices.queries import the_office

    now = clock.now()
    contact = Contact.objects.order_by("id").first()
    contact = contact or Contact.objects.create(office=the_office(), first_heard_at=now)
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            contact=contact, key=wamid, body={"type": "text", "body": "x"}, state="sent", wamid=wamid, tries=1,
            created_at=now, in_flight_at=now, sent_at=now,
        )
        for wamid in wamids
    )  # fmt: skip


async def _answers(url: str, batch: Sequence[Any]) -> list[int]:
    waiting, answers = list(enumerate(batch)), [0] * len(batch)
    waiting.reverse()

    async def one() -> None:
        line = _Line(url)
        while waiting:
            number, post = waiting.pop()
            answers[number] = await line.ask(post, in_chunks=number % 20 == 0)
        line.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return answers


class _Line:
    """One connection in the plainest HTTP, so that no library mends what is odd."""

    def __init__(self, url: str) -> None:
        self.at = urlsplit(url)
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, post: Any, *, in_chunks: bool) -> int:
        for _ in range(2):  # a connection that was closed meanwhile is made again
            try:
                return await asyncio.wait_for(self._ask(post, in_chunks), 60)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
        return 0

    async def _ask(self, post: Any, in_chunks: bool) -> int:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.at.hostname, self.at.port)
        self.writer.write(_request(self.at, post, in_chunks))
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        await self.reader.readexactly(length)
        if b"connection: close" in head:
            self.close()
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer = None


def _request(at: Any, post: Any, in_chunks: bool) -> bytes:
    head = f"POST {at.path} HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Type: application/json\r\n".encode()
    for value in post.headers:
        head += b"X-Hub-Signature-256: " + value.encode() + b"\r\n"
    if not in_chunks:
        return head + f"Content-Length: {len(post.body)}\r\n\r\n".encode() + post.body
    pieces = [post.body[at : at + 50_000] for at in range(0, len(post.body), 50_000)]
    chunks = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


def _read_all() -> None:
    from lojar.channels import inbox
    from lojar.channels.models import WebhookDelivery

    while WebhookDelivery.objects.filter(state="waiting").exists():
        inbox.read_waiting()


def _look(batch: Sequence[Any], tally: Tally) -> None:
    from django.db import connection

    from lojar.channels.models import InboundMessage, OutboundMessage, WebhookDelivery

    good = {wamid: text for post in batch for wamid, text in post.good.items()}
    found = Counter((m.wamid, m.text) for m in InboundMessage.objects.filter(wamid__in=good))
    tally.good += len(good)
    lost = [wamid for wamid, text in good.items() if found[wamid, text] != 1]
    tally.lost += lost
    _keep_for_looking(lost, batch)
    told = {wamid for post in batch for wamid in post.told}
    tally.told += len(told)
    arrived = OutboundMessage.objects.filter(wamid__in=told, state="delivered")
    tally.untold += sorted(told - set(arrived.values_list("wamid", flat=True)))
    for reason in WebhookDelivery.objects.values_list("reason", flat=True):
        tally.reasons.update(part.split(" (")[0] for part in reason.split("; ") if part)
    with connection.cursor() as cursor:  # gigabytes that nobody reads any more
        cursor.execute("UPDATE channels_inboundmessage SET delivery_id = NULL WHERE delivery_id IS NOT NULL")
        cursor.execute("DELETE FROM channels_webhookdelivery")
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")


def _keep_for_looking(lost: Sequence[str], batch: Sequence[Any]) -> None:
    """The body, and what became of it: the same seed need not meet the same mistake again."""
    from lojar.channels.models import InboundMessage, WebhookDelivery

    for wamid in lost:
        body = next(post.body for post in batch if wamid in post.good)
        path = Path(tempfile.gettempdir()) / f"lojar-fuzz-{wamid}.json"
        path.write_bytes(body)
        # Bodies are sealed: the database can't be asked for one.
        stored = [
            (row.pk, row.state, row.reason, row.tries, row.updates)
            for row in WebhookDelivery.objects.order_by("id")
            if bytes(row.body) == body
        ]
        rows = InboundMessage.objects.filter(wamid=wamid).values_list("kind", "text", "note")
        print(f"  lost {wamid}: {path}, stored {stored}, rows {list(rows)}", file=sys.stderr)


def _print(tally: Tally, bodies: int, seed: int, seconds: float) -> int:
    print(f"{bodies} spoiled bodies, seed {seed}, {seconds:.0f} s")
    for (wanted, got), times in sorted(tally.answers.items()):
        print(f"  wanted {wanted}, answered {got}: {times}{'' if wanted == got else '   WRONG'}")
    print(f"  good messages beside bad ones: {tally.good}, lost {len(tally.lost)} {tally.lost[:5] or ''}")
    print(f"  receipts beside bad ones: {tally.told}, lost {len(tally.untold)} {tally.untold[:5] or ''}")
    print("  put aside, by reason:")
    for reason, times in tally.reasons.most_common(12):
        print(f"    {times:6} {reason}")
    failed = tally.wrong + len(tally.lost) + len(tally.untold)
    print(f"ratio of what went wrong {failed / bodies:.5f} (wanted 0)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
