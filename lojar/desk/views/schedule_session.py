"""One session: who comes, ended earlier, and somebody let in by an officer's judgement."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import for_office
from lojar.lib import clock
from lojar.visits import actions
from lojar.visits.actions import Errand
from lojar.visits.models import Session

from ..access import LEADS, DeskRequest, application_of, officer_required
from ..doing import refused
from ..schedule import visitors
from ..schedule_forms import AdmitForm


@require_GET
@officer_required()
def show(request: DeskRequest, session: int) -> HttpResponse:
    return _page(request, _session(request, session))


@require_POST
@officer_required(*LEADS)
def shorten(request: DeskRequest, session: int) -> HttpResponse:
    """To a time of its own day; called off whole with the other button."""
    row, now = _session(request, session), clock.now()
    ends_at = row.starts_at if "off" in request.POST else _moment(request, row)
    if ends_at is None:
        return _page(request, row, mistake=_("Tulis jam selesai yang baru, misalnya 11:00."), status=422)
    try:
        lost = actions.shorten(row, ends_at=ends_at, now=now)
    except NotAllowed as no:
        return refused(request, no)
    messages.success(
        request, _("Sesi ditiadakan.") if ends_at <= row.starts_at else _("Sesi selesai lebih awal.")
    )
    if lost:
        told = ngettext("%(count)s orang dikabari.", "%(count)s orang dikabari.", len(lost))
        messages.warning(request, told % {"count": len(lost)})
    return redirect("desk:schedule_session", row.pk)


@require_POST
@officer_required()
def admit(request: DeskRequest, session: int) -> HttpResponse:
    """An officer answers for the reason, in writing where the catalogue wants it."""
    row = _session(request, session)
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    application = application_of(request.user, form.cleaned_data["number"].strip().upper())
    errand = Errand(
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        person_name=application.person_name,
        application=application,
        admitted_by=request.user,
    )
    try:
        with transaction.atomic():
            now = clock.now()
            held = actions.hold(application.contact, row, errand, now=now)
            actions.book(held.pass_token, now=now)
    except NotAllowed as no:
        return refused(request, no)
    messages.success(request, _("Sudah dijadwalkan. Kode masuk dikirim lewat WhatsApp."))
    return redirect("desk:schedule_session", row.pk)


def _page(
    request: DeskRequest,
    session: Session,
    *,
    form: AdmitForm | None = None,
    mistake: str = "",
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    coming = visitors(session, now)
    reasons = {reason.code: reason for reason in for_office(request.office).urgent.values()}
    context = {
        "session": session,
        "visits": [(visit, reasons.get(visit.reason)) for visit in coming],
        "taken": len(coming),
        "is_ahead": session.starts_at > now and session.closed_at is None,
        "is_open": session.ends_at > now and session.closed_at is None,
        "may_lead": request.user.role in LEADS,
        "form": form or _form(request),
        "mistake": mistake,
    }
    return render(request, "desk/schedule_session.html", context, status=status)


def _session(request: DeskRequest, session: int) -> Session:
    return get_object_or_404(
        Session.objects.select_related("office", "room"), pk=session, office=request.office
    )


def _form(request: DeskRequest, *given: object) -> AdmitForm:
    said = (request.LANGUAGE_CODE or "id")[:2] if hasattr(request, "LANGUAGE_CODE") else "id"
    reasons = [(r.code, r.label.said_in(said)) for r in for_office(request.office).urgent.values()]
    return AdmitForm(*given, reasons=reasons)


def _moment(request: DeskRequest, session: Session) -> datetime | None:
    zone = ZoneInfo(session.office.time_zone)
    try:
        at: time | None = parse_time(request.POST.get("ends_at", "").strip().replace(".", ":"))
    except ValueError:
        at = None
    if at is None:
        return None
    return datetime.combine(session.starts_at.astimezone(zone).date(), at.replace(tzinfo=None), tzinfo=zone)
