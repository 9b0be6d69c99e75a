"""From what was typed to the standard words of the patterns: phrases first, then spelling, then the nearest word."""

from .spelling import words_of
from .words import Words

LONGEST_PHRASE = 4


def standard_words(text: str, words: Words) -> tuple[str, ...]:
    """ "Katepe isun ILANG" -> ("ktp", "isun", "hilang")."""
    said = [_spelled(word, words) for word in words_of(text)]
    return tuple(_phrased(_districted(_phrased(said, words), words), words))


def _phrased(said: list[str], words: Words) -> list[str]:
    """Runs of words that mean one thing; also those that became one only by spelling."""
    found: list[str] = []
    at = 0
    while at < len(said):
        length = next(
            (n for n in range(LONGEST_PHRASE, 1, -1) if tuple(said[at : at + n]) in words.phrases), 0
        )
        if length:
            found.append(words.phrases[tuple(said[at : at + length])])
            at += length
        else:
            found.append(said[at])
            at += 1
    return [words.standard.get(word, word) for word in found]


def _districted(said: list[str], words: Words) -> list[str]:
    """The names of our own districts, so that a move between two of them is known as one within the regency."""
    found, seen = list(said), 0
    for at, word in enumerate(said):
        if word in words.districts:
            seen += 1
            found[at] = "@district" if seen == 1 else f"@district{seen}"
    return found


def _spelled(word: str, words: Words) -> str:
    """Phrases are looked up as typed, so a word that only stands in phrases is left alone."""
    return word if word in words.districts else words.vocabulary.spelled(word)
