"""From what somebody typed to what it means: intents, services, numbers, dates, places. Pure; words are data."""

from .choices import pick
from .intents import Understood, understand
from .lines import Taken, allocate
from .misread import Misread
from .places import Places
from .spelling import plain, tidy
from .values import Known, read
from .words import Words, made_from

__all__ = [
    "Known", "Misread", "Places", "Taken", "Understood", "Words", "allocate", "made_from", "pick", "plain", "read",
    "tidy", "understand", "understand_line",
]  # fmt: skip


def understand_line(text: str) -> dict[str, object]:
    """For `lojar understand --json`: the project's own catalogue and words."""
    from lojar.intake.wordlist import own_words

    return understand(text, own_words()).as_line(text)
