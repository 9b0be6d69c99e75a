"""The office looks over its catalogue: how sure each entry is, where it was read, and what it does differently."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.catalogue import actions, queries
from lojar.catalogue import catalogue as as_delivered
from lojar.catalogue.mistakes import CatalogueMistake
from lojar.catalogue.models import Override
from lojar.catalogue.shapes import Service
from lojar.offices.models import Office

from ..access import LEADS, RULERS, DeskRequest, officer_required
from ..overriding import changes_from

UNITS = {
    "working_days": gettext_lazy("hari kerja"),
    "working_hours": gettext_lazy("jam kerja"),
    "hours": gettext_lazy("jam"),
}
DELIVERIES = {
    "pdf": gettext_lazy("PDF lewat WhatsApp"),
    "card": gettext_lazy("kartu, diambil"),
    "pickup": gettext_lazy("kertas, diambil"),
    "message": gettext_lazy("pesan saja"),
    "none": gettext_lazy("tidak ada"),
}


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    standings = queries.services_with_sources(request.office)
    offer = queries.for_office(request.office)
    groups = [
        {"group": group, "rows": [row for row in standings if row.service.group == code]}
        for code, group in {**as_delivered().groups, **offer.groups}.items()
    ]
    unsure = sum(row.needs_confirming for row in standings)
    context = {
        "groups": groups, "unsure": unsure, "total": len(standings), "leads": request.user.role in LEADS,
    }  # fmt: skip
    return render(request, "desk/catalogue.html", context)


@require_GET
@officer_required()
def service(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, code)


@require_POST
@officer_required(*RULERS)
def override(request: DeskRequest, code: str) -> HttpResponse:
    base = _delivered(code)
    office, reason = request.office, request.POST.get("reason", "").strip()[:300]
    before = queries.changes_of(office).get(code, {})
    step = request.POST.get("step", "save")
    try:
        if step == "confirm":
            actions.confirm_service(office, code, officer=request.user)
            messages.success(request, _("Layanan ini ditetapkan sebagai standar kantor."))
        elif step == "take_back":
            actions.override_service(office, code, {}, reason=reason, officer=request.user)
            messages.success(request, _("Perubahan kantor dicabut; berlaku lagi bawaan Lojar."))
        elif not reason:
            return _page(
                request, code, wrong=_("Tulis alasan perubahan, agar rekan tahu mengapa."), status=422
            )
        else:
            changes = changes_from(request.POST, base, before)
            actions.override_service(office, code, changes, reason=reason, officer=request.user)
            messages.success(
                request, _("Perubahan disimpan. Permohonan yang sudah masuk tetap memakai aturan lamanya.")
            )
    except CatalogueMistake as mistake:
        return _page(request, code, wrong=mistake.said_in((get_language() or "id")[:2]), status=422)
    return redirect("desk:catalogue_service", code)


def _delivered(code: str) -> Service:
    found = as_delivered().services.get(code)
    if found is None:
        raise Http404
    return found


def _page(request: DeskRequest, code: str, *, wrong: str = "", status: int = 200) -> HttpResponse:
    base, offer = _delivered(code), queries.for_office(request.office)
    ours = offer.services[code]
    context = {
        "base": base, "service": ours, "papers": _papers(base, ours, request), "outputs": list(ours.outputs),
        "sources": [offer.sources[key] for key in ours.sources], "wrong": wrong, "units": UNITS.items(),
        "deliveries": DELIVERIES.items(), "may_change": request.user.role in RULERS, "given": request.POST,
        "override": _override(request.office, code),
    }  # fmt: skip
    return render(request, "desk/catalogue_service.html", context, status=status)


def _override(office: Office, code: str) -> Override | None:
    return Override.objects.filter(office=office, service_code=code).select_related("changed_by").first()


def _papers(base: Service, ours: Service, request: DeskRequest) -> list[dict[str, Any]]:
    """Every paper as delivered, and what the office makes of it now."""
    rows = []
    for each in base.requirements:
        now = ours.requirement(each.key)
        need = "no" if now is None else "optional" if now.required == "optional" else "ask"
        rows.append({"base": each, "now": now or each, "need": request.POST.get(f"need-{each.key}", need)})
    return rows
