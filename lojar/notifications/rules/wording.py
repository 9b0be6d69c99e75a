"""What each text may and must tell: the contract between the program that fills the gaps and whoever words a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "buttons", "picture", "document"]
OF_A_CASE = frozenset({"number", "service", "office", "counter_phone", "hours"})

IN_THE_HALL = frozenset({"office", "counter_phone"})
OF_A_VISIT = frozenset({"visit", "office", "counter_phone", "hours"})


@dataclass(frozen=True, slots=True)
class Wording:
    kind: Kind
    may_tell: frozenset[str]
    must_tell: frozenset[str]


def _tells(kind: Kind, *must: str, may: tuple[str, ...] = ()) -> Wording:
    return Wording(kind, OF_A_CASE | frozenset(must) | frozenset(may), frozenset(must))


def _of_visit(kind: Kind, *must: str, may: tuple[str, ...] = ()) -> Wording:
    return Wording(kind, OF_A_VISIT | frozenset(must) | frozenset(may), frozenset(must))


def _in_hall(*must: str, may: tuple[str, ...] = ()) -> Wording:
    return Wording("text", IN_THE_HALL | frozenset(must) | frozenset(may), frozenset(must))


WORDING: Mapping[str, Wording] = {
    "submitted": _tells("text", "cases", "when_read", "promise", may=("queue",)),
    "resubmitted": _tells("text", "cases", "when_read"),
    "correction_asked": _tells("text", "number", "returned", may=("note",)),
    "returned_page": _tells("picture", "paper", "why"),
    "accepted": _tells("text", "number", "promised"),
    "rejected": _tells("text", "number", "ground"),
    "ready_to_collect": _tells("picture", "number", "code", "hours", may=("address", "bring", "collectors")),
    "ready_as_pdf": _tells("buttons", "number"),
    "handed_over": _tells("text", "number", may=("collector",)),
    "delivered": _tells("document", "document", may=("document_number",)),
    "delivered_link": _tells("text", "document", "link", may=("document_number",)),
    "delivered_told": _tells("text", "number", may=("results",)),
    "withdrawn": _tells("text", "cases"),
    "expiring_draft": _tells("text", "number", "closes_on"),
    "expiring_returned": _tells("text", "number", "closes_on"),
    "expired": _tells("text", "number"),
    "withheld": _tells("text", "number"),
    "pdf_locked": _tells("text", "number"),
    "pdf_reopened": _tells("buttons", "number"),
    "visit_pass": _of_visit("picture", "when", may=("title", "code", "person", "address", "bring", "rules")),
    "visit_prepare": _of_visit("buttons"),
    "visit_cancelled": _of_visit("text", "when"),
    "visit_displaced": _of_visit("buttons", "when", may=("why",)),
    "visit_offered": _of_visit("buttons", "when", "until"),
    "visit_missed": _of_visit("text", "when"),
    "hall_number": _in_hall("number", "link", may=("place",)),
    "hall_enter": _in_hall("number", may=("place",)),
    "hall_called": _in_hall("number", "counter"),
}
TONES = ("berempati",)
