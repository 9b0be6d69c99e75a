"""One way to do a verb of the hall: ask the action, and turn its refusal into a page in words (409)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.access import OfficerRequest
from lojar.visits.models import Ticket, Visit

from .words import refusal


def refused(request: HttpRequest, no: NotAllowed, *, back: str) -> HttpResponse:
    return render(request, "hall/refused.html", {"refusal": refusal(no), "back": back}, status=409)


def visit_or_404(request: OfficerRequest, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.select_related("session"), pk=pk, office=request.office)


def ticket_or_404(request: OfficerRequest, pk: int) -> Ticket:
    return get_object_or_404(Ticket.objects.select_related("visit__session"), pk=pk, office=request.office)
