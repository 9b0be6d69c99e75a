"""Who works when, at the office or from home: a week at a time."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from lojar.lib import clock
from lojar.offices import actions
from lojar.offices.actions import CannotBe
from lojar.offices.models import Officer, Shift
from lojar.offices.queries import colleagues

from ..access import LEADS, DeskRequest, officer_required
from ..date_fields import day_field, day_in_address, near, time_field

DAYS = 7
Planned = dict[tuple[int, date], list[Shift]]
MISTAKES = {
    "length": gettext_lazy("Jam selesai harus sesudah jam mulai, paling lama 16 jam."),
    "meets": gettext_lazy("Orang ini sudah punya jadwal pada jam itu."),
}


class NewShift(forms.Form):
    officer: "forms.ModelChoiceField[Officer]" = forms.ModelChoiceField(
        label=gettext_lazy("Petugas"), queryset=Officer.objects.none()
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Dari mana"),
        choices=(("office", gettext_lazy("Di kantor")), ("home", gettext_lazy("Dari rumah"))),
    )
    on = day_field(gettext_lazy("Tanggal"))
    opens = time_field(gettext_lazy("Mulai"))
    closes = time_field(gettext_lazy("Selesai"))

    def __init__(self, request: DeskRequest, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        people = Officer.objects.filter(office=request.office, is_active=True).order_by("name", "pk")
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        return near(self.cleaned_data["on"])

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Past midnight, where it ends earlier than it begins."""
        on, opens, closes = (self.cleaned_data[name] for name in ("on", "opens", "closes"))
        last = on + timedelta(days=1) if closes < opens else on
        return datetime.combine(on, opens, tzinfo=zone), datetime.combine(last, closes, tzinfo=zone)


@require_GET
@officer_required(*LEADS)
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, _monday(request))


@require_POST
@officer_required(*LEADS)
def add(request: DeskRequest) -> HttpResponse:
    form = NewShift(request, request.POST)
    if not form.is_valid():
        return _page(request, _monday(request), form, status=422)
    starts_at, ends_at = form.span(ZoneInfo(request.office.time_zone))
    try:
        actions.plan_shift(
            form.cleaned_data["officer"], form.cleaned_data["place"], starts_at=starts_at, ends_at=ends_at
        )
    except CannotBe as wrong:
        form.add_error("closes", MISTAKES[str(wrong)])
        return _page(request, _monday(request), form, status=422)
    messages.success(request, _("Jadwal kerja disimpan."))
    return redirect(_address(form.cleaned_data["on"]))


@require_POST
@officer_required(*LEADS)
def copy(request: DeskRequest) -> HttpResponse:
    monday = _monday(request)
    count = actions.copy_week(request.office, monday)
    told = ngettext("%(count)s jadwal disalin.", "%(count)s jadwal disalin.", count) % {"count": count}
    messages.success(request, told if count else _("Tidak ada yang perlu disalin."))
    return redirect(_address(monday))


@require_POST
@officer_required(*LEADS)
def drop(request: DeskRequest, shift: int) -> HttpResponse:
    row = get_object_or_404(Shift, pk=shift, officer__office=request.office)
    on = row.starts_at.astimezone(ZoneInfo(request.office.time_zone)).date()
    actions.drop_shift(row)
    return redirect(_address(on))


def _page(
    request: DeskRequest, monday: date, form: NewShift | None = None, *, status: int = 200
) -> HttpResponse:
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    planned = _planned(request, monday)
    first = {"on": max(monday, _today(request)), "opens": "08:00", "closes": "15:30"}
    context = {
        "days": days, "rows": [(each, _cells(each, days, planned)) for each in colleagues(request.office)],
        "before": _address(monday - timedelta(days=DAYS)), "after": _address(monday + timedelta(days=DAYS)),
        "monday": monday, "form": form or NewShift(request, initial=first),
    }  # fmt: skip
    return render(request, "desk/shifts.html", context, status=status)


def _cells(officer: Officer, days: list[date], planned: Planned) -> list[tuple[date, list[Shift]]]:
    return [(day, planned.get((officer.pk, day), [])) for day in days]


def _planned(request: DeskRequest, monday: date) -> Planned:
    zone = ZoneInfo(request.office.time_zone)
    start = datetime.combine(monday, time(), tzinfo=zone)
    rows = Shift.objects.filter(
        officer__office=request.office, starts_at__gte=start, starts_at__lt=start + timedelta(days=DAYS)
    )
    found: Planned = {}
    for row in rows.order_by("starts_at"):
        found.setdefault((row.officer_id, row.starts_at.astimezone(zone).date()), []).append(row)
    return found


def _monday(request: DeskRequest) -> date:
    asked = request.GET.get("minggu", "") or request.POST.get("minggu", "")
    on = day_in_address(asked, _today(request))
    return on - timedelta(days=on.weekday())


def _today(request: DeskRequest) -> date:
    return clock.now().astimezone(ZoneInfo(request.office.time_zone)).date()


def _address(on: date) -> str:
    return f"{reverse('desk:officers_shifts')}?minggu={on.isoformat()}"
