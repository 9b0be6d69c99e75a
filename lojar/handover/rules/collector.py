"""Who may take a finished document, and what the officer has to see: the applicant, family on the same family card,
or the holder of a power of attorney."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from lojar.applications.rules.lifecycle import NotAllowed


class Collector(StrEnum):
    APPLICANT = "applicant"
    FAMILY = "family"
    PROXY = "proxy"


class Proof(StrEnum):
    IDENTITY = "ktp"  # of whoever stands at the table
    FAMILY_CARD = "kk"  # on which both names stand
    POWER_OF_ATTORNEY = "surat_kuasa"  # names the collector and the document


PROOFS: dict[Collector, tuple[Proof, ...]] = {
    Collector.APPLICANT: (Proof.IDENTITY,),
    Collector.FAMILY: (Proof.IDENTITY, Proof.FAMILY_CARD),
    Collector.PROXY: (Proof.IDENTITY, Proof.POWER_OF_ATTORNEY),
}


def proofs_of(collector: str) -> tuple[Proof, ...]:
    """What to ask for. NotAllowed("may_not_collect") for anybody else."""
    try:
        return PROOFS[Collector(collector)]
    except ValueError:
        raise NotAllowed("may_not_collect", collector=collector, missing=[]) from None


def may_collect(collector: str, *, name: str, shown: Collection[str] | None = None) -> Collector:
    """`shown`: the proofs the officer ticked; None where the officer confirmed the whole list of `proofs_of` at once.
    NotAllowed: may_not_collect (with what is missing), collector_unnamed."""
    needed = proofs_of(collector)
    missing = [] if shown is None else [str(proof) for proof in needed if proof not in shown]
    if missing:
        raise NotAllowed("may_not_collect", collector=collector, missing=missing)
    if collector != Collector.APPLICANT and not name.strip():
        raise NotAllowed("collector_unnamed", collector=collector)
    return Collector(collector)


def must_be_surrendered(wanted: Iterable[str], surrendered: Collection[str], *, excuse: str = "") -> None:
    """Old originals are taken in when the new document goes out; one that is lost needs a written excuse."""
    missing = [key for key in wanted if key not in surrendered]
    if missing and not excuse.strip():
        raise NotAllowed("not_surrendered", missing=missing)
