"""The hall as a conversation needs it: what is free there, and what the contact has booked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FreePlace:
    """A session with at least one place left."""

    session: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit of the contact that is not over. `state` in the words of visits.rules.life; without a session (in line)
    it has a day only."""

    id: int
    purpose: str
    state: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    wanted_on: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class Hall:
    """Looked at only when somebody wants to come: most turns ask nothing of it, and pay nothing for it. What is looked
    at is the caller's transaction, as the rest of the scene."""

    mode: Callable[[], str] = lambda: "normal"
    books: Callable[[], frozenset[str]] = frozenset  # purposes that sessions are planned for
    free: Callable[[str], tuple[FreePlace, ...]] = lambda purpose: ()
    owed: Callable[[str], tuple[FreePlace, ...]] = lambda purpose: ()  # also on days that others wait for
    full_days: Callable[[str], tuple[date, ...]] = lambda purpose: ()  # with sessions, without a place
    own: Callable[[], tuple[Coming, ...]] = tuple
