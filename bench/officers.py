"""A hundred officers at their desks: each has the worklist open, and decides a case a minute.

    python -m bench.officers [--officers N] [--applications N] [--seconds N]

`lojar serve` as an office starts it. Every officer's list asks every ten seconds, as the page does, with the tag of
what it shows; every minute they press N, accept every paper, and accept the case (pictures are measured by
`bench.watermark`). Every request has its time beforehand and its wait runs from that time, so that a slow answer is not
forgiven by asking later. About as many requests then go to the plainest page of the portal (one question to the
database, no session): the baseline. Printed are milliseconds by what was asked, the ratio, and the memory of the web
processes. Wanted: p95 under 200 ms, less than 1 GB. The database is made for this run and thrown away.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from .house import lojar_serves, own_house

ALLOWED_MS, ALLOWED_MB = 200, 1000
LIST_ASKS, A_CASE = 10.0, 60.0  # seconds between two
BETWEEN_KEYS = 1.5  # seconds an officer looks at a paper
CONNECTIONS = 64
BASELINE = "/privasi/"
ACCEPTANCE = re.compile(r'action="(/desk/berkas/[^/"]+/papers/[^/"]+/acceptance)"')
CASE_ACCEPTANCE = re.compile(r'action="(/desk/berkas/[^/"]+/acceptance)"')


@dataclass
class Seen:
    """Milliseconds by what was asked; what was answered."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    decided: int = 0

    def all(self) -> list[float]:
        return sorted(each for times in self.times.values() for each in times)


@dataclass
class Desk:
    """One officer's browser."""

    client: httpx.AsyncClient
    cookies: dict[str, str]
    seen: Seen
    plain: bool = False

    async def asks(self, what: str, path: str, due: float, **headers: str) -> httpx.Response:
        return await self._timed(
            what, self.client.build_request("GET", self._of(path), headers=self._say(headers)), due
        )

    async def does(self, what: str, path: str, due: float) -> httpx.Response:
        """A form, and the page that follows it: two requests, one wait."""
        if self.plain:
            return await self.asks(what, path, due)
        form = {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        request = self.client.build_request(
            "POST", path, data=form, headers=self._say({"Referer": str(self.client.base_url)})
        )
        answer = await self.client.send(request)
        after = answer.headers.get("Location", "")
        if answer.status_code == 302 and after:
            return await self._timed(
                what, self.client.build_request("GET", after, headers=self._say({})), due
            )
        self._note(what, answer, due)
        return answer

    async def _timed(self, what: str, request: httpx.Request, due: float) -> httpx.Response:
        answer = await self.client.send(request)
        self._note(what, answer, due)
        return answer

    def _note(self, what: str, answer: httpx.Response, due: float) -> None:
        self.seen.times[what].append((time.perf_counter() - due) * 1000)
        self.seen.statuses[answer.status_code] += 1

    def _of(self, path: str) -> str:
        return BASELINE if self.plain else path

    def _say(self, headers: dict[str, str]) -> dict[str, str]:
        """Cookies by hand: one client's jar would give every officer the same session."""
        return headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--officers", type=int, default=100)
    asked.add_argument("--applications", type=int, default=100_000)
    asked.add_argument("--seconds", type=int, default=120)
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        own_house(Path(folder), LOJAR_REQUIRE_MFA="0") as environment,
    ):
        cookies = _office(given.officers, given.applications)
        with lojar_serves(environment) as webhook:
            base = str(httpx.URL(webhook).copy_with(path="/"))
            asyncio.run(_a_while(base, cookies, 15, plain=False))  # each process has read its templates
            desk = asyncio.run(_a_while(base, cookies, given.seconds, plain=False))
            memory = _memory_of_servers()
            plain = asyncio.run(_a_while(base, cookies, given.seconds, plain=True))
    return _print(desk, plain, memory, given.seconds)


async def _a_while(base: str, cookies: list[dict[str, str]], seconds: float, *, plain: bool) -> Seen:
    seen, chance = Seen(), random.Random(1)
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=30) as client:
        began = time.perf_counter()
        work = []
        for jar in cookies:
            desk = Desk(client, jar, seen, plain)
            work.append(_keeps_the_list_open(desk, began + chance.uniform(0, LIST_ASKS), began + seconds))
            work.append(_decides(desk, began + chance.uniform(0, A_CASE), began + seconds))
        await asyncio.gather(*work)
    return seen


async def _keeps_the_list_open(desk: Desk, due: float, end: float) -> None:
    tag = ""
    while due < end:
        await _until(due)
        known = {"If-None-Match": tag} if tag else {}
        answer = await desk.asks(
            "list", "/desk/", due, **{"HX-Request": "true", "HX-Target": "list"}, **known
        )
        tag, due = answer.headers.get("ETag", tag), due + LIST_ASKS


async def _decides(desk: Desk, due: float, end: float) -> None:
    while due < end:
        await _until(due)
        page = await desk.does("next case", "/desk/next", due)
        at = due + BETWEEN_KEYS
        while paper := ACCEPTANCE.search(page.text):
            await _until(at)
            page = await desk.does("accept a paper", paper[1], at)
            at += BETWEEN_KEYS
        if case := CASE_ACCEPTANCE.search(page.text):
            await _until(at)
            await desk.does("accept the case", case[1], at)
            desk.seen.decided += 1
        if desk.plain:
            for number in range(5):  # as many as a case has on the average
                await _until(at + number * BETWEEN_KEYS)
                await desk.asks("accept a paper", "", at + number * BETWEEN_KEYS)
        due += A_CASE


async def _until(due: float) -> None:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))


def _office(officers: int, applications: int) -> list[dict[str, str]]:
    """Cookies of so many officers who have signed in."""
    from django.db import connection
    from django.test import Client

    from lojar.applications.seed import seed_applications
    from lojar.offices.models import Officer
    from lojar.offices.queries import the_office

    office = the_office()
    began = time.perf_counter()
    seed_applications(applications, office=office)
    print(f"{applications} applications in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    jars = []
    for number in range(officers):
        officer = Officer.objects.create(
            email=f"petugas{number}@contoh.example", name=f"Petugas {number}", office=office
        )
        client = Client()
        client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        jars.append({name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": "x" * 32})
    return jars


def _memory_of_servers() -> float:
    """Megabytes of the web processes, what they share counted once."""
    pages = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"lojar.cli" in words and b"serve" in words:
                pages += int(
                    re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)[1]
                )
        except OSError:
            continue
    return pages / 1024


def _print(desk: Seen, plain: Seen, memory: float, seconds: int) -> int:
    for what, times in sorted(desk.times.items()):
        _line(what, sorted(times))
    everything, baseline = desk.all(), plain.all()
    _line("everything", everything)
    _line("baseline", baseline)
    late, of_plain = (times[int(len(times) * 0.95)] for times in (everything, baseline))
    print(
        f"{desk.decided} cases decided, {len(everything) / seconds:.0f} requests a second   {dict(desk.statuses)}"
    )
    print(
        f"p95 {late / of_plain:.2f} of the baseline, {late / ALLOWED_MS:.2f} of the allowance"
        f"   memory {memory:.0f} MB, {memory / ALLOWED_MB:.2f} of the allowance"
    )
    wrong = set(desk.statuses) - {200, 304}
    return int(late >= ALLOWED_MS or memory >= ALLOWED_MB or bool(wrong))


def _line(what: str, times: list[float]) -> None:
    middle, late, latest = (times[int(len(times) * part)] for part in (0.5, 0.95, 0.99))
    print(f"{what:16} {len(times):6}   median {middle:6.1f} ms   p95 {late:6.1f} ms   p99 {latest:6.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
