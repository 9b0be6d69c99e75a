"""What was not understood goes to the office without the people in it; and what the office teaches is weighed here."""

from collections.abc import Sequence
from datetime import datetime

from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from lojar.catalogue.sayings import Effect
from lojar.offices.models import Office

from .measuring import Figures, held_out, measured
from .phrasebook import phrasebook
from .scenery import forget_words, words_of
from .understand.impersonal import impersonal
from .understand.spelling import plain
from .wordlist import teach_words

MOST_CHANGED = 6
BUTTON = "button.mean_"


def collect(office: Office, text: str, likely: Sequence[str], *, now: datetime) -> None:
    bare = impersonal(text)
    if bare:
        sayings.collect(office, bare, plain=plain(bare), likely=likely, now=now)


class OfTheConversation:
    """`catalogue.sayings.Understanding`."""

    def questions(self, language: str) -> list[tuple[str, str]]:
        phrases = phrasebook()[language]
        return [(k.removeprefix(BUTTON), phrases.say(k)) for k in phrases.texts if k.startswith(BUTTON)]

    def effect_of(self, saying: Saying, meaning: str) -> Effect:
        """On what is held out from learning, and on everything this office taught before."""
        words = words_of(saying.office)
        taught = [(each.text, each.meaning) for each in sayings.taught_of(saying.office) if each != saying]
        rows = [*held_out(), *taught]
        before = measured(rows, words)
        after = measured(rows, teach_words(words, [(saying.text, meaning)]))
        missed, misses = _missed(before), _missed(after)
        return Effect(
            _told(before), _told(after),
            mended=tuple(sorted(missed - misses))[:MOST_CHANGED],
            spoiled=tuple(sorted(misses - missed))[:MOST_CHANGED],
        )  # fmt: skip

    def forget(self) -> None:
        forget_words()


def _missed(figures: Figures) -> set[str]:
    return {each.text for each in figures.missed}


def _told(figures: Figures) -> sayings.Figures:
    return sayings.Figures(figures.count, figures.right, figures.offered, figures.misled)
