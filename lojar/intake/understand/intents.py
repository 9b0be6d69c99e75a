"""What a message asks for, how sure that is, and what else it might be."""

import re
from dataclasses import dataclass, field, replace

from . import by_pattern
from .features import seen_in
from .model import Seen
from .normal import standard_words
from .shapes import by_shape, marked, unlike_words
from .words import Pattern, Words

UNCLEAR = "unclear"
MOST_LIKELY = 3
LONGEST = 4096  # letters, which is WhatsApp's own limit: a hundred pages mean no more than their beginning
SUREST = 0.99
UNSURE = 0.5
AGREED = 0.95  # a pattern that leaves no word unexplained says the same as the model
_NOT_THIS = re.compile(
    r"\b(?:bukan|dudu|sanes|not|rather than)\b(.+?)(?:,|\btapi\b|\btp\b|\bmelainkan\b|\bmaksud\w*\b|\bbut\b|$)",
    re.I,
)
# "eh bukan, ktp hilang": what was said before is refused, and not named again. Without the pause it is no correction:
# "salah nama di akta" is a wish.
_CALL = r"(?:eh|oh|maaf|aduh|waduh|sori|sorry|lho|loh|wah|ya|pak|bu|min|kak|mas|mbak)"
_NOT_THAT = re.compile(
    rf"\W*(?:{_CALL}\W+)*(?:bukan|salah|keliru|ralat|dudu|sanes|wrong|no)(?:\s+(?:itu|ini|deh|ding|yang itu|{_CALL}))*"
    r"(?:\s*[,.;:!\n-]+\s*|\s+(?=maksud))(?:maksud\w*\s+)?(?:saya\s+)?(.+)",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """`intent` is a service code or a name of `words/intents.yaml`; `also` are other services named beside it."""

    intent: str
    service: str = ""
    confidence: float = 0.0
    also: tuple[str, ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)
    likely: tuple[str, ...] = ()  # meanings, likeliest first; the intent is the first of them
    touches: tuple[str, ...] = ()  # topics of words/topics.yaml

    def as_line(self, text: str) -> dict[str, object]:
        return {
            "text": text, "intent": self.intent, "service": self.service or None,
            "confidence": round(self.confidence, 3), "likely": list(self.likely), "also": list(self.also),
        }  # fmt: skip


def understand(text: str, words: Words) -> Understood:
    """Never raises, whatever was typed; doubt is told by a low confidence, not by silence."""
    text = text[:LONGEST]
    text = words.signs.get(text.strip().rstrip("\ufe0f"), text)
    shaped = by_shape(text)
    if shaped is not None:
        return _shaped(shaped.intent, shaped.confidence, shaped.inner, words)
    found = _corrected(text, words) or _meant(text, words)
    return replace(found, touches=words.touching(found.words))


def _shaped(intent: str, confidence: float, inner: str, words: Words) -> Understood:
    """A form of another office names its service in between the marks."""
    if not inner:
        service = intent if intent in words.services else ""
        return Understood(intent, service, confidence, likely=(intent,))
    meant = _meant(inner, words)
    service = meant.service or ("konsolidasi-nik" if intent == "konsolidasi-nik" else "")
    return Understood(intent, service, confidence, (), meant.words, (intent, *meant.likely[:2]))


def _corrected(text: str, words: Words) -> Understood | None:
    """ "bukan ktp, kk": both what is refused and what is meant have to be services. "eh bukan, kk": what is meant."""
    refused = _NOT_THIS.search(text)
    if refused is not None and _names_service(refused.group(1), words):
        rest = text[: refused.start()] + " " + text[refused.end() :]
        if changed := _changed(rest, words):
            return changed
    instead = _NOT_THAT.fullmatch(text)
    return _changed(instead.group(1), words) if instead is not None else None


def _changed(rest: str, words: Words) -> Understood | None:
    if not _names_service(rest, words):
        return None
    meant = _meant(rest, words)
    service = meant.service or next((code for code in meant.likely if code in words.services), "")
    if not service:
        return None
    return Understood(
        "change_service", service, max(0.6, meant.confidence), (), meant.words, ("change_service", service)
    )


def _names_service(text: str, words: Words) -> bool:
    fitting = words.fitting(frozenset(standard_words(text, words)))
    return any(pattern.means in words.services for pattern in fitting)


def seen_by(text: str, words: Words) -> Seen:
    """The features a model learns from and judges by."""
    said = standard_words(marked(text), words)
    return seen_in(text, said, [p.means for p in words.fitting(frozenset(said))], words)


def _meant(text: str, words: Words) -> Understood:
    said = standard_words(marked(text), words)
    every = frozenset(said)
    if words.model is None:
        return Understood(UNCLEAR, words=every, likely=(UNCLEAR,))
    fitting = words.fitting(every)
    ranked = words.model.ranked(seen_in(text, said, [p.means for p in fitting], words))
    likely = tuple(meaning for meaning, _ in ranked[:MOST_LIKELY])
    intent, chance = ranked[0]
    if chance < UNSURE and by_pattern.explains(fitting, fitting[0].means if fitting else "", every, words):
        intent = fitting[0].means  # "kk" alone: nothing is left to weigh
        likely = tuple(dict.fromkeys((intent, *likely)))[:MOST_LIKELY]
    confidence = min(SUREST, chance) * unlike_words(text, said, words)
    if by_pattern.explains(fitting, intent, every, words):
        confidence = max(confidence, AGREED)
    found = Understood(intent, "", confidence, (), every, likely)
    if intent == "multi":
        return _several(found, by_pattern.several(fitting, words, every), fitting, words, ranked)
    return replace(
        found, service=intent if intent in words.services else by_pattern.beside(fitting, every, words)
    )


def _several(
    found: Understood, named: list[str], fitting: list[Pattern], words: Words, ranked: list[tuple[str, float]]
) -> Understood:
    """A package by its name; else the services that words name; else those likeliest after all."""
    if fitting and fitting[0].means in words.packages:
        return replace(found, service=fitting[0].means)
    services = named or [meaning for meaning, _ in ranked if meaning in words.services][:2]
    return replace(found, service=services[0], also=tuple(services[1:]))
