"""What an officer decides about the whole application; the citizen is told of each of these."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lojar.applications import actions

from ..access import DeskRequest, officer_required
from ..doing import on_application
from .application import back_to


@require_POST
@officer_required()
def ask_for_correction(request: DeskRequest, number: str) -> HttpResponse:
    note = request.POST.get("note", "").strip()
    _application, refusal = on_application(request, number, actions.ask_for_correction, note=note)
    if refusal:
        return refusal
    messages.success(
        request,
        _("%(number)s dikembalikan. Warga diberi tahu apa yang perlu diperbaiki.") % {"number": number},
    )
    return redirect("desk:worklist")


@require_POST
@officer_required()
def accept(request: DeskRequest, number: str) -> HttpResponse:
    _application, refusal = on_application(request, number, actions.accept)
    if refusal:
        return refusal
    messages.success(
        request, _("%(number)s disetujui. Warga diberi tahu kapan dokumennya selesai.") % {"number": number}
    )
    return back_to(number)


@require_POST
@officer_required()
def reject(request: DeskRequest, number: str) -> HttpResponse:
    ground = request.POST.get("ground", "").strip()
    _application, refusal = on_application(request, number, actions.reject, ground=ground)
    if refusal:
        return refusal
    messages.info(request, _("%(number)s ditolak. Warga diberi tahu dasar hukumnya.") % {"number": number})
    return redirect("desk:worklist")
