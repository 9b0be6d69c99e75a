"""What the patterns of words/intents.yaml say beside the model: which services a question or several wishes name."""

from collections.abc import Sequence

from .words import Pattern, Words

_PAPERS = ("akta", "kk", "ktp", "kia")


def beside(fitting: Sequence[Pattern], said: frozenset[str], words: Words) -> str:
    """ "syarat kk hilang": the intent is a question, the service is what it is about. Where a paper is named, a service
    of that paper: "anak mau masuk tentara, butuh ktp" has the words for a child in the family card, too."""
    services = [p for p in fitting if p.means in words.services]
    papers = said.intersection(_PAPERS)
    of_paper = [p for p in services if any(papers & need for need in p.needs)]
    return next((p.means for p in of_paper or services), "")


def explains(fitting: Sequence[Pattern], meaning: str, said: frozenset[str], words: Words) -> bool:
    """The weightiest pattern means this, and no word but fillers is left over."""
    if not fitting or fitting[0].means != meaning:
        return False
    content = frozenset(word for word in said if word not in words.fillers) or said
    return fitting[0].covered(content) == content


def several(fitting: Sequence[Pattern], words: Words, said: frozenset[str]) -> list[str]:
    """Services of different papers asked for in one breath, each named by a word of its own."""
    named = [word for word in _PAPERS if word in said]
    own = [_best_of(paper, named, fitting, words) for paper in named]
    found = [code for code in own if code]
    return found if len(found) > 1 else []


def _best_of(paper: str, named: Sequence[str], fitting: Sequence[Pattern], words: Words) -> str:
    others = {word for word in named if word != paper}
    mine = (p for p in fitting if p.means in words.services and any(paper in need for need in p.needs))
    return next((p.means for p in mine if not any(others & need for need in p.needs)), "")
