"""What the form of a message tells before its words: formats of other offices, marks of a survey, nothing at all."""

import re
from dataclasses import dataclass

from .spelling import words_of
from .words import Words

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_CARD = re.compile(
    r"(?:\b(?:no|nomor|nomer)\b\.?\s*)?\b(?:kk|kartu keluarga)\b\s*(?:nya|saya|kami)?\s*[:=]?\s*"
    r"(?=\d(?:[ .-]?\d){15}(?!\d))",
    re.I,
)
_PERSON = re.compile(
    r"(?:\b(?:no|nomor|nomer)\b\.?\s*)?\b(?:nik|ktp)\b\s*(?:nya|saya)?\s*[:=]?\s*(?=\d(?:[ .-]?\d){15}(?!\d))",
    re.I,
)
# "saya ibunya": who writes, and no wish for a certificate with the mother alone; something has to stand before it
_WHO_WRITES = re.compile(
    r"(?<=\w\w\w)[,.;\s]+saya\s+(?:ayah|bapak|ibu|suami|istri|anak|kakak|adik|nenek|kakek|paman|bibi)(?:nya|ne)\b",
    re.I,
)
_COMMAND = re.compile(r"[#/*]\s*\d(?:[ .-]?\d){15}(?!\d)")
_TEMPLATE = re.compile(r"#[^#]+#[^#]+|[^#]+#[^#]+#", re.S)
_ASKS_FOR_CHANGE = re.compile(r"hilang|rusak|pemula|pisah|ubah|baru|lahir|mati|pindah|tambah", re.I)
_MARKS = re.compile(r"\s*[1-4](?:[\s,.;/-]*[1-4]){0,8}\s*")


@dataclass(frozen=True, slots=True)
class Shaped:
    """`inner` are the words between the marks, where they say more."""

    intent: str
    confidence: float
    inner: str = ""


def by_shape(text: str) -> Shaped | None:
    if _COMMAND.search(text) and not text.strip()[:1].isdigit():
        return Shaped("format-command", 0.95, _unparted(text))
    if _TEMPLATE.search(text) and any(c.isalpha() for c in text):
        asks = _ASKS_FOR_CHANGE.search(text)
        return Shaped("format-command" if asks else "konsolidasi-nik", 0.8, _unparted(text))
    if _MARKS.fullmatch(text):
        return Shaped("survey", 0.7)
    return None if any(c.isalnum() for c in text) else Shaped("unclear", 0.2)


def marked(text: str, mark: str = "16") -> str:
    """Sixteen digits become one word, however they are parted. What names a number is no wish: "no kk 3510..." is not
    about a family card, and of two numbers "nik 3510..." is not about a NIK."""
    unnamed = _CARD.sub(" ", _WHO_WRITES.sub(" ", text))
    if len(_SIXTEEN.findall(text)) > 1:
        unnamed = _PERSON.sub(" ", unnamed)
    return _SIXTEEN.sub(f" {mark} ", unnamed)


def unlike_words(text: str, said: tuple[str, ...], words: Words) -> float:
    """1.0 where the words are ours, less where most of them were never met: letters alone prove little."""
    model = words.model
    content = [word for word in said if not word.isdigit()]
    if model is None or not content:
        return 1.0
    met = sum(
        word in words.vocabulary or word in words.districts or f"s {word}" in model.weights
        for word in content
    )
    raw = words_of(text)
    met_raw = sum(f"w {word}" in model.weights for word in raw)
    share = max(met / len(content), met_raw / len(raw) if raw else 0.0)
    return 0.5 + 0.5 * min(1.0, share / 0.6)


def _unparted(text: str) -> str:
    return re.sub(r"[#/*_]", " ", _SIXTEEN.sub(" ", text))
