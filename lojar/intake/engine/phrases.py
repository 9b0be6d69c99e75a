"""The sentences of one language, by key. A missing key or fact is a mistake of ours and fails loudly in the tests."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    texts: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        return self.texts[key].format(**facts)

    def has(self, key: str) -> bool:
        return key in self.texts
