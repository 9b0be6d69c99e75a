"""Kinds of papers, and the papers that a service needs."""

from collections.abc import Mapping

from ..shapes import Document, Requirement, ReturnReason
from .entry import Entry, no_twice

NEEDS = ("always", "conditional", "optional")


def read_document(code: str, entry: Entry, shared: tuple[ReturnReason, ...]) -> Document:
    own = tuple(_read_reason(e) for e in entry.entries("return_reasons"))
    reasons = (*own, *(r for r in shared if r.code not in {o.code for o in own}))
    no_twice(entry, [r.code for r in own])
    document = Document(
        code=code,
        label=entry.text("label", limit=72),
        short=entry.text("short", limit=20),
        hint=entry.text("hint", limit=200),
        return_reasons=reasons,
        sensitive=entry.flag("sensitive", True),
        recognised_as=entry.words("recognised_as"),
    )
    entry.done()
    return document


def read_reasons(entry: Entry, key: str) -> tuple[ReturnReason, ...]:
    """The reasons that hold for every kind of paper."""
    return tuple(_read_reason(e) for e in entry.entries(key))


def _read_reason(entry: Entry) -> ReturnReason:
    reason = ReturnReason(
        code=entry.word("code"),
        label=entry.text("label", limit=40),
        sentence=entry.text("sentence", limit=300),
        photo=entry.flag("photo"),
    )
    entry.done()
    return reason


def read_requirement(
    entry: Entry, documents: Mapping[str, Document], forms: Mapping[str, object]
) -> Requirement:
    document = documents[entry.known("doc", documents, "document")]
    need = entry.one_of("required", NEEDS)
    requirement = Requirement(
        key=entry.word("key"),
        document=document.code,
        label=entry.maybe_text("label", limit=72) or document.label,
        short=entry.maybe_text("short", limit=20) or document.short,
        required=need,
        hint=entry.maybe_text("hint", limit=200) or document.hint,
        note=entry.maybe_text("note", limit=300),
        when=entry.maybe_text("when", limit=120),
        office_note=entry.word("office_note", ""),
        min_pages=entry.number("min_pages", 1),
        surrender=entry.flag("surrender"),
        bring=entry.flag("bring"),
        replaced_by_fields=entry.flag("replaced_by_fields"),
        sex=entry.one_of("sex", ("", "male", "female"), ""),
        form=entry.known("form", forms, "form", ""),
    )
    if need == "conditional" and requirement.when is None:
        entry.fail("no_when", "required", key=requirement.key)
    entry.done()
    return requirement
