"""What Meta's side wrote down and what the office has on record: the two books that the judge compares."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Wrote:
    """One message of a citizen. Times are seconds since 1970."""

    wamid: str
    person: str
    kind: str
    at: float
    text: str = ""
    answer: str = ""  # a word that stands in the answer to this question, and in no other
    photo: str = ""  # sha256 in hex
    taken_at: float = 0.0  # when the office first answered 200 for it


@dataclass
class Shown:
    """One message that Meta accepted, and so a citizen saw."""

    wamid: str
    person: str
    tracker: str
    came_at: float  # when the request stood before the door
    at: float
    kind: str
    text: str
    fate: str = ""
    offers: tuple[tuple[str, str], ...] = ()

    @property
    def outbox_id(self) -> int:
        part = self.tracker.split(":")
        return int(part[1]) if len(part) == 3 and part[0] == "outbox" and part[1].isdigit() else 0


@dataclass
class Answered:
    """How the office answered one POST of Meta's. status 0: not at all."""

    at: float
    status: int
    seconds: float
    what: str = ""
    sibling: bool = False
    forged: bool = False


@dataclass
class MetasBook:
    wrote: dict[str, Wrote] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)  # bodies that are against the rules
    forged: set[str] = field(default_factory=set)
    diary: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # by outbox id
    troubles: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    undelivered: int = 0
    line_over: list[float] = field(default_factory=list)
    line_most: int = 0
    pairs_over: list[tuple[float, str]] = field(default_factory=list)

    def note(self, tracker: str, at: float, what: str) -> None:
        part = tracker.split(":")
        if len(part) == 3 and part[1].isdigit():
            self.diary[int(part[1])].append(f"{at:.2f} attempt {part[2]}: {what}")


Row = dict[str, Any]


@dataclass
class OfficesBook:
    inbound: list[Row] = field(default_factory=list)
    outbound: list[Row] = field(default_factory=list)
    deliveries: list[Row] = field(default_factory=list)
    photos: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    alarms: list[Row] = field(default_factory=list)


@dataclass
class Household:
    """What happened to the processes."""

    outages: list[tuple[float, float]] = field(default_factory=list)  # of the database
    blows: list[str] = field(default_factory=list)
    ended_alone: list[str] = field(default_factory=list)
    would_not_stop: list[str] = field(default_factory=list)
    memory: dict[str, list[tuple[float, float]]] = field(default_factory=dict)  # of each life, in MB
    spilled: list[str] = field(default_factory=list)  # personal data in a log
    errors: list[tuple[int, str]] = field(default_factory=list)  # how often each stands in the logs
    ledger: dict[str, Any] | None = None
    settled: str = ""

    def database_away(self, at: float, *, grace: float) -> bool:
        return any(begin - 1 <= at <= end + grace for begin, end in self.outages)
