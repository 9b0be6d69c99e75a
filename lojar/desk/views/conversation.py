"""Talking with the citizen beside the papers: what was said, the officer's reply, and who answers from now on."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.models import Application
from lojar.channels import actions as channels
from lojar.channels import outbox, queries
from lojar.channels.messages import Text
from lojar.lib import clock
from lojar.offices.models import Officer

from .. import live
from ..access import application_of, officer_required
from ..threads import thread_context
from .application import back_to

LONGEST = 4096  # letters in one text message of WhatsApp


@require_GET
@officer_required()
def show(request: HttpRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    if not request.htmx:
        return back_to(number, panel="percakapan")
    context = {"application": application, **thread_context(application, now=clock.now())}
    return live.unless_same(
        request,
        context["talk_tag"],
        lambda: render(request, "desk/application/conversation.html#talk", context),
    )


@require_POST
@officer_required()
def reply(request: HttpRequest, number: str) -> HttpResponse:
    application = application_of(request.user, number)
    body = request.POST.get("text", "").strip()[:LONGEST]
    if body:
        _send(application, request.user, body=body, key=request.POST.get("key", "")[:60])
    return back_to(number, panel="percakapan")


@transaction.atomic
def _send(application: Application, officer: Officer, *, body: str, key: str) -> None:
    """The key comes from the form: a form that is sent twice is one reply. The program keeps still from here on."""
    now, contact = clock.now(), queries.contact_now(application.contact)
    outbox.post(
        contact, Text(body), key=f"officer:{application.pk}:{key or now.isoformat()}", purpose="officer",
        about=application.number, officer=officer, now=now,
    )  # fmt: skip
    channels.talk_with_officer(contact, now)


@require_POST
@officer_required()
def hand_back(request: HttpRequest, number: str) -> HttpResponse:
    """The program answers again."""
    application = application_of(request.user, number)
    channels.hand_back(queries.contact_now(application.contact))
    return back_to(number, panel="percakapan")
