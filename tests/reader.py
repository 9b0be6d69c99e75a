"""A newcomer who reads: what somebody does who knows nothing but the last message. Pure, for every scripted citizen."""

import re
from dataclasses import dataclass
from typing import Literal

EXAMPLE = re.compile(r"(?:Contoh|Example):\s*(.+)", re.S)
BULLET = re.compile(r"^• (.+)$", re.M)
PHOTO = re.compile(r"(?:foto|foto baru|photo of|photo of the) \*(.+?)\*")
NUMBER = re.compile(r"\b([A-Z]{2,5}-\d{6}-[0-9A-Z]{4})\b")


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as it stands on the phone: its words, and what can be pressed (id and title)."""

    body: str
    offered: tuple[tuple[str, str], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(id for id, _ in self.offered)

    @property
    def asks_for_something(self) -> bool:
        return bool(self.offered or EXAMPLE.search(self.body) or PHOTO.search(self.body))


@dataclass(frozen=True, slots=True)
class Step:
    """What is done now: words to write, the id of a button, or the papers to photograph."""

    how: Literal["writes", "presses", "photographs"]
    what: tuple[str, ...]


def next_step(seen: Seen) -> Step:
    """Copies the example, presses the first button, photographs what is asked for. Wants no package beside it."""
    if example := EXAMPLE.search(seen.body):
        return Step("writes", (example.group(1).strip(),))
    photo = PHOTO.search(seen.body)
    if photo and all(id.startswith("wrong") for id in seen.ids):
        return Step("photographs", tuple(BULLET.findall(seen.body)) or (photo.group(1),))
    if seen.offered:
        return Step("presses", (next((id for id in seen.ids if id.startswith("only:")), seen.ids[0]),))
    raise AssertionError(f"nothing to do is said here: {seen.body}")
