"""Every word the program knows, and the one that a word with a slip in it most likely is."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR_ENOUGH = 84
SHORTEST = 4
SLIPS = 2  # letters a word may be longer or shorter than the one that was meant
REMEMBERED = 8192
_ENDINGS = ("nya", "ku", "mu", "an", "e", "ne", "kah", "lah", "s")


class Vocabulary:
    """Looked up by length, and each slip only once: people make the same ones."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._of_length: dict[int, tuple[str, ...]] = {}
        self._spelled: dict[str, str] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def spelled(self, word: str) -> str:
        """The word itself where it is known, or unlike any that is: "kmatian" -> "kematian"."""
        if word in self._words or len(word) < SHORTEST or word.isdigit():
            return word
        found = self._spelled.get(word)
        if found is None:
            if len(self._spelled) >= REMEMBERED:
                self._spelled.clear()
            found = self._spelled[word] = self._stem(word) or self._nearest(word)
        return found

    def _stem(self, word: str) -> str:
        stems = (word.removesuffix(ending) for ending in _ENDINGS)
        return next((s for s in stems if s != word and len(s) >= 2 and s in self._words), "")

    def _nearest(self, word: str) -> str:
        near = process.extractOne(word, self._alike(len(word)), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return near[0] if near else word

    def _alike(self, length: int) -> tuple[str, ...]:
        if length not in self._of_length:
            self._of_length[length] = tuple(
                sorted(w for w in self._words if len(w) >= SHORTEST and abs(len(w) - length) <= SLIPS)
            )
        return self._of_length[length]
