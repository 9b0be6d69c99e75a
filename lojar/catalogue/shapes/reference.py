"""What stands around the services: sources, forms, principles, urgent reasons, groups, regions."""

from dataclasses import dataclass
from typing import Literal

from .words import Text

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read. `GK` is general knowledge, not verified."""

    code: str
    what: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of Permendagri 109/2019."""

    code: str
    name: Text
    confidence: Confidence
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """What holds for every service, or a norm of time (then `code` is what a Promise names)."""

    code: str
    text: Text
    confidence: Confidence
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class UrgentReason:
    """Why somebody may come in person at once."""

    code: str
    label: Text  # <= 24 letters
    description: Text  # <= 72 letters
    officer_only: bool  # set by an officer, with a written reason
    words: tuple[str, ...]  # that speak of it in a message, both languages
    proof: Text | None  # what to bring that shows it, where one has it
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the first menu (at most 10 groups of at most 10 services each)."""

    code: str
    name: Text  # <= 24 letters
    description: Text  # <= 72 letters
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency, district or village by its dotted code: 35.10.01.2001."""

    code: str
    name: str
