"""Who looked at what, as a person reads it: sittings at one case, and an officer's days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lojar.applications import queries
from lojar.applications.models import Application, PaperPage
from lojar.catalogue import queries as catalogue
from lojar.catalogue.shapes import Text
from lojar.evidence.queries import looks_at
from lojar.evidence.rules.sittings import Sitting, sittings_of
from lojar.offices.models import Officer

from . import words_for

LOOKS_A_PAGE = 300


@dataclass(frozen=True)
class Line:
    """One sitting of one officer at a case."""

    who: Officer
    first_at: datetime
    last_at: datetime
    count: int
    papers: tuple[Text, ...]  # each once
    beside: int  # photos that lie on none of its papers: sent in the conversation
    ways: tuple[str, ...]
    for_others: tuple[str, ...]  # applications for which it was looked at, where they are others
    for_none: bool


@dataclass(frozen=True)
class CaseLooks:
    lines: list[Line]
    older: int | None  # where the next page begins


def looks_of(application: Application, *, before: int | None) -> CaseLooks:
    """Three hundred looks at a time; a sitting that a page cuts goes on at the top of the next one."""
    papers = _papers_of(application)
    found = looks_at(application.number, papers, before=before, most=LOOKS_A_PAGE + 1)
    shown = found[:LOOKS_A_PAGE]
    sittings = sittings_of(look for _, look in shown)
    officers = Officer.objects.in_bulk({sitting.officer for sitting in sittings})
    lines = [_line(each, officers[each.officer], papers, application.number) for each in sittings]
    return CaseLooks(lines, shown[-1][0] if len(found) > LOOKS_A_PAGE else None)


def _line(sitting: Sitting, who: Officer, papers: dict[int, Text | None], number: str) -> Line:
    return Line(
        who, sitting.first_at, sitting.last_at, sitting.count,
        papers=_once(papers[photo] for photo in sitting.photos if photo in papers),
        beside=sum(photo not in papers for photo in sitting.photos),
        ways=tuple(str(words_for.WAYS_OF_LOOKING.get(way, way)) for way in sitting.ways),
        for_others=tuple(each for each in sitting.about if each not in ("", number)),
        for_none="" in sitting.about,
    )  # fmt: skip


def _once(labels: Iterable[Text | None]) -> tuple[Text, ...]:
    found: list[Text] = []
    for label in labels:
        if label is not None and label not in found:
            found.append(label)
    return tuple(found)


def _papers_of(application: Application) -> dict[int, Text | None]:
    """Photo -> the paper it lies or lay on: a page that was taken back was looked at all the same."""
    service, documents = (
        queries.service_of(application),
        catalogue.for_office(application.office).documents,
    )
    pages = PaperPage.objects.filter(paper__application=application).order_by(
        "paper__position", "position", "id"
    )
    found: dict[int, Text | None] = {}
    for photo, key, document in pages.values_list("photo_id", "paper__key", "paper__document"):
        named = service.requirement(key) or documents.get(document)
        found.setdefault(photo, named.label if named else None)
    return found
