"""The waiting rooms of an office: chairs drawn as rows, and which of them keep the distance."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.visits.actions.rooms import draw_room, take_away_room
from lojar.visits.models import Room
from lojar.visits.rules.room_plan import CM, CannotDraw, RoomPlan, plan_from_json, read_plan
from lojar.visits.rules.seat_map import drawn

from ..access import RULERS, DeskRequest, officer_required
from ..words_for import room_mistake

LENGTHS = ("spacing", "row_spacing", "distance")


@require_GET
@officer_required(*RULERS)
def show(request: DeskRequest) -> HttpResponse:
    rooms = [(room, drawn(plan_from_json(room.plan))) for room in _rooms(request)]
    return render(request, "desk/rooms.html", {"rooms": rooms})


@require_POST
@officer_required(*RULERS)
def add(request: DeskRequest) -> HttpResponse:
    try:
        room = draw_room(request.office, request.POST.get("name", ""), RoomPlan())
    except NotAllowed as refused:
        messages.error(request, room_mistake(refused.reason))
        return redirect("desk:rooms")
    return redirect("desk:room", room.pk)


@require_GET
@officer_required(*RULERS)
def one(request: DeskRequest, room: int) -> HttpResponse:
    """As it is kept; with a form in the address, as it would be."""
    row = get_object_or_404(_rooms(request), pk=room)
    if "rows" not in request.GET:
        return _page(request, row, plan_from_json(row.plan))
    try:
        return _page(request, row, read_plan(request.GET), is_kept=False)
    except CannotDraw as mistake:
        return _mistaken(request, row, mistake)


@require_POST
@officer_required(*RULERS)
def change(request: DeskRequest, room: int) -> HttpResponse:
    row = get_object_or_404(_rooms(request), pk=room)
    try:
        draw_room(request.office, row.name, read_plan(request.POST))
    except CannotDraw as mistake:
        return _mistaken(request, row, mistake)
    messages.success(request, _("Denah disimpan."))
    return redirect("desk:room", row.pk)


@require_POST
@officer_required(*RULERS)
def remove(request: DeskRequest, room: int) -> HttpResponse:
    take_away_room(get_object_or_404(_rooms(request), pk=room))
    messages.success(request, _("Ruang dihapus."))
    return redirect("desk:rooms")


def _rooms(request: DeskRequest) -> Any:
    return Room.objects.filter(office=request.office).order_by("name")


def _page(request: DeskRequest, room: Room, plan: RoomPlan, *, is_kept: bool = True) -> HttpResponse:
    context = {"room": room, "plan": plan, "typed": _typed(plan), "drawing": drawn(plan), "is_kept": is_kept}
    return render(request, "desk/room.html", context)


def _mistaken(request: DeskRequest, room: Room, mistake: CannotDraw) -> HttpResponse:
    """What was typed stays typed; what is drawn is what is kept."""
    given = request.POST or request.GET
    context = {
        "room": room, "plan": plan_from_json(room.plan), "drawing": drawn(plan_from_json(room.plan)), "is_kept": True,
        "typed": given.dict(), "wrong": mistake.field, "mistake": room_mistake(mistake.field, mistake.limit),
    }  # fmt: skip
    return render(request, "desk/room.html", context, status=422)


def _typed(plan: RoomPlan) -> dict[str, str]:
    made = {name: str(value) for name, value in plan.to_json().items() if name in ("rows", "columns")}
    made |= {name: f"{getattr(plan, name) / CM:g}".replace(".", ",") for name in LENGTHS}
    made["drawn"] = json.dumps(plan.drawn, separators=(",", ":"))
    return made | {"gone": " ".join(sorted(plan.gone)), "wheelchair": " ".join(sorted(plan.wheelchair))}
