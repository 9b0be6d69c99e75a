"""Each paper on its own: accepted, returned with reasons, or looked at again."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from lojar.applications import actions
from lojar.applications.models import Application, Paper
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock

from ..access import DeskRequest, application_of, officer_required
from ..doing import refused
from ..reviewing import Review
from .application import back_to


@require_POST
@officer_required()
def accept(request: DeskRequest, number: str, key: str) -> HttpResponse:
    return _review(request, number, key, actions.accept_paper)


@require_POST
@officer_required()
def give_back(request: DeskRequest, number: str, key: str) -> HttpResponse:
    reasons, note = request.POST.getlist("reason"), request.POST.get("note", "").strip()
    return _review(request, number, key, actions.return_paper, reasons=reasons, note=note)


@require_POST
@officer_required()
def look_again(request: DeskRequest, number: str, key: str) -> HttpResponse:
    """Takes the decision on one paper back: nothing was told to the citizen yet."""
    return _review(request, number, key, actions.unreview_paper, stay=True)


def _review(
    request: DeskRequest,
    number: str,
    key: str,
    verb: Callable[..., Paper],
    *,
    stay: bool = False,
    **what: Any,
) -> HttpResponse:
    application = application_of(request.user, number)
    paper = _paper(application, key)
    try:
        verb(paper, request.user, now=clock.now(), **what)
    except NotAllowed as no:
        return refused(request, no, application)
    review = Review(application, request.user, now=clock.now())
    return back_to(number, kertas=key if stay else review.after(key))


def _paper(application: Application, key: str) -> Paper:
    paper = application.papers.filter(key=key).first()
    if paper is None:
        raise Http404
    return paper
