"""One way to do a verb at the desk: ask the action, and turn its refusal into a page in words (409)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock

from . import words_for
from .access import DeskRequest, application_of


def on_application(
    request: DeskRequest, number: str, verb: Callable[..., Any], /, **what: Any
) -> tuple[Application, HttpResponse | None]:
    """`verb(application, officer, now=..., **what)`. The second value is the 409 page where a rule said no."""
    application = application_of(request.user, number)
    try:
        verb(application, request.user, now=clock.now(), **what)
    except NotAllowed as no:
        return application, refused(request, no, application)
    return application, None


def refused(request: DeskRequest, no: NotAllowed, application: Application | None = None) -> HttpResponse:
    """A page of its own; for htmx only the notice, laid over what is there, so that nothing typed is lost."""
    context = {"refusal": words_for.refusal(no), "application": application}
    if not request.htmx:
        return render(request, "desk/refused.html", context, status=409)
    response = render(request, "desk/parts/refusal.html", context, status=409)
    response["HX-Retarget"] = "#notice"
    response["HX-Reswap"] = "innerHTML show:window:top"
    response["HX-Reselect"] = "#refusal"
    response["HX-Push-Url"] = "false"
    return response
