"""Who looked at whose papers: for who leads the office, and for the officer who holds the case."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lojar.applications import queries
from lojar.evidence.queries import days_of_reading
from lojar.lib import clock
from lojar.offices.models import Officer

from ..access import LEADS, RULERS, DeskRequest, application_of, may_see_looks, officer_required
from ..looks import looks_of
from ..team import team_of

PERIODS = (7, 30, 90, 365)  # days
ROWS_A_PAGE = 50


@require_GET
@officer_required()
def of_case(request: DeskRequest, number: str) -> HttpResponse:
    """The same 404 for a case that is not there and for one that somebody else holds."""
    application = application_of(request.user, number)
    if not may_see_looks(request.user, application, now=clock.now()):
        raise Http404
    before = _number(request, "sebelum")
    context = {
        "application": application, "service": queries.service_of(application), "before": before,
        "looks": looks_of(application, before=before), "leads": request.user.role in LEADS,
    }  # fmt: skip
    return render(request, "desk/case_looks.html", context)


@require_GET
@officer_required(*LEADS)
def of_team(request: DeskRequest) -> HttpResponse:
    """Everybody with what they read lately; what is unusual in it is told to who rules the office."""
    members = team_of(request.office, now=clock.now())
    asked = [each for each in members if each.warnings] if request.user.role in RULERS else []
    return render(request, "desk/team.html", {"members": members, "asked": asked})


@require_GET
@officer_required(*LEADS)
def of_officer(request: DeskRequest, officer: int) -> HttpResponse:
    person = Officer.objects.filter(pk=officer, office=request.office.pk).first()
    if person is None:
        raise Http404
    days = _days(request)
    rows = days_of_reading(
        person, request.office,
        since=clock.now() - timedelta(days=days), zone=ZoneInfo(request.office.time_zone),
    )  # fmt: skip
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("halaman"))
    context: dict[str, Any] = {"person": person, "page": page, "days": days, "periods": PERIODS}
    return render(request, "desk/officer_looks.html", context)


def _number(request: DeskRequest, name: str) -> int | None:
    """Of at most 18 digits: PostgreSQL counts no further."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else None


def _days(request: DeskRequest) -> int:
    asked = _number(request, "hari")
    return asked if asked in PERIODS else 30
