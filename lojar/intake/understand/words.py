"""The words the program knows, made from data: spelling, patterns of what people mean, the catalogue's own names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .model import Model
from .spelling import words_of
from .vocabulary import Vocabulary

ALIKE = 1.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Fits when one word of each alternative is there and none of `never`."""

    means: str
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    weight: float

    def fits(self, said: frozenset[str]) -> bool:
        return self.never.isdisjoint(said) and all(not each.isdisjoint(said) for each in self.needs)

    @property
    def rank(self) -> tuple[float, int]:
        return round(self.weight, 3), len(self.needs)

    def covered(self, said: frozenset[str]) -> frozenset[str]:
        return said.intersection(frozenset().union(*self.needs))


@dataclass(frozen=True, slots=True)
class Words:
    """Everything `understand` looks things up in."""

    standard: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    fillers: frozenset[str]
    weights: Mapping[str, float]
    patterns: tuple[Pattern, ...]
    services: frozenset[str]
    packages: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()  # what the office's own regency is called
    elsewhere: frozenset[str] = frozenset()  # towns, provinces and islands that people move to and from
    topics: tuple[Pattern, ...] = ()  # what is touched beside what is asked for
    refusals: frozenset[str] = frozenset()  # topics that are refused, whatever else is asked
    signs: Mapping[str, str] = field(
        default_factory=dict
    )  # a picture that stands alone -> the word it stands for
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()), repr=False)
    by_word: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict, repr=False)
    model: Model | None = field(default=None, repr=False)  # without one the patterns alone decide

    def weight(self, word: str) -> float:
        return self.weights.get(word, ALIKE)

    def fitting(self, said: frozenset[str]) -> list[Pattern]:
        """The best pattern of each meaning that fits, the weightiest first."""
        best: dict[str, Pattern] = {}
        for word in sorted(said):
            for each in self.by_word.get(word, ()):
                if each.fits(said) and (each.means not in best or each.rank > best[each.means].rank):
                    best[each.means] = each
        return sorted(best.values(), key=lambda pattern: (pattern.rank, pattern.means), reverse=True)

    def place(self, word: str) -> str:
        """Names of places are alike to a model: what it learnt of one it knows of all."""
        if word in self.districts:
            return "@kecamatan"
        if word in self.home:
            return "@rumah"
        return "@kota" if word in self.elsewhere else word

    def touching(self, said: frozenset[str]) -> tuple[str, ...]:
        """Topics of `words/topics.yaml`, in the order of the file."""
        return tuple(dict.fromkeys(each.means for each in self.topics if each.fits(said)))

    def knowing(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        packages: Iterable[str] = (),
        districts: Iterable[str] = (),
        home: str = "",
        towns: Iterable[str] = (),
    ) -> "Words":
        """With what a catalogue calls its services, the districts people move between, our regency, and others."""
        here = tuple(word for word in words_of(home) if word not in {"kabupaten", "kota"})
        moves = {("ke", *here): "sini", ("dari", *here): "keluar"} if here else {}
        more = [p for code, called in names.items() for name in called if (p := self._named(code, name))]
        known = {(p.means, p.needs) for p in self.patterns}
        return _finished(
            replace(
                self,
                phrases={**self.phrases, **moves},
                patterns=(*self.patterns, *(p for p in more if (p.means, p.needs) not in known)),
                services=self.services.union(names),
                packages=frozenset(packages),
                districts=frozenset(" ".join(words_of(name)) for name in districts),
                home=frozenset(here),
                elsewhere=self.elsewhere.union(towns).difference(here),
            )
        )

    def _named(self, code: str, name: str) -> Pattern | None:
        from .normal import standard_words

        said = [word for word in standard_words(name, self) if word not in self.fillers]
        return _pattern(code, " ".join(dict.fromkeys(said)), self.weights) if said else None


def made_from(spelling: Mapping[str, Any], intents: Mapping[str, Any], topics: Mapping[str, Any]) -> Words:
    """From the files of `intake/words`."""
    standard: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    for word, variants in spelling["standard"].items():
        standard[word] = word
        for variant in variants:
            said = words_of(str(variant))
            if len(said) == 1:
                standard.setdefault(said[0], word)
            elif said:
                phrases[said] = word
    weights = {word: float(weight) for word, weight in intents["weights"].items()}
    meant = {**intents["services"], **intents["intents"]}
    patterns = tuple(_pattern(code, text, weights) for code, texts in meant.items() for text in texts)
    touched = {**topics["answers"], **topics["refuses"], **topics["alarms"]}
    return _finished(
        Words(
            standard, phrases, frozenset(spelling["fillers"]), weights, patterns, frozenset(intents["services"]),
            elsewhere=frozenset(spelling["elsewhere"]), signs=dict(spelling["signs"]),
            topics=tuple(_pattern(code, text, weights) for code, texts in touched.items() for text in texts),
            refusals=frozenset(topics["refuses"]),
        )
    )  # fmt: skip


def _pattern(means: str, text: str, weights: Mapping[str, float]) -> Pattern:
    words = str(text).split()
    needs = tuple(frozenset(word.split("|")) for word in words if not word.startswith("-"))
    never = frozenset(word[1:] for word in words if word.startswith("-"))
    weight = sum(min(weights.get(word, ALIKE) for word in each) for each in needs)
    return Pattern(means, needs, never, weight)


def _finished(words: Words) -> Words:
    """With what is looked up by word."""
    in_patterns = {word for p in (*words.patterns, *words.topics) for each in p.needs for word in each}
    in_phrases = {word for phrase in words.phrases for word in phrase}
    vocabulary = Vocabulary({*words.standard, *in_patterns, *in_phrases, *words.fillers})
    return replace(words, vocabulary=vocabulary, by_word=_by_rarest(words.patterns))


def _by_rarest(patterns: Iterable[Pattern]) -> dict[str, tuple[Pattern, ...]]:
    """Each pattern under the words of that need which the fewest patterns share: one of them has to be there."""
    common = Counter(word for p in patterns for each in p.needs for word in each)
    found: dict[str, list[Pattern]] = {}
    for each in patterns:
        rarest = min(each.needs, key=lambda need: sum(common[word] for word in need))
        for word in rarest:
            found.setdefault(word, []).append(each)
    return {word: tuple(those) for word, those in found.items()}
