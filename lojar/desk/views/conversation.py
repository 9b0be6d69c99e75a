"""Talking with the citizen beside the papers: what was said, the officer's reply, and who answers from now on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from lojar.channels import actions as channels
from lojar.channels import queries
from lojar.lib import clock

from .. import live
from ..access import DeskRequest, application_of, officer_required
from ..later import put_off_from
from ..replying import reply_from
from ..threads import beside
from .application import back_to


@require_GET
@officer_required()
def show(request: DeskRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    if not request.htmx:
        return back_to(number, panel="percakapan")
    context = beside(application, now=clock.now())
    return live.unless_same(
        request,
        context["talk_tag"],
        lambda: render(request, "desk/application/conversation.html#talk", context),
    )


@require_POST
@officer_required()
def reply(request: DeskRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    reply_from(request, queries.contact_now(application.contact), about=number)
    return back_to(number, panel="percakapan")


@require_POST
@officer_required()
def hand_back(request: DeskRequest, number: str) -> HttpResponse:
    """The program answers again."""
    application = application_of(request.user, number)
    channels.hand_back(queries.contact_now(application.contact))
    return back_to(number, panel="percakapan")


@require_POST
@officer_required()
def later(request: DeskRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    put_off_from(request, queries.contact_now(application.contact))
    return back_to(number, panel="percakapan")


@require_POST
@officer_required()
def not_later(request: DeskRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    channels.need_not_answer_later(queries.contact_now(application.contact))
    return back_to(number, panel="percakapan")
