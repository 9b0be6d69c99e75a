"""What stands around the services: sources, forms, principles, norms of time, urgent reasons."""

from collections.abc import Collection

from ..shapes import Form, Principle, Promise, Source, UrgentReason
from .entry import Entry

CONFIDENCES = ("high", "medium", "low")
UNITS = ("working_days", "working_hours", "hours")


def read_source(code: str, entry: Entry) -> Source:
    source = Source(code=code, what=entry.word("what"), url=entry.word("url", ""))
    entry.done()
    return source


def read_form(code: str, entry: Entry, sources: Collection[str]) -> Form:
    form = Form(
        code=code,
        name=entry.text("name"),
        confidence=entry.one_of("confidence", CONFIDENCES),
        sources=entry.known_words("sources", sources, "source"),
    )
    entry.done()
    return form


def read_principle(entry: Entry, sources: Collection[str]) -> Principle:
    principle = Principle(
        code=entry.word("code"),
        text=entry.text("text"),
        confidence=entry.one_of("confidence", CONFIDENCES),
        sources=entry.known_words("sources", sources, "source"),
        note=entry.word("note", ""),
    )
    entry.done()
    return principle


def read_norm(entry: Entry, sources: Collection[str]) -> tuple[Principle, Promise | None]:
    """A norm that carries an amount can be promised; the others are kept to be read."""
    promise = None
    if "amount" in entry.tree:
        promise = Promise(
            norm=entry.word("code"),
            amount=entry.number("amount"),
            unit=entry.one_of("unit", UNITS),
            text=entry.text("promise", limit=120),
        )
    return read_principle(entry, sources), promise


def read_urgent(entry: Entry, sources: Collection[str]) -> UrgentReason:
    reason = UrgentReason(
        code=entry.word("code"),
        label=entry.text("label", limit=24),
        description=entry.text("description", limit=72),
        officer_only=entry.flag("officer_only"),
        words=entry.words("words"),
        proof=entry.maybe_text("proof", limit=120),
        sources=entry.known_words("sources", sources, "source"),
        confidence=entry.one_of("confidence", CONFIDENCES),
    )
    entry.done()
    return reason
