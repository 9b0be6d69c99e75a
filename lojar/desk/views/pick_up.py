"""The pick-up table: a pass is scanned or typed, the document fetched, the collector checked."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lojar.applications import queries
from lojar.applications.rules.lifecycle import Status
from lojar.handover import queries as handing
from lojar.handover.models import HandOver
from lojar.lib import clock

from .. import worklist
from ..access import DeskRequest, officer_required
from ..handing import at_the_table

LONGEST = 200  # a QR pass may be a whole address
SHOWN = 12


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    officer, text = request.user, request.GET.get("kode", "").strip()[:LONGEST]
    waiting = handing.find_by_pass(request.office, text) if text else None
    context: dict[str, Any] = {
        "sought": "", "code": text, "found": at_the_table(waiting) if waiting else None,
        "missed": bool(text) and waiting is None,
    }  # fmt: skip
    if waiting is None:
        ready = queries.worklist(request.office, statuses=(Status.READY,), limit=SHOWN)
        context["rows"] = _with_places(worklist.rows_of(ready, officer, now=clock.now()))
    return render(request, "desk/pick_up.html", context)


def _with_places(rows: list[worklist.Row]) -> list[worklist.Row]:
    lying = HandOver.objects.filter(application__number__in=[row.number for row in rows]).select_related(
        "tray", "application"
    )
    places = {each.application.number: f"{each.tray or ''} {each.place}".strip() for each in lying}
    return [replace(row, place=places.get(row.number, "")) for row in rows]
