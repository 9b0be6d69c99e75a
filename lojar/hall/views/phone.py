"""The telephone of somebody who waits: their own number, how many before them, and how long. No name, no service."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lojar.lib import clock
from lojar.visits.models import Visit
from lojar.visits.queries.hall_now import Standing, hall_now
from lojar.visits.rules.waiting_time import in_minutes

from ..unchanged import unless_same


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says; the same again is not sent again."""

    number: str
    state: str
    seat: str
    counter: str
    is_inside: bool
    before: int
    minutes: int | None


@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the address holds the pass. Before the door, and after the visit, the pass says how it stands."""
    told = _told(_office_or_404(token), token)
    if told is None and not Visit.objects.filter(pass_token=token, state=Visit.State.ARRIVED).exists():
        return redirect("portal:visit", token)
    response = render(request, "hall/phone.html", {"told": told, "token": token})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_GET
def now(request: HttpRequest, token: str) -> HttpResponse:
    told = _told(_office_or_404(token), token)
    return unless_same(request, told, lambda: render(request, "hall/phone_now.html", {"told": told}))


def _told(office_id: int, token: str) -> Told | None:
    hall = hall_now(office_id, clock.now())
    standing = hall.standings.get(token) if hall else None
    return _in_words(standing) if standing else None


def _in_words(standing: Standing) -> Told:
    return Told(
        standing.number, standing.state, standing.seat, standing.counter, standing.is_inside, standing.before,
        in_minutes(standing.wait) if standing.wait is not None else None,
    )  # fmt: skip


def _office_or_404(token: str) -> int:
    try:
        return office_of_pass(token)
    except Visit.DoesNotExist:
        raise Http404 from None


@lru_cache(maxsize=4096)
def office_of_pass(token: str) -> int:
    """A pass never changes its office; what is not found is asked for again. Visit.DoesNotExist."""
    if "\0" in token:
        raise Visit.DoesNotExist
    return int(Visit.objects.values_list("office_id", flat=True).get(pass_token=token))
