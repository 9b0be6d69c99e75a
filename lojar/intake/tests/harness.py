"""A citizen and the engine without a database: a script in, what was said and done out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count

from lojar.applications.rules.lifecycle import Status
from lojar.catalogue.loader import load
from lojar.catalogue.regions import districts, villages
from lojar.channels.messages import Buttons, Menu, Message, Text, choices, plain
from lojar.evidence.rules.reading.said import PaperSeen, Said
from lojar.intake.engine import Heard, HeardPhoto, OfficeFacts, Outcome, Scene, State, Turn, after, listen
from lojar.intake.engine.commands import Command, Start, Submit
from lojar.intake.engine.folding import folded
from lojar.intake.phrasebook import phrasebook
from lojar.intake.understand import Places
from lojar.intake.wordlist import own_words, read_answers

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
OFFICE = OfficeFacts(
    name="Dinas Kependudukan dan Pencatatan Sipil", short_name="Dispendukcapil", number="0800 0000 0001",
    address="Jl. Contoh No. 1", regency="Banyuwangi", map_url="https://peta.contoh.id",
    hours={"id": "Senin-Jumat 08.00-15.30", "en": "Monday-Friday 08:00-15:30"},
)  # fmt: skip


@lru_cache(maxsize=1)
def catalogue():
    return load()


def scene(**more) -> Scene:
    facts = {
        "office": OFFICE, "catalogue": catalogue(), "words": own_words(), "answers": read_answers(),
        "phrases": phrasebook(), "now": NOON, "phone": "6280012345678", "places": Places(districts("3510"), villages),
    }  # fmt: skip
    return Scene(**{**facts, **more})


@dataclass
class Citizen:
    """Writes, presses and sends photos; remembers everything that was said and done."""

    scene: Scene = field(default_factory=scene)
    state: State = field(default_factory=State)
    said: list[Message] = field(default_factory=list)
    done: list[Command] = field(default_factory=list)
    _ids: count = field(default_factory=lambda: count(1))
    _numbers: count = field(default_factory=lambda: count(1))

    def writes(self, *texts: str) -> "Citizen":
        return self.sends(*(self.heard("text", text=text) for text in texts))

    def presses(self, wanted: str) -> "Citizen":
        """A button or row of the last message, by its id or its title."""
        for message in reversed(self.said):
            for id, title in ids(message):
                if wanted in (id, title):
                    return self.sends(self.heard("choice", choice=id, text=title))
        raise AssertionError(f"{wanted} was not offered: {[ids(m) for m in self.said[-2:]]}")

    def photographs(self, *captions: str, pages: int = 1, trouble: str = "") -> "Citizen":
        """One burst, a photo for each caption ("" has none)."""
        return self.sends(*(self.photo(caption, pages=pages, trouble=trouble) for caption in captions))

    def photo(
        self, caption: str = "", *, id: int = 0, pages: int = 1, trouble: str = "", fault: str = ""
    ) -> Heard:
        shown = HeardPhoto(0 if trouble else id or 100 + next(self._ids), pages, trouble, fault)
        return self.heard("photo", text=caption, photo=shown)

    def showing(
        self,
        document: str,
        caption: str = "",
        *,
        doubtful: tuple[str, ...] = (),
        sure: bool = True,
        **said: str,
    ) -> Heard:
        """A photo of a paper on which this was read; `father__nik` is "father.nik"."""
        heard = self.photo(caption)
        read = {
            name.replace("__", "."): Said(value, 0.97, ("hard_to_read",) if name in doubtful else ())
            for name, value in said.items()
        }
        seen = {**self.scene.seen, heard.photo.id: PaperSeen(document if sure else "", document, read)}
        self.scene = replace(self.scene, seen=seen)
        return heard

    def heard(self, kind: str, **more) -> Heard:
        return Heard(next(self._ids), kind, self.scene.now, **more)

    def waits(self, **time: float) -> "Citizen":
        self.scene = replace(self.scene, now=self.scene.now + timedelta(**time))
        return self

    def sends(self, *heard: Heard) -> "Citizen":
        return self._take(listen(self.scene, self.state, heard))

    def learns(self, *outcomes: Outcome) -> "Citizen":
        """The worker reports how commands ended."""
        return self._take(after(self.scene, self.state, outcomes))

    def _take(self, turn: Turn) -> "Citizen":
        names = {c.case: f"BWI-{next(self._numbers):04d}" for c in turn.commands if isinstance(c, Start)}
        commands = [_renamed(command, names) for command in turn.commands]
        for command in commands:
            self.scene = folded(self.scene, command)
        self.scene = replace(self.scene, cases=tuple(c for c in self.scene.cases))
        self.state = State.from_json(turn.state.renamed(names).to_json())
        self.done += commands
        self.last = turn
        self.said += turn.say
        return self

    @property
    def reads(self) -> str:
        """The words of the last turn, with what can be pressed."""
        return "\n".join(plain(m) + "\n" + " | ".join(choices(m)) for m in self.last.say)

    @property
    def case(self):
        return self.scene.case(self.state.focus)

    def did(self, kind: type) -> list:
        return [command for command in self.done if isinstance(command, kind)]

    @property
    def has_sent(self) -> bool:
        return bool(self.did(Submit))


def ids(message: Message) -> list[tuple[str, str]]:
    if isinstance(message, Buttons):
        return [(b.id, b.title) for b in message.buttons]
    if isinstance(message, Menu):
        return [(row.id, row.title) for section in message.sections for row in section.rows]
    return []


def with_status(citizen: Citizen, number: str, status: Status, **more) -> Citizen:
    case = citizen.scene.case(number)
    citizen.scene = citizen.scene.with_case(replace(case, status=status, **more))
    return citizen


def _renamed(command: Command, names: Mapping[str, str]) -> Command:
    case = getattr(command, "case", None)
    return replace(command, case=names[case]) if case in names else command


__all__ = ["NOON", "Citizen", "Text", "ids", "scene", "with_status"]
