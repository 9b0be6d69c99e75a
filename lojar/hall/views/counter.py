"""A counter: call the next number, call again, pass over, send on, finish."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.rules.lifecycle import NotAllowed, Status
from lojar.lib import clock
from lojar.offices.access import OfficerRequest, officer_required
from lojar.visits import actions, queries
from lojar.visits.models import Ticket, TicketEvent
from lojar.visits.rules.queue_order import MOST_SKIPPED, call_order

from ..doing import refused, ticket_or_404
from ..words import MARKS, PURPOSES, REASONS

SHOWN = 8


@require_GET
@officer_required()
def show(request: OfficerRequest) -> HttpResponse:
    now, counter = clock.now(), request.GET.get("loket", "")
    counters = queries.counters_today(request.office, now)
    if counter not in counters:
        return render(request, "hall/counters.html", {"counters": _to_choose(request, counters)})
    there = queries.called_at_counter(request.office, counter, now)
    context = {
        "counter": counter, "others": [each for each in counters if each != counter], "ticket": there,
        "line": _line(request, counter, counters[counter]), "nobody": "kosong" in request.GET,
        **(_about(there) if there else {}),
    }  # fmt: skip
    return render(request, "hall/counter.html", context)


@require_POST
@officer_required()
def call_next(request: OfficerRequest) -> HttpResponse:
    return _call_next(request)


@require_POST
@officer_required()
def finish(request: OfficerRequest, ticket: int) -> HttpResponse:
    """And, where the button says so, the next one: said twice it is still the next one."""
    answer = _do(request, ticket, actions.finish)
    if answer.status_code == 302 and "next" in request.POST:
        return _call_next(request)
    return answer


@require_POST
@officer_required()
def recall(request: OfficerRequest, ticket: int) -> HttpResponse:
    return _do(request, ticket, actions.recall)


@require_POST
@officer_required()
def skip(request: OfficerRequest, ticket: int) -> HttpResponse:
    return _do(request, ticket, actions.skip)


@require_POST
@officer_required()
def transfer(request: OfficerRequest, ticket: int) -> HttpResponse:
    return _do(request, ticket, actions.transfer, to=request.POST.get("to", ""))


def _call_next(request: OfficerRequest) -> HttpResponse:
    counter = request.POST.get("counter", "")
    try:
        called = actions.call_next(request.office, counter, officer=request.user, now=clock.now())
    except NotAllowed as no:
        return refused(request, no, back=reverse("hall:counter"))
    return redirect(_page(counter, {} if called else {"kosong": "1"}))


def _do(request: OfficerRequest, ticket: int, verb: Callable[..., Ticket], **what: Any) -> HttpResponse:
    counter = request.POST.get("counter", "")
    try:
        verb(ticket_or_404(request, ticket), counter, officer=request.user, now=clock.now(), **what)
    except NotAllowed as no:
        return refused(request, no, back=_page(counter))
    return redirect(_page(counter))


def _page(counter: str, more: dict[str, str] | None = None) -> str:
    return f"{reverse('hall:counter')}?{urlencode({'loket': counter, **(more or {})})}"


def _to_choose(request: OfficerRequest, counters: dict[str, set[str]]) -> list[dict[str, Any]]:
    busy = dict(
        queries.tickets_today(request.office, clock.now())
        .filter(state=Ticket.State.CALLED)
        .values_list("counter", "number")
    )
    return [
        {
            "name": name, "url": _page(name), "number": busy.get(name, ""),
            "serves": [PURPOSES[purpose] for purpose in PURPOSES if purpose in served],
        }
        for name, served in counters.items()
    ]  # fmt: skip


def _line(request: OfficerRequest, counter: str, serves: set[str]) -> list[dict[str, Any]]:
    """The next few, as they would be called now, and why."""
    line = queries.in_hall_line(request.office, clock.now())
    order = call_order(line, counter=counter, purposes=serves)[:SHOWN]
    rows = Ticket.objects.select_related("visit").in_bulk([each.key for each in order])
    return [{"ticket": rows[each.key], "why": REASONS[each.reason]} for each in order]


def _about(ticket: Ticket) -> dict[str, Any]:
    call = TicketEvent.objects.filter(ticket=ticket, kind=TicketEvent.Kind.CALLED).order_by("-id").first()
    visit = ticket.visit
    about = visit.application if visit else None
    return {
        "name": visit.person_name if visit else "",
        "case": about if about is not None and about.status != Status.DRAFT else None,
        "why": REASONS.get(call.reason if call else ""), "marks": [MARKS[mark] for mark in ticket.marks],
        "purpose": PURPOSES[ticket.visit.purpose] if ticket.visit else "",
        "is_last_time": ticket.skipped + 1 >= MOST_SKIPPED,
    }  # fmt: skip
