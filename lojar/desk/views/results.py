"""From the approved file to the hands of the citizen: the result, the tray, the hand-over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lojar.applications import actions
from lojar.handover import actions as handing
from lojar.handover.models import Tray
from lojar.offices.models import Office

from ..access import DeskRequest, officer_required
from ..doing import on_application
from .application import back_to


@require_POST
@officer_required()
def register(request: DeskRequest, number: str) -> HttpResponse:
    given = request.POST
    pdf = request.FILES.get("pdf")
    _application, refusal = on_application(
        request, number, actions.register_result, name=given.get("name", "").strip(),
        number=given.get("document_number", "").strip(), link=given.get("link", "").strip(),
        pdf=pdf.read() if pdf else None,
    )  # fmt: skip
    return refusal or back_to(number)


@require_POST
@officer_required()
def mark_ready(request: DeskRequest, number: str) -> HttpResponse:
    place = request.POST.get("place", "").strip()[:40]
    _application, refusal = on_application(
        request,
        number,
        handing.mark_ready,
        tray=_tray(request.office, request.POST.get("tray", "")),
        place=place,
    )
    if refusal:
        return refusal
    messages.success(request, _("%(number)s siap. Warga diberi tahu cara menerimanya.") % {"number": number})
    return back_to(number)


@require_POST
@officer_required()
def hand_over(request: DeskRequest, number: str) -> HttpResponse:
    _application, refusal = on_application(request, number, handing.hand_over, **_collecting(request))
    if refusal:
        return refusal
    messages.success(request, _("%(number)s sudah diserahkan.") % {"number": number})
    return redirect("desk:pick_up")


@require_POST
@officer_required()
def reopen_question(request: DeskRequest, number: str) -> HttpResponse:
    """An officer made sure on the phone who it is: the applicant may answer again."""
    _application, refusal = on_application(request, number, handing.reopen_question)
    if refusal:
        return refusal
    messages.success(request, _("Pemohon dapat menjawab pertanyaan pengaman lagi."))
    return back_to(number)


def _collecting(request: DeskRequest) -> dict[str, Any]:
    given = request.POST
    return {
        "collector": given.get("collector", ""),
        "collector_name": given.get("collector_name", "").strip()[:120],
        "surrendered": given.getlist("surrendered"),
        "excuse": given.get("excuse", "").strip()[:300],
    }


def _tray(office: Office, wanted: str) -> Tray | None:
    """A tray of the office by its name; a new name is a new tray, so that no set-up stands before the first card."""
    return handing.add_tray(office, wanted) if wanted.strip() else None
