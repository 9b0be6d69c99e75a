"""The words the program knows, made from data: spelling, patterns of what people mean, the catalogue's own names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .spelling import words_of

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
    vocabulary: tuple[str, ...] = field(default=(), repr=False)
    vocabulary_set: frozenset[str] = field(default=frozenset(), repr=False)

    def weight(self, word: str) -> float:
        return self.weights.get(word, ALIKE)

    def knowing(
        self,
        names: Mapping[str, Iterable[str]],
        *,
        packages: Iterable[str] = (),
        districts: Iterable[str] = (),
        home: str = "",
    ) -> "Words":
        """With what a catalogue calls its services, the districts people move between, and the regency itself."""
        here = tuple(word for word in words_of(home) if word not in {"kabupaten", "kota"})
        moves = {("ke", *here): "sini", ("dari", *here): "keluar"} if here else {}
        more = [p for code, called in names.items() for name in called if (p := self._named(code, name))]
        known = {(p.means, p.needs) for p in self.patterns}
        return _finished(
            self.standard, {**self.phrases, **moves}, self.fillers, self.weights,
            (*self.patterns, *(p for p in more if (p.means, p.needs) not in known)),
            self.services.union(names),
            frozenset(packages),
            frozenset(" ".join(words_of(name)) for name in districts),
        )  # fmt: skip

    def _named(self, code: str, name: str) -> Pattern | None:
        from .normal import standard_words

        said = [word for word in standard_words(name, self) if word not in self.fillers]
        return _pattern(code, " ".join(dict.fromkeys(said)), self.weights) if said else None


def made_from(spelling: Mapping[str, Any], intents: Mapping[str, Any]) -> Words:
    """From the two files of `intake/words`."""
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
    return _finished(
        standard, phrases, frozenset(spelling["fillers"]), weights, patterns, frozenset(intents["services"])
    )


def _pattern(means: str, text: str, weights: Mapping[str, float]) -> Pattern:
    words = str(text).split()
    needs = tuple(frozenset(word.split("|")) for word in words if not word.startswith("-"))
    never = frozenset(word[1:] for word in words if word.startswith("-"))
    weight = sum(min(weights.get(word, ALIKE) for word in each) for each in needs)
    return Pattern(means, needs, never, weight)


def _finished(
    standard: Mapping[str, str], phrases: Mapping[tuple[str, ...], str], fillers: frozenset[str],
    weights: Mapping[str, float], patterns: tuple[Pattern, ...], services: frozenset[str],
    packages: frozenset[str] = frozenset(), districts: frozenset[str] = frozenset(),
) -> Words:  # fmt: skip
    in_patterns = {word for p in patterns for each in p.needs for word in each}
    in_phrases = {word for phrase in phrases for word in phrase}
    vocabulary = frozenset({*standard, *in_patterns, *in_phrases, *fillers})
    return Words(
        standard, phrases, fillers, weights, patterns, services, packages, districts,
        tuple(sorted(vocabulary)), vocabulary,
    )  # fmt: skip
