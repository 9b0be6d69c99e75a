"""From what somebody typed to what it means: intents, services, numbers, dates, places. Pure; words are data."""

from datetime import date

from .apart import apart
from .choices import pick
from .intents import Understood, understand
from .lines import Taken, allocate
from .mentions import Mention, mentioned, speaker
from .misread import Misread
from .places import Places
from .spelling import plain, tidy
from .values import Known, read
from .words import Words, made_from

__all__ = [
    "Known", "Mention", "Misread", "Places", "Taken", "Understood", "Words", "allocate", "apart", "made_from",
    "mentioned", "pick", "plain", "read", "speaker", "tidy", "understand", "understand_line",
]  # fmt: skip


def understand_line(text: str, today: date) -> dict[str, object]:
    """For `lojar understand --json`: the project's own catalogue, words and places."""
    from lojar.intake.wordlist import own_places, own_words

    told = [
        {"kind": m.kind, "value": m.value, "of": m.of or None} for m in mentioned(text, today, own_places())
    ]
    return {**understand(text, own_words()).as_line(text), "mentions": told}
