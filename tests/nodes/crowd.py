"""Citizens who write while machines fail, each at their own pace, and remember how long the office let them wait."""

import threading
import time
from collections import Counter
from itertools import cycle

from tests.journeys.citizen import Citizen

QUESTIONS = ("jam buka kantor?", "alamat kantor di mana?", "biayanya berapa?", "syarat ktp hilang apa saja?")
MOST_WAIT = 120.0


class Crowd:
    def __init__(self, standin_url: str, size: int) -> None:
        self.citizens = [Citizen(standin_url, f"Warga {n} Contoh") for n in range(size)]
        self.waits: list[tuple[float, float]] = []  # when they wrote, and how long until an answer
        self.unanswered: list[str] = []
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=[citizen]) for citizen in self.citizens]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def longest_wait(self, since: float, until: float) -> float:
        return max((wait for at, wait in self.waits if since <= at <= until), default=0.0)

    def _write(self, citizen: Citizen) -> None:
        """One question, then patience, as people do; a photo now and then."""
        for question in cycle(QUESTIONS):
            if self._enough.wait(1.0):
                return
            began = time.monotonic()
            citizen.writes(question)
            while not citizen.look():
                if time.monotonic() - began > MOST_WAIT:
                    self.unanswered.append(f"{citizen.name}: {question}")
                    break
                time.sleep(0.2)
            self.waits.append((began, time.monotonic() - began))

    def seen_twice(self) -> list[str]:
        """The same answer shown twice on a phone."""
        found = []
        for citizen in self.citizens:
            ids = Counter(message["id"] for message in citizen.chat if message["side"] == "office")
            found += [wamid for wamid, count in ids.items() if count > 1]
        return found

    def wrote(self) -> set[str]:
        return {m["id"] for citizen in self.citizens for m in citizen.chat if m["side"] == "citizen"}

    def shown(self) -> set[str]:
        return {m["id"] for citizen in self.citizens for m in citizen.chat if m["side"] == "office"}
