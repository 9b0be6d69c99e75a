"""Looks at the office from outside while it works: is the database there, how large are the processes."""

import asyncio
import time

import psutil

from .books import Household
from .database import Database
from .household import Kept

LOOK, MEASURE = 0.4, 5.0
MB = 1024 * 1024


async def watch_database(database: Database, book: Household) -> None:
    gone_since = 0.0
    while True:
        began = time.time()
        there = await asyncio.to_thread(database.answers)
        if there and gone_since:
            book.outages.append((gone_since, time.time()))
        gone_since = 0.0 if there else gone_since or began
        await asyncio.sleep(LOOK)


async def watch_memory(kept: dict[str, Kept], book: Household) -> None:
    """Proportional sizes, so that pages shared by forks count once. Each life of a process is a line of its own."""
    while True:
        for name, process in kept.items():
            if name != "database" and (found := await asyncio.to_thread(_size, process)):
                book.memory.setdefault(f"{name}#{process.lives}", []).append((round(time.time(), 1), found))
        await asyncio.sleep(MEASURE)


def _size(process: Kept) -> float:
    total = 0
    for each in process.family():
        try:
            total += each.memory_full_info().pss
        except psutil.Error:
            continue
    return round(total / MB, 1)
