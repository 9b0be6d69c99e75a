"""The whole storm: open the office, let it rain, strike, let it calm, ask the judge. All bounded, all cleaned up."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from . import logs, place, records, report
from .books import Household, MetasBook, OfficesBook
from .graph import Graph
from .household import Kept
from .judge import Finding, judge
from .media import Shelf
from .people import Crowd
from .place import Place
from .postman import Postman
from .watch import watch_database, watch_memory
from .weather import Sky, blows
from .wire import listen

LONGEST_SETTLING, STILL, RESTED = 360.0, 75.0, 15.0


@dataclass(frozen=True)
class Asked:
    minutes: float
    people: int
    rate: float
    seed: int
    kill: tuple[str, ...]
    every: float
    without: frozenset[str]
    folder: Path
    chances: dict[str, float] = field(default_factory=dict)


@dataclass
class Storm:
    asked: Asked
    place: Place
    sky: Sky
    meta: MetasBook = field(default_factory=MetasBook)
    house: Household = field(default_factory=Household)
    kept: dict[str, Kept] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.postman = Postman(self.place.webhooks, place.SECRET, self.sky, self.meta)
        self.shelf = Shelf(self.place.media_host, place.TOKEN, self.sky, self.meta)
        self.graph = Graph(place.TOKEN, self.sky, self.meta, self.shelf, self.postman.take)
        world: dict[str, Any] = {"sky": self.sky, "book": self.meta, "shelf": self.shelf}
        world |= {"postman": self.postman, "line": self.graph.line}
        self.crowd = Crowd.of(self.asked.people, **world)

    async def run(self) -> list[Finding]:
        async with self._servers(), self._database(), self._tasks() as start:
            _say("the office opens")
            await asyncio.to_thread(self.place.lojar, "setup")
            self.kept |= self.place.processes(self.house)
            for name in ("web-1", "web-2", "work-1", "work-2"):
                start(self.kept[name].live())
            await _until(self._answers, "both servers answer", 90)
            if not await self.postman.shake_hands(place.VERIFY):
                raise SystemExit("the office does not shake hands as Meta wants it")
            await asyncio.to_thread(self.place.lojar, "templates", "push")
            start(watch_memory(self.kept, self.house))
            start(self.postman.run())
            await self._storm()
            await self._calm()
            office = await asyncio.to_thread(self._collect)
            await asyncio.gather(*(kept.end() for name, kept in self.kept.items() if name != "database"))
        return self._judged(office)

    async def _storm(self) -> None:
        seconds = self.asked.minutes * 60
        plan = blows(self.asked.seed, seconds, self.asked.kill, every=self.asked.every)
        _say(
            f"{self.asked.people} people write for {seconds:.0f} s, {len(plan)} blows (seed {self.asked.seed})"
        )
        began = time.time()
        striking = asyncio.create_task(self._strike_all(plan, began))
        await self.crowd.live(self.asked.rate, began + seconds)
        await striking

    async def _strike_all(self, plan: list[Any], began: float) -> None:
        tasks = []
        for number, blow in enumerate(plan):
            await asyncio.sleep(max(0.0, began + blow.at - time.time()))
            kept, dice = self.kept[blow.target], self.sky.dice("blow", number)
            if blow.target == "database":
                self.house.outages.append((time.time(), time.time() + 1))
                self.place.database.strike(kept, blow, dice, self.house)
            else:
                tasks.append(asyncio.create_task(kept.strike(blow, dice)))
        await asyncio.gather(*tasks)

    async def _calm(self) -> None:
        """No more trouble; what is under way must find its end. Then everybody asks once more."""
        self.sky.calm = True
        _say("the weather calms")
        await _until(lambda: asyncio.to_thread(self.place.database.answers), "the database answers", 60)
        await asyncio.sleep(12)
        await self.crowd.say_goodbye()
        self.house.settled = await self._settled()
        _say(self.house.settled)

    async def _settled(self) -> str:
        """Until all is done for a while, or nothing has moved for longer, or it has taken too long."""
        began = moved = clean = time.time()
        before: Any = None
        pulse: dict[str, Any] = {}
        while time.time() - began < LONGEST_SETTLING:
            pulse = await asyncio.to_thread(records.pulse, self.place.database.url)
            waits = {name: pulse[name] for name in records.WAITS if pulse[name]}
            waits |= {"at Meta's": self.postman.undelivered} if self.postman.undelivered else {}
            now, seen = time.time(), (pulse, len(self.meta.shown), self.postman.undelivered)
            moved = moved if seen == before else now
            clean = now if waits or seen != before else clean
            before = seen
            if now - clean > RESTED:
                return f"rest after {now - began:.0f} s"
            still_to_come = now < pulse["last_wait"] < began + LONGEST_SETTLING
            if now - moved > STILL and not still_to_come:
                return f"nothing moves any more after {now - began:.0f} s; waiting: {waits}"
            await asyncio.sleep(1)
        return f"no rest in {LONGEST_SETTLING:.0f} s: {pulse}"

    def _collect(self) -> OfficesBook:
        self.meta.undelivered = self.postman.undelivered
        self.meta.line_over, self.meta.line_most = self.graph.line.over, self.graph.line.most
        self.meta.pairs_over = self.graph.pairs.over
        told = self.place.lojar("ledger", "--json", check=False)
        with contextlib.suppress(ValueError, IndexError):
            self.house.ledger = json.loads(told.stdout.strip().splitlines()[-1])
        return records.read(self.place.database.url)

    def _judged(self, office: OfficesBook) -> list[Finding]:
        files = sorted(self.place.logs.glob("*.log"))
        self.house.spilled, self.house.errors = logs.spilled(files, place.SECRETS), logs.errors(files)
        findings = judge(self.meta, office, self.house)
        shown = {**vars(self.asked), "without": sorted(self.asked.without)}
        report.written(
            self.asked.folder / "report.json",
            findings,
            meta=self.meta,
            office=office,
            house=self.house,
            asked=shown,
        )
        return findings

    @contextlib.asynccontextmanager
    async def _servers(self) -> AsyncIterator[None]:
        servers = [
            await listen(self.graph, self.place.graph_port),
            await listen(self.shelf.download, self.place.media_port),
        ]
        try:
            yield
        finally:
            for server in servers:
                server.close()

    @contextlib.asynccontextmanager
    async def _database(self) -> AsyncIterator[None]:
        kept = self.kept["database"] = self.place.postgres(self.house)
        living = asyncio.create_task(kept.live())
        watching = asyncio.create_task(watch_database(self.place.database, self.house))
        try:
            await _until(lambda: asyncio.to_thread(self.place.database.answers), "PostgreSQL answers", 60)
            await asyncio.to_thread(self.place.database.create)
            self.house.outages.clear()
            yield
        finally:
            watching.cancel()
            await kept.end()
            living.cancel()
            await asyncio.to_thread(self.place.database.clear)

    @contextlib.asynccontextmanager
    async def _tasks(self) -> AsyncIterator[Callable[[Any], None]]:
        """Whatever happens inside, every process is gone afterwards."""
        tasks: list[asyncio.Task[None]] = []
        try:
            yield lambda work: tasks.append(asyncio.create_task(work))
            for task in tasks:
                if task.done() and (wrong := task.exception()):
                    raise wrong
        finally:
            await asyncio.gather(*(each.end() for name, each in self.kept.items() if name != "database"))
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _answers(self) -> bool:
        async with httpx.AsyncClient(timeout=3) as line:
            for port in self.place.web_ports:
                try:
                    if (await line.get(f"http://127.0.0.1:{port}/healthz")).status_code != 200:
                        return False
                except httpx.HTTPError:
                    return False
        return True


async def _until(true: Callable[[], Awaitable[bool]], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if await true():
            return
        await asyncio.sleep(0.3)
    raise SystemExit(f"waited {seconds:.0f} s in vain: {what}")


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)
