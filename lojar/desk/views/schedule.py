"""The days of the hall: sessions planned, ended earlier, who comes in them; and the one switch of the protocol."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.lib import clock
from lojar.offices.queries import protocol_at
from lojar.visits import actions
from lojar.visits.actions.protocol import switch_protocol
from lojar.visits.models import Session
from lojar.visits.queries import displaced_visits

from ..access import LEADS, DeskRequest, officer_required
from ..date_fields import day_in_address
from ..doing import refused
from ..schedule import day_of_hall, days_around, free_sessions, protocols_ahead
from ..schedule_forms import PlanForm, ProtocolForm


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    return _page(request)


@require_POST
@officer_required(*LEADS)
def plan(request: DeskRequest) -> HttpResponse:
    """Safe to press twice: what is planned already stays as it is."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, plan=form, status=422)
    try:
        made, closed = _planned(request, form)
    except NotAllowed as no:
        return refused(request, no)
    messages.success(
        request, ngettext("%(count)s sesi terjadwal.", "%(count)s sesi terjadwal.", made) % {"count": made}
    )
    if closed:
        messages.info(request, _("%(count)s hari dilewati karena kantor tutup.") % {"count": closed})
    return redirect(_address(form.cleaned_data["first"]))


@transaction.atomic
def _planned(request: DeskRequest, form: PlanForm) -> tuple[int, int]:
    """All the days or none: how many sessions there are now, and how many days the office is closed."""
    zone, given = ZoneInfo(request.office.time_zone), form.cleaned_data
    made = closed = 0
    for on in form.days():
        try:
            with transaction.atomic():
                made += len(
                    actions.plan_sessions(
                        request.office,
                        " ".join(given["counter"].split()),
                        given["purpose"],
                        form.shift(on, zone),
                        service_minutes=given["minutes"],
                    )
                )
        except NotAllowed as no:
            if no.reason != "office_closed":
                raise
            closed += 1
    return made, closed


@require_POST
@officer_required(*LEADS)
def protocol(request: DeskRequest) -> HttpResponse:
    form, now = ProtocolForm(request.POST), clock.now()
    if not form.is_valid():
        return _page(request, protocol=form, status=422)
    try:
        lost = switch_protocol(
            request.office, form.how(), starts_at=form.starts_at(request.office, now), now=now
        )
    except NotAllowed as no:
        return refused(request, no)
    messages.success(request, _("Cara melayani sudah diganti."))
    if lost:
        told = ngettext(
            "%(count)s orang kehilangan tempatnya. Mereka dikabari dan dapat memilih waktu lain.",
            "%(count)s orang kehilangan tempatnya. Mereka dikabari dan dapat memilih waktu lain.",
            len(lost),
        )
        messages.warning(request, told % {"count": len(lost)})
    return redirect("desk:schedule")


@require_POST
@officer_required()
def move(request: DeskRequest, visit: int) -> HttpResponse:
    """For somebody who is owed another time and has called, or cannot choose in the chat."""
    row = get_object_or_404(request.office.visits, pk=visit)
    session = get_object_or_404(Session, pk=_number(request.POST.get("session")), office=request.office)
    try:
        actions.change(row, session, officer=request.user, now=clock.now())
    except NotAllowed as no:
        return refused(request, no)
    messages.success(request, _("Jadwal dipindahkan. Orangnya dikabari."))
    return redirect(_address(session.starts_at.astimezone(ZoneInfo(request.office.time_zone)).date()))


@require_POST
@officer_required()
def cancel(request: DeskRequest, visit: int) -> HttpResponse:
    row = get_object_or_404(request.office.visits, pk=visit)
    try:
        actions.cancel(row, officer=request.user, now=clock.now())
    except NotAllowed as no:
        return refused(request, no)
    messages.success(request, _("Jadwal dibatalkan. Orangnya dikabari."))
    return redirect("desk:schedule_session", row.session_id) if row.session_id else redirect("desk:schedule")


def _page(
    request: DeskRequest,
    *,
    plan: PlanForm | None = None,
    protocol: ProtocolForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now, office = clock.now(), request.office
    on = _asked_day(request, now)
    current = protocol_at(office, now)
    owed = displaced_visits(office)
    context = {
        "day": day_of_hall(office, on, now),
        "days": [(day, _address(day)) for day in days_around(office, on, now)],
        "protocol": current,
        "ahead": protocols_ahead(office, now),
        "displaced": [(visit, free_sessions(office, visit.purpose, now)) for visit in owed],
        "may_lead": request.user.role in LEADS,
        "plan": plan
        or PlanForm(initial={"first": on, "last": on, "opens": "08:00", "closes": "15:00", "minutes": 15}),
        "protocol_form": protocol or ProtocolForm.as_it_is(current),
        "opened": "plan" if plan else "protocol" if protocol else "",
    }
    return render(request, "desk/schedule.html", context, status=status)


def _asked_day(request: DeskRequest, now: datetime) -> date:
    today = now.astimezone(ZoneInfo(request.office.time_zone)).date()
    return day_in_address(request.GET.get("tanggal", ""), today)


def _address(on: date) -> str:
    return f"{reverse('desk:schedule')}?tanggal={on.isoformat()}"


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
