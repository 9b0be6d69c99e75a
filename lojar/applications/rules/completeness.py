"""What still has to come before an application can be sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from lojar.catalogue.shapes import Answers, Service

from .lifecycle import NotAllowed, PaperState


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One line of the checklist as the rules see it."""

    key: str
    needed: bool
    state: PaperState


@dataclass(frozen=True, slots=True)
class Lacks:
    """Keys of papers, fields and questions, each in the order of the service."""

    papers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.papers or self.fields or self.questions)


def what_is_missing(service: Service, papers: Iterable[PaperFact], given: Answers) -> Lacks:
    """`given`: answers and values together. How many pages a paper needs is advice, never a reason to refuse:
    an open booklet shows two pages in one photo."""
    return Lacks(
        papers=tuple(p.key for p in papers if _is_missing(p)),
        fields=tuple(f.key for f in service.to_ask(given) if not f.optional),
        questions=tuple(q.key for q in service.to_choose(given)),
    )


def must_be_complete(service: Service, papers: Iterable[PaperFact], given: Answers) -> None:
    lacks = what_is_missing(service, papers, given)
    if lacks:
        raise NotAllowed(
            "incomplete",
            missing=list(lacks.papers),
            fields=list(lacks.fields),
            questions=list(lacks.questions),
        )


def _is_missing(paper: PaperFact) -> bool:
    """A returned paper must come again even where it was optional, unless the citizen skips it."""
    return paper.state == PaperState.RETURNED or (paper.needed and paper.state == PaperState.MISSING)
