"""The table at the door: a pass is scanned or typed, a name chosen, or somebody written down who has neither."""

import re
import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from lojar.handover.rules.passes import read_pass
from lojar.lib import clock
from lojar.lib.qr_drawing import drawn_qr
from lojar.offices.access import OfficerRequest, officer_required
from lojar.visits import actions, queries
from lojar.visits.models import Visit
from lojar.visits.rules.door import must_open

from ..doing import refused, ticket_or_404, visit_or_404
from ..door_form import choices_of, door_of
from ..expected import expected_by_time
from ..words import MODES, refusal

LONGEST = 400  # a QR pass is a whole address
KEY = re.compile(r"[\w-]{20,40}")


@require_GET
@officer_required()
def show(request: OfficerRequest) -> HttpResponse:
    text, missed = request.GET.get("kode", "").strip()[:LONGEST], None
    if text:
        try:
            return redirect("hall:visit", _found(request, text).pk)
        except NotAllowed as no:
            missed = refusal(no)
    now = clock.now()
    context = {
        "code": text, "missed": missed, "times": expected_by_time(request.office, now),
        "mode": MODES[queries.how_it_is_run(request.office, now).mode],
    }  # fmt: skip
    return render(request, "hall/door.html", context)


@require_GET
@officer_required()
def visit(request: OfficerRequest, visit: int) -> HttpResponse:
    return _visit_page(request, visit_or_404(request, visit))


@require_POST
@officer_required()
def arrive(request: OfficerRequest, visit: int) -> HttpResponse:
    row = visit_or_404(request, visit)
    try:
        ticket = actions.arrive(row, door_of(request.POST), officer=request.user, now=clock.now())
    except NotAllowed as no:
        return _visit_page(request, visit_or_404(request, visit), no)
    return redirect("hall:ticket", ticket.pk)


@require_GET
@officer_required()
def without_booking(request: OfficerRequest) -> HttpResponse:
    return _unbooked_page(request, secrets.token_urlsafe(24))


@require_POST
@officer_required()
def arrive_unbooked(request: OfficerRequest) -> HttpResponse:
    said = request.POST
    key = said.get("key", "")
    if not KEY.fullmatch(key):
        return redirect("hall:unbooked")
    errand = actions.Errand(
        reason=said.get("reason", "")[:40],
        note=said.get("note", "")[:500],
        person_name=said.get("name", "")[:120],
    )
    try:
        ticket = actions.arrive_unbooked(
            request.office, said.get("purpose", ""), errand, door_of(said), key=key, officer=request.user,
            now=clock.now(),
        )  # fmt: skip
    except NotAllowed as no:
        return _unbooked_page(request, key, no)
    return redirect("hall:ticket", ticket.pk)


@require_GET
@officer_required()
def ticket(request: OfficerRequest, ticket: int) -> HttpResponse:
    row = ticket_or_404(request, ticket)
    if row.visit is None:
        return refused(request, NotAllowed("unknown_visit"), back=reverse("hall:door"))
    address = request.build_absolute_uri(reverse("hall:phone", args=[row.visit.pass_token]))
    return render(request, "hall/ticket.html", {"ticket": row, "qr": drawn_qr(address)})


def _found(request: OfficerRequest, text: str) -> Visit:
    """NotAllowed: unknown_visit, two_visits."""
    read = read_pass(text)
    if read.code:
        visits = queries.visits_of_code(request.office, read.code, now=clock.now())
        if len(visits) > 1:
            raise NotAllowed("two_visits")
        found = visits[0] if visits else None
    else:
        found = queries.visit_of_token(request.office, read.token)
    if found is None:
        raise NotAllowed("unknown_visit")
    return found


def _visit_page(request: OfficerRequest, row: Visit, no: NotAllowed | None = None) -> HttpResponse:
    now, known = clock.now(), queries.ticket_of(request.office, row)
    run = queries.how_it_is_run(request.office, now)
    context: dict[str, Any] = {
        "visit": row, "ticket": known if known and known.on == run.today else None, "closed": _why_not(row, now),
        "mistake": refusal(no) if no else None, **choices_of(run, request.POST),
    }  # fmt: skip
    context["people"] = request.POST.get("people") or row.party
    return render(request, "hall/visit.html", context, status=409 if no else 200)


def _why_not(row: Visit, now: Any) -> Any:
    run = queries.how_it_is_run(row.office, now)
    on = queries.day_in(row.office, row.session.starts_at) if row.session else None
    try:
        must_open(row.state, on=on, today=run.today, mode=run.mode)
    except NotAllowed as no:
        return refusal(no)
    return None


def _unbooked_page(request: OfficerRequest, key: str, no: NotAllowed | None = None) -> HttpResponse:
    run = queries.how_it_is_run(request.office, clock.now())
    context = {
        "key": key, "mode": run.mode, "mode_words": MODES[run.mode], "typed": request.POST,
        "reasons": _reasons(), "mistake": refusal(no) if no else None,
        **choices_of(run, request.POST), "people": request.POST.get("people") or 1,
    }  # fmt: skip
    return render(request, "hall/unbooked.html", context, status=409 if no else 200)


def _reasons() -> list[tuple[str, str]]:
    language = (get_language() or "id")[:2]
    return [(reason.code, reason.label.said_in(language)) for reason in catalogue().urgent.values()]
