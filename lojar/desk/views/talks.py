"""People who asked for an officer: a list, and the conversation with each, whether they applied or not."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.applications import queries
from lojar.applications.rules.lifecycle import OPEN, Status
from lojar.channels import actions
from lojar.channels.models import Contact
from lojar.channels.queries import contact_now
from lojar.lib import clock
from lojar.offices.models import Officer

from .. import live, worklist
from ..access import DeskRequest, officer_required
from ..answers import for_reply
from ..later import put_off_from
from ..replying import reply_from
from ..talks import talks_of
from ..threads import alone


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    talks = talks_of(request.office, now=clock.now())
    tag = live.tag_of(talks)
    context = {"talks": talks, "tag": tag, "here": request.get_full_path()}
    if request.htmx and request.htmx.target == "talks":
        return live.unless_same(request, tag, lambda: render(request, "desk/talks.html#list", context))
    return render(request, "desk/talks.html", context)


@require_GET
@officer_required()
def one(request: DeskRequest, contact: int) -> HttpResponse:
    person, now = _person(request.user, contact), clock.now()
    sent = [each for each in queries.recent_of(person) if each.status != Status.DRAFT]
    going = [each for each in sent if each.status in OPEN]
    context = {
        **alone(person, now=now), "rows": worklist.rows_of(sent, request.user, now=now),
        # Where several are under way, nobody knows which of them is spoken of.
        **for_reply(person, going[0] if len(going) == 1 else None, request.user),
    }  # fmt: skip
    return render(request, "desk/talk.html", context)


@require_GET
@officer_required()
def lines(request: DeskRequest, contact: int) -> HttpResponse:
    context = alone(_person(request.user, contact), now=clock.now())
    return live.unless_same(
        request,
        context["talk_tag"],
        lambda: render(request, "desk/application/conversation.html#talk", context),
    )


@require_POST
@officer_required()
def reply(request: DeskRequest, contact: int) -> HttpResponse:
    reply_from(request, _person(request.user, contact))
    return redirect("desk:talks_one", contact)


@require_POST
@officer_required()
def hand_back(request: DeskRequest, contact: int) -> HttpResponse:
    """The program answers again."""
    actions.hand_back(_person(request.user, contact))
    return redirect("desk:talks")


@require_POST
@officer_required()
def later(request: DeskRequest, contact: int) -> HttpResponse:
    put_off_from(request, _person(request.user, contact))
    return redirect("desk:talks_one", contact)


@require_POST
@officer_required()
def not_later(request: DeskRequest, contact: int) -> HttpResponse:
    actions.need_not_answer_later(_person(request.user, contact))
    return redirect("desk:talks_one", contact)


@require_POST
@officer_required()
def confirm(request: DeskRequest, contact: int) -> HttpResponse:
    """An officer made sure, on the phone or at the counter, that it is the same person under another number."""
    actions.confirm_person(_person(request.user, contact), officer=request.user, now=clock.now())
    messages.success(request, _("Orangnya sudah dipastikan. Berkas lama dapat dilihat lagi dari nomor ini."))
    return redirect("desk:talks_one", contact)


def _person(officer: Officer, contact: int) -> Contact:
    found = Contact.objects.filter(pk=contact, office=officer.office_id).first()
    if found is None:
        raise Http404
    return contact_now(found)
