"""What citizens said that nobody understood: collected, taught with a meaning, or let go.

Whoever understands sentences (the conversation) says so once, by `understood_by`; the catalogue only keeps them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import F

from lojar.lib.sealed_fields import keyring
from lojar.offices.models import Office, Officer

from .models import Saying
from .queries import for_office

KEPT = timedelta(days=90)  # open ones; what an office decided stays
MOST_SHOWN = 100


class UnknownMeaning(ValueError):
    """No service of the office and no question that the program answers."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of `count` messages of the test set: understood right, right within the three that are offered, and
    taken for another service with high confidence."""

    count: int
    right: float
    offered: float
    misled: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What teaching one saying would do, and some of the test messages that would change sides."""

    before: Figures
    after: Figures
    mended: tuple[str, ...] = ()
    spoiled: tuple[str, ...] = ()


class Understanding(Protocol):
    """What the catalogue has to know of whoever understands sentences."""

    def questions(self, language: str) -> Sequence[tuple[str, str]]:
        """(meaning, its name) of every question that is answered beside the services."""
        ...

    def effect_of(self, saying: Saying, meaning: str) -> Effect: ...

    def forget(self) -> None:
        """What was taught has changed."""
        ...


_understanding: list[Understanding] = []


def understood_by(understanding: Understanding) -> None:
    """Told once, when the program starts."""
    _understanding[:] = [understanding]


def collect(office: Office, text: str, *, plain: str, likely: Sequence[str], now: datetime) -> None:
    """`text` without the people in it, `plain` the same in plain spelling: again, it counts; let go, it stays so."""
    digest = keyring().digest(f"saying {plain}")
    saying, is_new = Saying.objects.get_or_create(
        office=office, digest=digest,
        defaults={"text": text, "likely": list(likely), "first_at": now, "last_at": now},
    )  # fmt: skip
    if not is_new:
        Saying.objects.filter(pk=saying.pk).update(times=F("times") + 1, last_at=now)


def teach(saying: Saying, meaning: str, *, officer: Officer, now: datetime) -> None:
    """UnknownMeaning. What is taught counts from one of the next messages on, in every process."""
    if meaning not in dict(meanings_of(saying.office, "id")):
        raise UnknownMeaning(meaning)
    _decide(saying, meaning, officer, now)


def let_go(saying: Saying, *, officer: Officer, now: datetime) -> None:
    """Nothing can be learnt from it; also takes back what it was taught to mean."""
    _decide(saying, "", officer, now)


def forget_old(*, now: datetime) -> int:
    """Open ones that nobody said for a season."""
    return Saying.objects.filter(decided_at=None, last_at__lt=now - KEPT).delete()[0]


def open_of(office: Office) -> list[Saying]:
    """The most frequent first."""
    waiting = Saying.objects.filter(office=office, decided_at=None)
    return list(waiting.order_by("-times", "-last_at")[:MOST_SHOWN])


def taught_of(office: Office) -> list[Saying]:
    """In the order in which they were taught."""
    taught = Saying.objects.filter(office=office).exclude(meaning="")
    return list(taught.select_related("decided_by").order_by("decided_at", "pk"))


def meanings_of(office: Office, language: str) -> list[tuple[str, str]]:
    """(code, name): the services that the office offers by their names, then the questions."""
    services = [s for s in for_office(office).services.values() if s.offered]
    named = sorted(((s.code, s.short.said_in(language)) for s in services), key=lambda pair: pair[1])
    asked = [pair for each in _understanding for pair in each.questions(language)]
    return [*named, *asked]


def effect_of(saying: Saying, meaning: str) -> Effect:
    return _understanding[0].effect_of(saying, meaning)


def _decide(saying: Saying, meaning: str, officer: Officer, now: datetime) -> None:
    saying.meaning, saying.decided_by, saying.decided_at = meaning, officer, now
    saying.save(update_fields=["meaning", "decided_by", "decided_at"])
    for each in _understanding:
        each.forget()
