"""The screen on the wall: who is called where. Nobody signs in there, and no name is ever shown."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lojar.lib import clock
from lojar.visits.queries.hall_now import HallNow, hall_now
from lojar.visits.rules.room_plan import plan_from_json
from lojar.visits.rules.seat_map import Drawing, blocked, drawn
from lojar.visits.rules.spoken import called_out

from ..tokens import office_of_screen
from ..unchanged import unless_same


@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "hall/screen.html", {"token": token, **_context(_hall_or_404(token))})


@require_GET
def now(request: HttpRequest, token: str) -> HttpResponse:
    hall = _hall_or_404(token)
    facts = (hall.calls, hall.taken, hall.room and hall.room.plan, hall.distance_cm)
    return unless_same(request, facts, lambda: render(request, "hall/screen_now.html", _context(hall)))


def _hall_or_404(token: str) -> HallNow:
    office_id = office_of_screen(token)
    hall = hall_now(office_id, clock.now()) if office_id is not None else None
    if hall is None:
        raise Http404
    return hall


def _context(hall: HallNow) -> dict[str, Any]:
    latest = hall.calls[0] if hall.calls else None
    return {
        "office": hall.office, "latest": latest, "calls": hall.calls[1:], "drawing": _map(hall),
        "taken": hall.taken, "blocked": _blocked(hall),
        "said": called_out(latest.number, latest.counter) if latest else "",
    }  # fmt: skip


def _blocked(hall: HallNow) -> frozenset[str]:
    return blocked(plan_from_json(hall.room.plan), hall.taken, hall.distance_cm) if hall.room else frozenset()


def _map(hall: HallNow) -> Drawing | None:
    return drawn(plan_from_json(hall.room.plan), hall.distance_cm) if hall.room else None
