"""Meta's postman: tells the office everything until it answers 200; late, twice, in any order, in handfuls."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import httpx

from . import envelope
from .books import Answered, MetasBook
from .envelope import Update
from .weather import Sky

ROUND = 0.1  # seconds between looking what is due
AT_ONCE = 12
PATIENCE = httpx.Timeout(20.0, connect=3.0)
WAITS = (0.3, 1.0, 2.0, 4.0, 8.0, 12.0)  # Meta's seven days in a hurry


@dataclass
class Postman:
    urls: tuple[str, ...]
    secret: str
    sky: Sky
    book: MetasBook
    waiting: list[Update] = field(default_factory=list)
    under_way: int = 0
    posts: int = 0

    def take(self, update: Update) -> None:
        self.waiting.append(update)

    @property
    def undelivered(self) -> int:
        return len(self.waiting) + self.under_way

    async def run(self) -> None:
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        gate = asyncio.Semaphore(AT_ONCE)
        async with httpx.AsyncClient(timeout=PATIENCE, limits=limits) as line, asyncio.TaskGroup() as tasks:
            while True:
                for batch, dice in self._handfuls():
                    self.under_way += len(batch)
                    tasks.create_task(self._carry(line, gate, batch, dice))
                await asyncio.sleep(ROUND)

    def _handfuls(self) -> list[tuple[list[Update], Random]]:
        now, found = time.time(), []
        due = sorted((each for each in self.waiting if each.due <= now), key=lambda each: each.due)
        taken = {id(each) for each in due}
        self.waiting = [each for each in self.waiting if id(each) not in taken]
        while due:
            self.posts += 1
            dice = self.sky.dice("post", self.posts)
            if self.sky.strikes("reorder", dice):
                dice.shuffle(due)
            size = self.sky.post_size(dice)
            found.append((due[:size], dice))
            due = due[size:]
        return found

    async def _carry(
        self, line: httpx.AsyncClient, gate: asyncio.Semaphore, batch: list[Update], dice: Random
    ) -> None:
        sibling = self.sky.strikes("siblings", dice)
        data = envelope.body(batch, dice, sibling=sibling)
        async with gate:
            if self.sky.strikes("forgeries", dice):
                await self._forge(line, dice)
            told = ",".join(update.key for update in batch)
            answered = await self._post(line, data, envelope.signature(self.secret, data), dice, told)
        answered.sibling = sibling
        self.under_way -= len(batch)
        if answered.status == 200:
            self._delivered(batch, dice, answered)
        else:
            for update in batch:
                update.tries += 1
                wait = WAITS[min(update.tries, len(WAITS)) - 1]
                self.waiting.append(replace(update, due=time.time() + wait * dice.uniform(0.7, 1.3)))

    async def _post(
        self, line: httpx.AsyncClient, data: bytes, signature: str, dice: Random, what: str
    ) -> Answered:
        began = time.time()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
        try:
            answer = await line.post(dice.choice(self.urls), content=data, headers=headers)
            status = answer.status_code
        except httpx.HTTPError as gone:
            status, what = 0, f"{type(gone).__name__}: {what}"
        answered = Answered(began, status, time.time() - began, what[:600])
        self.book.answered.append(answered)
        return answered

    def _delivered(self, batch: Sequence[Update], dice: Random, answered: Answered) -> None:
        at = answered.at + answered.seconds
        for update in batch:
            if wrote := self.book.wrote.get(update.key):
                wrote.taken_at = wrote.taken_at or at
            if update.tracker:
                self.book.note(update.tracker, at, f"{update.told['status']} was told to the office")
            if update.repeats == 0 and self.sky.strikes("duplicates", dice):
                self.book.troubles["duplicates"] += 1
                again = replace(update, repeats=1, tries=0, due=time.time() + dice.uniform(0, 25))
                self.waiting.append(again)

    async def _forge(self, line: httpx.AsyncClient, dice: Random) -> None:
        """Somebody else's POST, signed with a wrong secret."""
        self.book.troubles["forgeries"] += 1
        wamid = f"wamid.FORGED{dice.randrange(10**9)}"
        told = {"from": "62800999999999", "id": wamid, "type": "text", "text": {"body": "palsu"}}
        update = Update(wamid, "messages", {**told, "timestamp": str(int(time.time()))}, 0, "62800999999999")
        data = envelope.body([update], dice)
        self.book.forged.add(wamid)
        answered = await self._post(line, data, envelope.signature("wrong", data), dice, wamid)
        answered.forged = True

    async def shake_hands(self, verify_token: str) -> bool:
        """What Meta asks of an address before it sends anything there."""
        async with httpx.AsyncClient(timeout=PATIENCE) as line:
            for url in self.urls:
                asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
                right = await line.get(url, params={**asked, "hub.verify_token": verify_token})
                wrong = await line.get(url, params={**asked, "hub.verify_token": "another"})
                if right.status_code != 200 or right.text != "1158201444" or wrong.status_code < 400:
                    return False
        return True
