"""Text in two languages: whatever a person reads."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads, in both languages."""

    id: str
    en: str

    def said_in(self, language: str) -> str:
        return self.en if language == "en" else self.id

    def __str__(self) -> str:
        return self.id
