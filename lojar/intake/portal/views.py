"""Pages that say the same to everybody, and the pass of one document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lojar.catalogue import queries as catalogue
from lojar.catalogue.contents import Catalogue
from lojar.catalogue.shapes import Requirement, Service
from lojar.evidence.rules.retention import AFTER_CLOSING, NEVER_USED
from lojar.handover.models import HandOver
from lojar.handover.rules.passes import shown_code
from lojar.lib import clock
from lojar.lib.qr_drawing import drawn_qr
from lojar.offices.queries import opening_hours
from lojar.offices.rules.dates_in_words import relative_moment_in_words

from .page import Visit, chat_address, not_found, page, show


@page
def home(visit: Visit) -> HttpResponse:
    hours, now = opening_hours(visit.office), clock.now()
    opens = relative_moment_in_words(
        hours.next_opening(now), now=now, zone=hours.zone, language=visit.language
    )
    return show(
        visit,
        "home",
        groups=list(_groups(catalogue.for_office(visit.office), visit.language)),
        hours=hours.in_words(visit.language),
        is_open=hours.is_open(now),
        opens=opens,
    )


@page
def services(visit: Visit) -> HttpResponse:
    offered = catalogue.for_office(visit.office)
    return show(
        visit,
        "services",
        groups=list(_groups(offered, visit.language)),
        packages=[
            _line(p.whole, visit.language, code=p.code) for p in offered.packages.values() if p.whole.offered
        ],
    )


@page
def service(visit: Visit, code: str) -> HttpResponse:
    found = catalogue.for_office(visit.office).find(code)
    if found is None or not found.offered:
        return not_found(visit)
    said = visit.language
    name = found.name.said_in(said)
    return show(
        visit,
        "service",
        name=name,
        service=found,
        description=found.description.said_in(said),
        who=found.who.said_in(said) if found.who else "",
        promise=found.promise.text.said_in(said),
        remote_note=found.remote_note.said_in(said) if found.remote_note else "",
        deadline=found.deadline.text.said_in(said) if found.deadline else "",
        told=[text.said_in(said) for text in found.tell_citizen],
        papers=[_paper(r, said) for r in found.requirements if not r.replaced_by_fields],
        forms=[r.label.said_in(said) for r in found.requirements if r.replaced_by_fields],
        outputs=[(o.name.said_in(said), DELIVERIES[o.delivery]()) for o in found.outputs],
        chat=chat_address(visit.office, _("Saya ingin mengurus: %(name)s") % {"name": name}),
    )


@page
def pick_up(visit: Visit, token: str) -> HttpResponse:
    """Whoever holds the address holds the pass; so it tells no name, no service and no number. Found by the whole
    token alone: codes are short, and could be tried."""
    waiting = HandOver.objects.filter(pass_token=token, application__office=visit.office).first()
    if waiting is None:
        return not_found(visit)
    response = show(
        visit,
        "pass",
        code=shown_code(waiting.code),
        is_collected=waiting.collected_at is not None,
        hours=opening_hours(visit.office).in_words(visit.language),
        qr=drawn_qr(visit.request.build_absolute_uri()),
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@page
def privacy(visit: Visit) -> HttpResponse:
    """The days come from the rule that purges, so that the page cannot promise something else."""
    return show(visit, "privacy", after_closing=AFTER_CLOSING.days, never_used=NEVER_USED.days)


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class _Group:
    code: str
    name: str
    description: str
    services: tuple[_Line, ...]


def _groups(offered: Catalogue, language: str) -> Iterator[_Group]:
    for code, group in offered.groups.items():
        lines = tuple(_line(offered.services[each], language) for each in group.services)
        yield _Group(code, group.name.said_in(language), group.description.said_in(language), lines)


def _line(service: Service, language: str, *, code: str = "") -> _Line:
    return _Line(code or service.code, service.name.said_in(language), service.description.said_in(language))


@dataclass(frozen=True, slots=True)
class _Paper:
    label: str
    hint: str
    note: str
    when: str
    bring: str


def _paper(paper: Requirement, language: str) -> _Paper:
    when = paper.when.said_in(language) if paper.when else ""
    if paper.required == "optional":
        when = _("bila ada")
    bring = ""
    if paper.surrender:
        bring = _("Aslinya diserahkan saat dokumen baru diambil.")
    elif paper.bring:
        bring = _("Aslinya ditunjukkan saat dokumen diambil.")
    note = paper.note.said_in(language) if paper.note else ""
    return _Paper(paper.label.said_in(language), paper.hint.said_in(language), note, when, bring)


DELIVERIES: dict[str, Callable[[], str]] = {
    "pdf": lambda: _("PDF bertanda tangan elektronik, dikirim lewat WhatsApp"),
    "card": lambda: _("kartu, diambil di meja pengambilan tanpa antre"),
    "pickup": lambda: _("diambil di meja pengambilan tanpa antre"),
    "message": lambda: _("diberitahukan lewat WhatsApp"),
    "none": lambda: "",
}
