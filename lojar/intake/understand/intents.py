"""What a message asks for: the pattern that weighs most among those that fit, and how sure that is."""

import re
from dataclasses import dataclass, field

from .normal import standard_words
from .words import Pattern, Words

UNCLEAR = "unclear"
SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_COMMAND = re.compile(r"[#/]\s*\d(?:[ .-]?\d){15}\b")
_NOT_THIS = re.compile(
    r"\b(?:bukan|dudu|sanes|not)\b(.+?)(?:,|\btapi\b|\btp\b|\bmelainkan\b|\bbut\b|$)", re.I
)


@dataclass(frozen=True, slots=True)
class Understood:
    """`intent` is a service code or a name of `words/intents.yaml`; `also` are other services named beside it."""

    intent: str
    service: str = ""
    confidence: float = 0.0
    also: tuple[str, ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)
    likely: tuple[str, ...] = ()  # services in doubt, likeliest first

    def as_line(self, text: str) -> dict[str, object]:
        return {
            "text": text, "intent": self.intent, "service": self.service or None,
            "confidence": round(self.confidence, 3),
        }  # fmt: skip


def understand(text: str, words: Words) -> Understood:
    """Never raises, whatever was typed; doubt is told by a low confidence, not by silence."""
    shaped = _by_shape(text, words)
    if shaped:
        return shaped
    refused = _NOT_THIS.search(text)
    if refused and text[refused.end() :].strip():
        return _corrected(text[: refused.start()] + " " + text[refused.end() :], words)
    return _by_patterns(standard_words(_marked(text), words), words)


def _by_shape(text: str, words: Words) -> Understood | None:
    """What its form alone tells: KTP#3510...#hilang, a bare mark out of a survey, nothing at all."""
    if _COMMAND.search(text):
        inner = _by_patterns(standard_words(text.replace("#", " ").replace("/", " "), words), words)
        return Understood("format-command", inner.service, 0.95, words=inner.words)
    if text.count("#") >= 2:
        return Understood(
            "konsolidasi-nik" if "konsolidasi-nik" in words.services else UNCLEAR, "konsolidasi-nik", 0.8
        )
    if re.fullmatch(r"\s*[1-4](?:[\s,]*[1-4]){0,8}\s*", text):
        return Understood("survey", confidence=0.7)
    return None if any(c.isalnum() for c in text) else Understood(UNCLEAR, confidence=0.2)


def _marked(text: str) -> str:
    """Sixteen digits become one word, however they are parted."""
    return SIXTEEN.sub(" 16 ", text)


def _corrected(text: str, words: Words) -> Understood:
    rest = _by_patterns(standard_words(text, words), words)
    if not rest.service:
        return rest
    return Understood("change_service", rest.service, max(0.6, rest.confidence), words=rest.words)


def _by_patterns(said: tuple[str, ...], words: Words) -> Understood:
    every = frozenset(said)
    content = frozenset(word for word in said if word not in words.fillers) or every
    fitting = [p for p in words.patterns if p.fits(every)]
    if not fitting:
        return Understood(UNCLEAR, confidence=0.2, words=every)
    best_of: dict[str, Pattern] = {}
    for each in fitting:
        if each.means not in best_of or _rank(each) > _rank(best_of[each.means]):
            best_of[each.means] = each
    ranked = sorted(best_of.values(), key=_rank, reverse=True)
    best = ranked[0]
    services = [p.means for p in ranked if p.means in words.services]
    also = _also(ranked, words, every)
    if also and (len(also) > 1 or "dan" in every):
        return Understood("multi", also[0], 0.8, tuple(also[1:]), every, tuple(services[:3]))
    if best.means in words.packages:
        return Understood(
            "multi", best.means, _sureness(ranked, best, content, words), (), every, tuple(services[:3])
        )
    service = best.means if best.means in words.services else ""
    return Understood(
        best.means,
        service or _service_beside(ranked, words),
        _sureness(ranked, best, content, words),
        words=every,
        likely=tuple(services[:3]),
    )


def _rank(pattern: Pattern) -> tuple[float, int]:
    return round(pattern.weight, 3), len(pattern.needs)


def _service_beside(ranked: list[Pattern], words: Words) -> str:
    """ "syarat kk hilang": the intent is a question, the service is what it is about."""
    return next((p.means for p in ranked if p.means in words.services), "")


def _also(ranked: list[Pattern], words: Words, every: frozenset[str]) -> list[str]:
    """Services of different papers asked for in one breath, each named by a word of its own."""
    named = [word for word in ("akta", "kk", "ktp", "kia") if word in every]
    if len(named) < 2 or not every.intersection({"dan", "ganti", "hilang", "bikin", "mati"}):
        return []
    if sum(1 for each in ranked[0].needs for word in named if word in each) > 1:
        return []  # a pattern that names both papers itself ("belum punya ktp kk") knows better
    found = []
    for paper in named:
        own = [p for p in ranked if p.means in words.services and any(paper in each for each in p.needs)
               and not any(other in each for each in p.needs for other in named if other != paper)]  # fmt: skip
        if own:
            found.append(own[0].means)
    return found if len(found) > 1 else []


def _sureness(ranked: list[Pattern], best: Pattern, content: frozenset[str], words: Words) -> float:
    """Half by how much of what was said is explained, half by how far the next meaning is behind."""
    told = sum(words.weight(word) for word in content) or 1.0
    explained = sum(words.weight(word) for word in best.covered(content)) / told
    second = ranked[1].weight if len(ranked) > 1 else 0.0
    ahead = 1.0 if not best.weight else max(0.0, min(1.0, (best.weight - second) / best.weight * 2))
    return min(0.99, 0.2 + 0.45 * explained + 0.34 * ahead)
