"""Which paper of an application a few words name: "kk", "ktp ayah", "surat dari bidan"."""

from collections.abc import Iterable, Iterator

from ..engine.scene import Case, Paper
from ..engine.talk import Talk
from ..understand.normal import standard_words

_SAYS_NOTHING = frozenset(
    {"asli", "foto", "gambar", "berkas", "kirim", "halaman", "itu", "bukan", "salah", "ganti", "hapus"}
)


def named_paper(talk: Talk, text: str, case: Case) -> Paper | None:
    """The one open paper that fits best; None where none or two fit alike."""
    said = _telling(talk, text, keep="pas" in text.casefold())
    if not said:
        return None
    scored = sorted(
        ((_score(talk, said, paper, case), paper) for paper in case.open_papers()), key=lambda s: -s[0]
    )
    best = [paper for score, paper in scored if score and score == scored[0][0]]
    wanted = [paper for paper in best if paper.is_wanted]
    if len(best) == 1 or len(wanted) == 1:
        return (wanted if len(best) > 1 else best)[0]
    return None


def names_nothing_else(talk: Talk, text: str, paper: Paper, case: Case) -> bool:
    """ "buku nikah" is the paper; "kk hilang" is something that happened to it."""
    known = frozenset().union(*(_telling(talk, name, keep=True) for name in _names(talk, paper, case)))
    return _telling(talk, text, keep="pas" in text.casefold()) <= known


def _score(talk: Talk, said: frozenset[str], paper: Paper, case: Case) -> int:
    best = 0
    for name in _names(talk, paper, case):
        telling = _telling(talk, name, keep=True)
        if telling and telling <= said:
            best = max(best, 10 * len(telling))
        elif said <= telling:
            best = max(best, 5 * len(said))
    return best


def _names(talk: Talk, paper: Paper, case: Case) -> Iterator[str]:
    requirement = case.requirement(paper.key)
    document = talk.scene.catalogue.documents.get(paper.document)
    texts = [t for each in (requirement, document) if each for t in (each.short, each.label)]
    for text in texts:
        yield from (text.id, text.en)
    yield from talk.scene.answers["papers"].get(paper.document, ())
    yield paper.key.replace("-", " ")


def _telling(talk: Talk, text: str, *, keep: bool = False) -> frozenset[str]:
    words: Iterable[str] = standard_words(text, talk.scene.words)
    silent = talk.scene.words.fillers | (_SAYS_NOTHING - ({"foto"} if keep else frozenset()))
    return frozenset(word for word in words if word not in silent)
