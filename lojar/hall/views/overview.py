"""The hall at a glance: who is inside, who waits, and how it goes today."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.queries import visits_avoided
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock
from lojar.offices.access import OfficerRequest, officer_required
from lojar.visits import actions, queries
from lojar.visits.queries.hall_numbers import hall_numbers
from lojar.visits.queries.stock import midnight

from ..doing import refused, ticket_or_404
from ..tokens import screen_token
from ..words import MODES


@require_GET
@officer_required()
def show(request: OfficerRequest) -> HttpResponse:
    now = clock.now()
    rows = queries.tickets_today(request.office, now).filter(finished_at=None).select_related("visit")
    run = queries.how_it_is_run(request.office, now)
    context = {
        "numbers": hall_numbers(request.office, now), "tickets": list(rows.order_by("stands_at", "pk")),
        "run": run, "screen": screen_token(request.office.pk), "mode": MODES[run.mode], "now": now,
        "avoided": visits_avoided(request.office, since=midnight(request.office, now), until=now),
    }  # fmt: skip
    return render(request, "hall/overview.html", context)


@require_POST
@officer_required()
def leave(request: OfficerRequest, ticket: int) -> HttpResponse:
    try:
        actions.leave(ticket_or_404(request, ticket), officer=request.user, now=clock.now())
    except NotAllowed as no:
        return refused(request, no, back=reverse("hall:home"))
    return redirect("hall:ticket", ticket)


@require_POST
@officer_required()
def bring_back(request: OfficerRequest, ticket: int) -> HttpResponse:
    try:
        actions.bring_back(ticket_or_404(request, ticket), officer=request.user, now=clock.now())
    except NotAllowed as no:
        return refused(request, no, back=reverse("hall:home"))
    return redirect("hall:ticket", ticket)
