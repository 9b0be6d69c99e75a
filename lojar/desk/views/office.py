"""The office's own facts: address, opening hours, days off. Promises are counted by them."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.lib import clock
from lojar.offices import actions, queries
from lojar.offices.models import Closure, Office
from lojar.offices.rules.opening_hours import DEFAULT_HOURS

from ..access import RULERS, DeskRequest, officer_required

DAYS = (
    gettext_lazy("Senin"),
    gettext_lazy("Selasa"),
    gettext_lazy("Rabu"),
    gettext_lazy("Kamis"),
    gettext_lazy("Jumat"),
    gettext_lazy("Sabtu"),
    gettext_lazy("Minggu"),
)
HOURS_WRONG = gettext_lazy(
    "Jam belum disimpan: setiap jam tutup harus sesudah jam buka, tidak saling tumpang, "
    "dan paling sedikit satu hari buka."
)
SPANS = 2  # before and after a break


class Facts(forms.ModelForm):  # type: ignore[type-arg]
    """What a citizen is told about the office."""

    map_url = forms.URLField(label=gettext_lazy("Tautan peta"), required=False, assume_scheme="https")

    class Meta:
        model = Office
        fields = ["name", "short_name", "address", "map_url", "counter_phone", "privacy_contact"]
        labels = {
            "name": gettext_lazy("Nama kantor"), "short_name": gettext_lazy("Nama pendek"),
            "address": gettext_lazy("Alamat"),
            "counter_phone": gettext_lazy("Telepon yang dapat dihubungi"),
            "privacy_contact": gettext_lazy("Kontak pelindungan data pribadi"),
        }  # fmt: skip
        help_texts = {"counter_phone": "", "privacy_contact": ""}
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}


@require_GET
@officer_required(*RULERS)
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, Facts(instance=request.office))


@require_POST
@officer_required(*RULERS)
def change_facts(request: DeskRequest) -> HttpResponse:
    form = Facts(request.POST, instance=request.office)
    if not form.is_valid():
        return _page(request, form, status=422)
    form.save()
    messages.success(request, _("Keterangan kantor disimpan."))
    return redirect("desk:office")


@require_POST
@officer_required(*RULERS)
def change_hours(request: DeskRequest) -> HttpResponse:
    hours = {str(day): spans for day in range(7) if (spans := _spans(request.POST, day))}
    try:
        actions.change_hours(request.office, hours)
    except actions.CannotBe:
        messages.error(request, HOURS_WRONG)
    else:
        messages.success(request, _("Jam buka disimpan. Janji baru dihitung dengan jam ini."))
    return redirect("desk:office")


@require_POST
@officer_required(*RULERS)
def add_closure(request: DeskRequest) -> HttpResponse:
    on, reason = _day(request.POST.get("on", "")), request.POST.get("reason", "").strip()[:120]
    if on is None or not reason:
        messages.error(request, _("Tulis tanggal dan alasan hari libur."))
    else:
        actions.add_closure(request.office, on, reason=reason)
        messages.success(request, _("Hari libur ditambahkan."))
    return redirect("desk:office")


@require_POST
@officer_required(*RULERS)
def take_back_closure(request: DeskRequest, on: str) -> HttpResponse:
    if (day := _day(on)) is not None:
        actions.take_back_closure(request.office, day)
        messages.success(request, _("Hari libur dihapus."))
    return redirect("desk:office")


def _page(request: DeskRequest, form: Facts, *, status: int = 200) -> HttpResponse:
    office = Office.objects.get(pk=request.office.pk)
    context = {
        "form": form, "days": _days(office), "office": office,
        "hours_in_words": queries.opening_hours(office).in_words((get_language() or "id")[:2]),
        "closures": Closure.objects.filter(office=office, on__gte=clock.now().date()).order_by("on"),
    }  # fmt: skip
    return render(request, "desk/office.html", context, status=status)


def _days(office: Office) -> list[dict[str, Any]]:
    hours = office.hours or DEFAULT_HOURS
    empty = ["", ""]
    return [
        {"number": n, "name": name, "spans": ([*hours.get(str(n), []), empty, empty])[:SPANS]}
        for n, name in enumerate(DAYS)
    ]


def _spans(given: Any, day: int) -> list[list[str]]:
    pairs = [[_clock(given.get(f"{day}-{n}-{end}", "")) for end in ("from", "to")] for n in range(SPANS)]
    return [pair for pair in pairs if any(pair)]


def _clock(text: str) -> str:
    """8.00 and 08:00 are one time; here people write a dot."""
    hours, _colon, minutes = text.strip().replace(".", ":").partition(":")
    return f"{hours.zfill(2)}:{minutes or '00'}" if hours else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
