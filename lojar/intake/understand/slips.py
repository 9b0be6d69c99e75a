"""Slips of the thumb, so that a model meets them before people make them."""

from random import Random

VOWELS = "aiueo"
SHORTEST = 5


def with_slip(text: str, dice: Random) -> str:
    """One letter left out, doubled, or turned round, or a vowel saved, in one longer word."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    if not long:
        return text
    at = dice.choice(long)
    words[at] = _slipped(words[at], dice)
    return " ".join(words)


def _slipped(word: str, dice: Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    saved = [i for i in range(1, len(word)) if word[i] in VOWELS]
    gone = dice.choice(saved) if saved else at
    return word[:gone] + word[gone + 1 :]
