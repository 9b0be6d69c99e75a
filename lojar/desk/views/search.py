"""Finding a case by what the person at the counter or on the phone can say: number, NIK, KK, phone."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lojar.applications import queries
from lojar.applications.rules.lifecycle import Status
from lojar.lib import clock

from .. import worklist
from ..access import DeskRequest, officer_required

LONGEST = 60


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    officer, sought = request.user, request.GET.get("q", "").strip()[:LONGEST]
    found = (
        [each for each in queries.search(request.office, sought) if each.status != Status.DRAFT]
        if sought
        else []
    )
    if len(found) == 1:
        return redirect("desk:application", found[0].number)
    rows = worklist.rows_of(found, officer, now=clock.now())
    return render(request, "desk/search.html", {"rows": rows, "sought": sought})
