"""What citizens said and nobody understood: an office says what it means, and sees first what that does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from lojar.lib import clock

from ..access import LEADS, DeskRequest, officer_required


@require_GET
@officer_required(*LEADS)
def show(request: DeskRequest) -> HttpResponse:
    names = dict(_meanings(request))
    waiting = [
        {"saying": each, "likely": [(code, names[code]) for code in each.likely if code in names]}
        for each in sayings.open_of(request.office)
    ]
    taught = [
        {"saying": each, "name": names.get(each.meaning, each.meaning)}
        for each in reversed(sayings.taught_of(request.office))
    ]
    return render(
        request, "desk/sayings.html", {"waiting": waiting, "taught": taught, "meanings": names.items()}
    )


@require_GET
@officer_required(*LEADS)
def consider(request: DeskRequest, saying: int) -> HttpResponse:
    """Before anything is saved: what the test set would say afterwards."""
    found, meaning = _saying(request, saying), request.GET.get("meaning", "")
    name = dict(_meanings(request)).get(meaning)
    if name is None:
        messages.error(request, _("Pilih dulu artinya."))
        return redirect("desk:catalogue_sayings")
    context: dict[str, Any] = {
        "saying": found, "meaning": meaning, "name": name, "effect": sayings.effect_of(found, meaning)
    }  # fmt: skip
    return render(request, "desk/saying.html", context)


@require_POST
@officer_required(*LEADS)
def teach(request: DeskRequest, saying: int) -> HttpResponse:
    try:
        sayings.teach(
            _saying(request, saying), request.POST.get("meaning", ""), officer=request.user, now=clock.now()
        )
    except sayings.UnknownMeaning:
        messages.error(request, _("Pilih dulu artinya."))
    else:
        messages.success(request, _("Tersimpan. Sebentar lagi program mengerti kalimat ini."))
    return redirect("desk:catalogue_sayings")


@require_POST
@officer_required(*LEADS)
def let_go(request: DeskRequest, saying: int) -> HttpResponse:
    sayings.let_go(_saying(request, saying), officer=request.user, now=clock.now())
    messages.success(request, _("Kalimat itu disisihkan."))
    return redirect("desk:catalogue_sayings")


def _meanings(request: DeskRequest) -> list[tuple[str, str]]:
    return sayings.meanings_of(request.office, "en" if get_language() == "en" else "id")


def _saying(request: DeskRequest, pk: int) -> Saying:
    found = Saying.objects.filter(pk=pk, office=request.office).first()
    if found is None:
        raise Http404
    return found
