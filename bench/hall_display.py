"""A full hall: a screen on the wall, 500 telephones that ask every ten seconds, counters that call meanwhile.

    python -m bench.hall_display [--phones N] [--seconds N]

`lojar serve` as an office starts it. Every look has its time beforehand, and its wait runs from that time. Somebody is
called or finished every two seconds, and somebody new comes, so that what is kept in memory is thrown away all the
time. The same looks at the same times then go to the plainest page of the portal (one question to the database, no
304): the baseline. Printed are milliseconds of both, and the ratio. Wanted: p95 under 100 ms.
"""

import argparse
import asyncio
import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

from .house import lojar_serves, own_house

ALLOWED_MS = 100
PHONE_ASKS, SCREEN_ASKS, CHANGES = 10.0, 2.0, 2.0  # seconds between two
COUNTERS = [f"Loket {n}" for n in range(1, 5)]
BASELINE = "/privasi/"
CONNECTIONS = 64
WARM_UP = 12  # seconds


@dataclass
class Seen:
    """Milliseconds, sorted at the end; what was answered."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def at(self, part: float) -> float:
        return sorted(self.times)[int(len(self.times) * part)]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--phones", type=int, default=500)
    asked.add_argument("--seconds", type=int, default=40)
    asked.add_argument("--counters", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.counters:
        _call_for_ever()
    with tempfile.TemporaryDirectory() as folder, own_house(Path(folder)) as environment:
        tokens, screen = _people(given.phones)
        with lojar_serves(environment) as webhook:
            base = httpx.URL(webhook).copy_with(path="/")
            phones, wall = [f"/hall/tiket/{token}/now" for token in tokens], f"/hall/layar/{screen}/now"
            with _counters_at_work(environment):
                # Each process of the server reckons the chairs of the room once.
                asyncio.run(_look(str(base), [wall] * 8, wall, WARM_UP))
                return _measure(str(base), phones, wall, given.seconds)


def _measure(base: str, phones: list[str], screen: str, seconds: int) -> int:
    hall, wall = asyncio.run(_look(base, phones, screen, seconds))
    plain, _ = asyncio.run(_look(base, [BASELINE] * len(phones), BASELINE, seconds))
    for name, seen in (("telephones", hall), ("screen", wall), ("baseline", plain)):
        print(
            f"{name:12} {len(seen.times):6} looks   median {seen.at(0.5):6.1f} ms   p95 {seen.at(0.95):6.1f} ms"
            f"   p99 {seen.at(0.99):6.1f} ms   {dict(sorted(seen.statuses.items()))}"
        )
    late = max(hall.at(0.95), wall.at(0.95))
    print(
        f"p95 against the baseline {hall.at(0.95) / plain.at(0.95):.2f}   {late / ALLOWED_MS:.2f} of the allowance"
    )
    wrong = set(hall.statuses + wall.statuses) - {200, 304}
    return int(late >= ALLOWED_MS or bool(wrong))


async def _look(base: str, phones: list[str], wall: str, seconds: int) -> tuple[Seen, Seen]:
    hall, screen, chance = Seen(), Seen(), random.Random(1)
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=30) as client:
        began = time.perf_counter()
        looks = [
            _asks(client, path, PHONE_ASKS, chance.uniform(0, PHONE_ASKS), began, seconds, hall)
            for path in phones
        ]
        await asyncio.gather(*looks, _asks(client, wall, SCREEN_ASKS, 0.5, began, seconds, screen))
    return hall, screen


async def _asks(
    client: httpx.AsyncClient, path: str, every: float, first: float, began: float, seconds: int, seen: Seen
) -> None:
    due, tag = began + first, ""
    while due < began + seconds:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        answer = await client.get(path, headers={"If-None-Match": tag} if tag else {})
        seen.times.append((time.perf_counter() - due) * 1000)
        seen.statuses[answer.status_code] += 1
        tag, due = answer.headers.get("ETag", ""), due + every


@contextlib.contextmanager
def _counters_at_work(environment: dict[str, str]) -> Iterator[None]:
    """A process of its own: the client's clock must not wait for it."""
    process = subprocess.Popen([sys.executable, "-m", "bench.hall_display", "--counters"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def _call_for_ever() -> None:
    """Call, finish, and let the next one in."""
    import django

    django.setup()
    from lojar.lib import clock
    from lojar.offices.models import Officer
    from lojar.offices.queries import the_office
    from lojar.visits import actions

    office, officer = the_office(), Officer.objects.earliest("pk")
    for number in count():
        time.sleep(CHANGES)
        counter = COUNTERS[number % len(COUNTERS)]
        there = actions.call_next(office, counter, officer=officer, now=clock.now())
        if there is not None and number >= len(COUNTERS):
            actions.finish(there, counter, officer=officer, now=clock.now())
        _somebody(office, officer, f"late-{number:020}", clock.now())


def _people(how_many: int) -> tuple[list[str], str]:
    """The tokens of who waits, and of the screen."""
    from datetime import timedelta

    from lojar.hall.tokens import screen_token
    from lojar.lib import clock
    from lojar.offices.models import Officer
    from lojar.offices.queries import the_office
    from lojar.visits.models import Room, Session
    from lojar.visits.rules.room_plan import RoomPlan

    office, now = the_office(), clock.now()
    officer = Officer.objects.create(email="rina@contoh.example", name="Rina", office=office)
    Room.objects.create(office=office, name="Teras", plan=RoomPlan(rows=10, columns=12).to_json())
    for counter in COUNTERS:
        Session.objects.create(
            office=office, counter=counter, purpose="urgent", starts_at=now, ends_at=now + timedelta(hours=1),
            places=6, service_minutes=10,
        )  # fmt: skip
    tokens = [f"somebody-{number:020}" for number in range(how_many)]
    for token in tokens:
        _somebody(office, officer, token, now)
    return tokens, screen_token(office.pk)


def _somebody(office: object, officer: object, token: str, now: object) -> None:
    from lojar.visits import actions

    errand, door = actions.Errand(reason="sakit", person_name="Orang Contoh"), actions.AtTheDoor()
    actions.arrive_unbooked(office, "urgent", errand, door, key=token, officer=officer, now=now)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
