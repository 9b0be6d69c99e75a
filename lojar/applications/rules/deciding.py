"""When an application may be accepted or refused, and by whom."""

from collections.abc import Iterable

from lojar.catalogue.shapes import Service

from .completeness import PaperFact
from .lifecycle import NotAllowed, PaperState

HEAD = "head"


def must_be_acceptable(service: Service, papers: Iterable[PaperFact], *, role: str) -> None:
    """Every paper that came or had to come is accepted, and the head decides where the law says so."""
    if service.needs_head and role != HEAD:
        raise NotAllowed("needs_head")
    left = [p.key for p in papers if _is_left(p)]
    if left:
        raise NotAllowed("papers_not_accepted", papers=left)


def must_name_the_ground(ground: str) -> None:
    if not ground.strip():
        raise NotAllowed("no_ground")


def _is_left(paper: PaperFact) -> bool:
    if paper.state == PaperState.ACCEPTED:
        return False
    return paper.needed or paper.state != PaperState.MISSING
