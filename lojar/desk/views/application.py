"""One application, whole: papers, photo, fields, conversation, timeline and what may be decided."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lojar.applications import actions, queries
from lojar.channels.queries import contact_now
from lojar.handover import queries as handing
from lojar.lib import clock

from .. import answers, notes, timeline
from ..access import LEADS, DeskRequest, application_of, may_see_looks, officer_required
from ..doing import on_application
from ..fields import fields_of
from ..marks import marks_on
from ..resulting import results_of
from ..reviewing import Page, PaperOnDesk, Review
from ..threads import beside

PANELS = {
    "data": (gettext_lazy("Data"), "d"),
    "percakapan": (gettext_lazy("Percakapan"), "p"),
    "riwayat": (gettext_lazy("Riwayat"), "h"),
    "layanan": (gettext_lazy("Info"), "i"),
}


@require_GET
@officer_required()
def show(request: DeskRequest, number: str) -> HttpResponse:
    review = Review(application_of(request.user, number), request.user, now=clock.now())
    paper = review.paper(request.GET.get("kertas", ""))
    page = _page(paper, request.GET.get("halaman", ""))
    panel = request.GET.get("panel", "data")
    panel = panel if panel in PANELS else "data"
    shown = _panel(review, panel, request)
    context = {
        "elsewhere": review.elsewhere(page), "marks": marks_on(review, page, request.GET.get("lihat", "")),
        "whole": request.GET.get("utuh") == "1",
        "review": review, "application": review.application, "service": review.service, "may": review.may(),
        "paper": paper, "page": page, "panel": panel, "tabs": _tabs(review, paper, panel),
        "waiting": handing.hand_over_of(review.application),
        "trays": handing.trays_of(review.application.office), **shown,
        # Asked after the panel: notes that are being read call nobody any more.
        "called": queries.is_called(request.user, review.application),
        **_neighbours(review, paper), **results_of(review),
    }  # fmt: skip
    return render(request, "desk/application.html", context)


def _panel(review: Review, panel: str, request: DeskRequest) -> dict[str, Any]:
    """Only what the open panel shows is read."""
    if panel == "percakapan":
        return {
            **beside(review.application, now=review.now),
            **answers.for_reply(contact_now(review.application.contact), review.application, review.officer),
        }
    if panel == "riwayat":
        return {
            "timeline": timeline.lines_of(reversed(queries.timeline(review.application)), review),
            "may_see_looks": may_see_looks(review.officer, review.application, now=review.now),
            **notes.panel_of(review, before_eyes=_shows_the_side(request)),
        }
    if panel == "layanan":
        return {
            "sources": [
                review.offer.sources[code] for code in review.service.sources if code in review.offer.sources
            ]
        }
    return {
        "groups": fields_of(review),
        "duplicates": queries.duplicates_of(review.application),
        "siblings": queries.siblings_of(review.application),
    }


def _shows_the_side(request: DeskRequest) -> bool:
    """Turning to another paper asks for the page as well, and takes only the photo out of it."""
    return not request.htmx or request.htmx.target == "side"


def _page(paper: PaperOnDesk | None, wanted: str) -> Page | None:
    pages = paper.pages if paper else ()
    number = int(wanted) if wanted.isdigit() else 1
    return next((each for each in pages if each.number == number), pages[0] if pages else None)


def _neighbours(review: Review, paper: PaperOnDesk | None) -> dict[str, str]:
    keys = [each.row.key for each in review.papers]
    if paper is None or not keys:
        return {}
    here = keys.index(paper.row.key)
    return {
        "paper_before": keys[here - 1] if here else "",
        "paper_after": keys[here + 1] if here + 1 < len(keys) else "",
    }


def _tabs(review: Review, paper: PaperOnDesk | None, panel: str) -> list[dict[str, Any]]:
    key = paper.row.key if paper else ""
    return [
        {"key": each, "label": label, "letter": letter, "here": each == panel,
         "url": "?" + urlencode({"kertas": key, "panel": each})}
        for each, (label, letter) in PANELS.items()
    ]  # fmt: skip


def back_to(number: str, **where: str) -> HttpResponse:
    """303-like: the page after a verb is always a GET, with or without htmx."""
    url = reverse("desk:application", args=[number])
    return redirect(f"{url}?{urlencode(where)}" if where else url)


@require_POST
@officer_required()
def claim(request: DeskRequest, number: str) -> HttpResponse:
    _, refusal = on_application(request, number, actions.claim)
    return refusal or back_to(number)


@require_POST
@officer_required(*LEADS)
def take_over(request: DeskRequest, number: str) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    _, refusal = on_application(request, number, actions.claim, reason=reason)
    return refusal or back_to(number)


@require_POST
@officer_required()
def release(request: DeskRequest, number: str) -> HttpResponse:
    _, refusal = on_application(request, number, actions.release)
    return refusal or redirect("desk:worklist")
