"""What goes wrong, and when. Pure: the same seed and thing meet the same fate, in whatever order things come."""

from dataclasses import dataclass, field
from random import Random

# How often each trouble strikes what it can strike.
CHANCES = {
    # webhooks
    "duplicates": 0.08,
    "reorder": 0.35,
    "batches": 0.75,
    "delays": 0.35,
    "long_delays": 0.03,
    "siblings": 0.06,
    "forgeries": 0.02,
    # answers to what the office sends
    "drop_before": 0.02,
    "drop_after": 0.03,
    "bare_500_before": 0.02,
    "bare_500_after": 0.02,
    "coded_500_before": 0.02,
    "coded_500_after": 0.01,
    "unavailable": 0.02,
    "line_rate": 0.02,
    "pair_rate": 0.01,
    "away": 0.02,
    "slow": 0.05,
    # photos
    "lookup_500": 0.05,
    "media_503": 0.08,
    "media_404": 0.05,
    "media_damaged": 0.04,
    "media_slow": 0.06,
}
SENDS = (
    "drop_before",
    "drop_after",
    "bare_500_before",
    "bare_500_after",
    "coded_500_before",
    "coded_500_after",
    "unavailable",
    "line_rate",
    "pair_rate",
    "away",
    "slow",
)
LOOKUPS, DOWNLOADS = ("lookup_500",), ("media_503", "media_404", "media_damaged", "media_slow")
AFTER = frozenset(
    {"drop_after", "bare_500_after", "coded_500_after"}
)  # Meta has taken it and does not say so
LONGEST_ANSWER, LONGEST_DOWNLOAD = 20.0, 8.0
USUAL_DELAY, LONG_DELAY = 8.0, 30.0
MOST_MEDIA_TROUBLES = 2  # of one photo: a third "not found" may be believed
LARGEST_POST = 50


@dataclass(frozen=True)
class Fate:
    """`kind` "" is good weather. `first` seconds pass before the thing is done, `then` before it is answered."""

    kind: str = ""
    first: float = 0.0
    then: float = 0.0


FINE = Fate()


@dataclass
class Sky:
    """`without` names troubles that are switched off; `calm` ends them all."""

    seed: int
    without: frozenset[str] = frozenset()
    calm: bool = False
    chances: dict[str, float] = field(default_factory=lambda: dict(CHANCES))

    def dice(self, *key: object) -> Random:
        return Random("|".join(map(str, (self.seed, *key))))

    def strikes(self, trouble: str, dice: Random) -> bool:
        drawn = dice.random()  # drawn even when it is calm, so that one switch does not turn all the others
        return not self.calm and trouble not in self.without and drawn < self.chances[trouble]

    def of_send(self, tracker: str) -> Fate:
        return self._one_of(SENDS, self.dice("send", tracker))

    def of_lookup(self, media_id: str, time: int) -> Fate:
        return self._media(LOOKUPS, "lookup", media_id, time)

    def of_download(self, media_id: str, time: int) -> Fate:
        return self._media(DOWNLOADS, "download", media_id, time)

    def delay(self, *key: object) -> float:
        """Seconds until Meta first tells the office of something."""
        dice = self.dice("delay", *key)
        if self.strikes("long_delays", dice):
            return dice.uniform(USUAL_DELAY, LONG_DELAY)
        return dice.uniform(0, USUAL_DELAY) if self.strikes("delays", dice) else 0.0

    def post_size(self, dice: Random) -> int:
        if not self.strikes("batches", dice):
            return 1
        return dice.choice((2, 3, 5, 8, 20, LARGEST_POST))

    def _media(self, troubles: tuple[str, ...], what: str, media_id: str, time: int) -> Fate:
        if time > MOST_MEDIA_TROUBLES:
            return FINE
        return self._one_of(troubles, self.dice(what, media_id, time))

    def _one_of(self, troubles: tuple[str, ...], dice: Random) -> Fate:
        drawn, reached = dice.random(), 0.0
        for trouble in troubles:
            reached += self.chances[trouble]
            if drawn < reached:
                return FINE if self.calm or trouble in self.without else _in_time(trouble, dice)
        return FINE


def _in_time(trouble: str, dice: Random) -> Fate:
    if trouble == "slow":
        seconds, late = dice.uniform(1, LONGEST_ANSWER), dice.random() < 0.3
        return Fate(trouble, first=seconds if late else 0.0, then=0.0 if late else seconds)
    if trouble == "media_slow":
        return Fate(trouble, first=dice.uniform(1, LONGEST_DOWNLOAD))
    return Fate(trouble)


@dataclass(frozen=True)
class Blow:
    """At second `at` the process `target` is struck; it is started again `pause` seconds after its end."""

    at: float
    target: str
    how: str
    pause: float


HOWS = {
    "web": ("kill", "kill", "kill_child", "term"),
    "worker": ("kill", "kill", "term"),
    "database": ("kill", "kill_family", "kill_backend", "kill_backend"),
}
NAMES = {"web": ("web-1", "web-2"), "worker": ("work-1", "work-2"), "database": ("database",)}
FIRST_BLOW, LAST_CALM = 6.0, 4.0


def blows(seed: int, seconds: float, targets: tuple[str, ...], *, every: float = 12.0) -> list[Blow]:
    """The whole plan beforehand. Blows come in pairs now and then, so that both workers, or all, are down at once."""
    dice, found = Random(f"{seed}|blows"), []
    at = FIRST_BLOW
    while targets and at < seconds - LAST_CALM:
        kind = dice.choice(targets)
        name = dice.choice(NAMES[kind])
        found.append(Blow(round(at, 2), name, dice.choice(HOWS[kind]), round(dice.uniform(0.2, 6.0), 2)))
        at += dice.uniform(0.1, 1.0) if dice.random() < 0.2 else dice.uniform(0.5, 1.5) * every
    return found
