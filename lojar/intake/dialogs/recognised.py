"""What the program recognises on a photo leads it to its line of the checklist; what it does not, is asked as ever."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from lojar.evidence.rules.reading.said import PaperSeen

from ..engine.scene import Case, Paper
from ..engine.state import Pending
from ..engine.talk import Talk

SAME_NAME = 88.0  # of 100: a letter misread, a title left out
UNKNOWN = PaperSeen()
NO_OTHER = "lainnya"  # a paper, but none of those that the program knows


def line_of(talk: Talk, case: Case, photo: Pending) -> Paper | None:
    """The one open line that it belongs to, or None: unknown, or it may be two people's."""
    seen = seen_on(talk, photo)
    takers = [paper for paper in (*case.wanted(), *case.may_come()) if _recognises(talk, paper, seen)]
    if not takers:
        return _further_page_of(talk, case, seen)
    if len(takers) > 1:
        takers = _of_that_person(case, _first_of_all(talk, takers, seen), seen)
    return takers[0] if len(takers) == 1 else None


def _further_page_of(talk: Talk, case: Case, seen: PaperSeen) -> Paper | None:
    """The same paper once more, or its other side; of two people's cards it may be either."""
    lines = [paper for paper in case.papers if _recognises(talk, paper, seen)]
    return lines[0] if len(lines) == 1 and lines[0].photos else None


def is_another(talk: Talk, photo: Pending, paper: Paper) -> bool:
    """Surely a paper of a kind that this line does not ask for: not to be laid there by order alone."""
    seen = seen_on(talk, photo)
    document = talk.scene.catalogue.documents.get(paper.document)
    known = bool(seen.document) and seen.document != NO_OTHER
    return known and (document is None or seen.document not in document.recognised_as)


def likeliest_order(talk: Talk, photos: Sequence[Pending], papers: Sequence[Paper]) -> list[Paper]:
    """One paper for each photo: what a photo seems to be first, then the order in which they were asked for."""
    left = list(papers)
    found: dict[int, Paper] = {}
    for photo in photos:
        likely = seen_on(talk, photo).likely
        paper = next((paper for paper in left if _asks_for(talk, paper, likely)), None)
        if paper is not None:
            found[photo.id] = paper
            left.remove(paper)
    return [found.get(photo.id) or left.pop(0) for photo in photos]


def name_of(talk: Talk, photo: Pending) -> str:
    """What it seems to be, in the catalogue's words; "" where that is not known."""
    seen = seen_on(talk, photo)
    if seen.document in ("", NO_OTHER):
        return ""
    named = (d for d in talk.scene.catalogue.documents.values() if d.recognised_as[:1] == (seen.document,))
    document = next(named, None)
    return talk.language_of(document.short) if document else ""


def seen_on(talk: Talk, photo: Pending) -> PaperSeen:
    return talk.scene.seen.get(photo.id, UNKNOWN)


def _recognises(talk: Talk, paper: Paper, seen: PaperSeen) -> bool:
    return _asks_for(talk, paper, seen.document)


def _asks_for(talk: Talk, paper: Paper, document: str) -> bool:
    asked = talk.scene.catalogue.documents.get(paper.document)
    return document not in ("", NO_OTHER) and asked is not None and document in asked.recognised_as


def _first_of_all(talk: Talk, takers: list[Paper], seen: PaperSeen) -> list[Paper]:
    """A damaged paper may be any; a line that asks for this kind before all others comes first."""
    documents = talk.scene.catalogue.documents
    own = [paper for paper in takers if documents[paper.document].recognised_as[:1] == (seen.document,)]
    return own or takers


def _of_that_person(case: Case, takers: list[Paper], seen: PaperSeen) -> list[Paper]:
    """By number, by name, or by sex; all of them where nothing tells."""
    by_person = [paper for paper in takers if _is_theirs(case, paper, seen)]
    if by_person:
        return by_person
    sex = seen.said["sex"].value if "sex" in seen.said and seen.said["sex"].is_sure else ""
    by_sex = [paper for paper in takers if sex and _shows(case, paper) == sex]
    return by_sex or takers


def _shows(case: Case, paper: Paper) -> str:
    requirement = case.requirement(paper.key)
    return requirement.sex if requirement else ""


def _is_theirs(case: Case, paper: Paper, seen: PaperSeen) -> bool:
    """The number that was given for the person of this paper stands on it; else the name."""
    number, name = (_given_for(case, paper, what) for what in ("nik", "name"))
    if number and "nik" in seen.said:
        return number == seen.said["nik"].value
    read = seen.said["name"].value if "name" in seen.said else ""
    return bool(name and read) and fuzz.ratio(name.upper(), read.upper()) >= SAME_NAME


def _given_for(case: Case, paper: Paper, what: str) -> str:
    """The answer that this paper would give, where it was given already."""
    source = f"{paper.key}.{what}"
    return next((case.given.get(f.key, "") for f in case.service.fields if source in f.read_from), "")
