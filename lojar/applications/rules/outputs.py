"""How what an office made reaches the citizen, and what must lie ready before it is called ready."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lojar.catalogue.shapes import Delivery, Output, Service

from .lifecycle import NotAllowed

PHYSICAL: frozenset[Delivery] = frozenset({"card", "pickup"})
RECEIVE = "ambil"  # the field in which the citizen says how to receive it
ON_PAPER = frozenset({"kantor", "kecamatan", "pos"})


@dataclass(frozen=True, slots=True)
class Made:
    """An issued document as the rules see it."""

    name: str
    delivery: str
    has_file: bool  # a PDF or a link


@dataclass(frozen=True, slots=True)
class Ways:
    """What comes out of a case, and how it goes."""

    by_hand: bool  # a card, or a paper that the citizen wants to collect
    by_pdf: bool
    on_paper: bool  # a PDF that is printed and collected, because the citizen wished so

    @property
    def only_told(self) -> bool:
        """Nothing to collect and nothing to send: the news itself is the result."""
        return not self.by_hand and not self.by_pdf


def ways_out(service: Service, filled: Mapping[str, str]) -> Ways:
    deliveries = set(service.deliveries)
    card = bool(deliveries & PHYSICAL)
    pdf = "pdf" in deliveries
    on_paper = pdf and not card and filled.get(RECEIVE) in ON_PAPER
    return Ways(by_hand=card or on_paper, by_pdf=pdf, on_paper=on_paper)


def must_lie_ready(ways: Ways, made: Iterable[Made], *, has_place: bool) -> None:
    """NotAllowed: not_in_tray, no_document, no_result. "Ready" is said only of what can be taken now."""
    documents = list(made)
    if ways.by_hand and not has_place:
        raise NotAllowed("not_in_tray")
    pdfs = [d for d in documents if d.delivery == "pdf"]
    without = [d.name for d in pdfs if not d.has_file]
    if ways.by_pdf and not ways.on_paper and (without or not pdfs):
        raise NotAllowed("no_document", documents=without)
    if ways.only_told and not documents:
        raise NotAllowed("no_result")


def delivery_of(service: Service, name: str, *, has_file: bool) -> str:
    """By the catalogue's output of that name, in either language; else by what was attached."""
    output = output_named(service, name)
    if output is not None:
        return output.delivery
    return "pdf" if has_file else "pickup"


def output_named(service: Service, name: str) -> Output | None:
    wanted = name.strip().casefold()
    return next((o for o in service.outputs if wanted in (o.name.id.casefold(), o.name.en.casefold())), None)
