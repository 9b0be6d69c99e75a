"""What the engine hears: one message of a person, without anything of the channel it came by."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HeardPhoto:
    """A picture or a PDF. Without `trouble` it is kept; `trouble` is evidence's code, or "lost"."""

    id: int = 0
    pages: int = 1
    trouble: str = ""
    fault: str = ""  # why nobody can read it, as it was judged


@dataclass(frozen=True, slots=True)
class Heard:
    """`kind`: text, choice, photo, or a kind that carries nothing for us (audio, sticker, edit, ...)."""

    message: int
    kind: str
    at: datetime
    text: str = ""
    choice: str = ""
    photo: HeardPhoto | None = None
    forwarded: bool = False
    is_spoken: bool = False  # the text was heard in a voice note
    came_at: datetime | None = None  # by our clock; `at` is Meta's
