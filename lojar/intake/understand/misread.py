"""What could not be read from an answer, as a code that the conversation turns into kind words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misread:
    """`reason` names a text under `misread.*`; `count` is a number that text may mention."""

    reason: str
    count: int = 0
    options: tuple[str, ...] = ()


Read = str | Misread
