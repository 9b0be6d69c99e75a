"""Tables of applications to take along: only for who leads the office, after one more proof, and written down."""

from collections.abc import Callable, Generator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from lojar.applications.actions.exporting import count_exported, record_export
from lojar.applications.models import Application, Export
from lojar.applications.queries.exporting import rows_to_export
from lojar.applications.rules.lifecycle import CLOSED, OPEN
from lojar.lib import clock

from ..access import LEADS, DeskRequest, officer_required
from ..date_fields import day_field
from ..exporting import Cell, as_csv, as_xlsx, cells_of, headings

Rows = Generator[Application, None, None]
STATES = {"terbuka": sorted(OPEN), "selesai": sorted(CLOSED)}
SHOWN = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Asked(forms.Form):
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        choices=(
            ("", _("Semua yang pernah dikirim")),
            ("terbuka", _("Yang masih berjalan")),
            ("selesai", _("Yang sudah ditutup")),
        ),
        required=False,
    )  # fmt: skip
    dari = day_field(_("Dikirim dari tanggal"), required=False)
    sampai = day_field(_("Sampai tanggal"), required=False)

    def narrowed(self, zone: ZoneInfo) -> dict[str, object]:
        given = self.cleaned_data
        until = given["sampai"] and given["sampai"] + timedelta(days=1)
        return {
            "statuses": STATES.get(given["keadaan"], ()),
            "since": _midnight(given["dari"], zone),
            "until": _midnight(until, zone),
        }

    def as_written(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


@require_GET
@officer_required(*LEADS)
@reauthentication_required  # type: ignore[untyped-decorator]
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, Asked(initial={"keadaan": "terbuka"}))


@require_GET
@officer_required(*LEADS)
@reauthentication_required  # type: ignore[untyped-decorator]
def take(request: DeskRequest, form: str) -> HttpResponseBase:
    """The record is written before the first row, and says afterwards how many there were."""
    asked = Asked(request.GET)
    if form not in ("csv", "xlsx") or not asked.is_valid():
        return _page(request, asked, status=422)
    office = request.office
    export = record_export(office, request.user, form=form, asked=asked.as_written(), now=clock.now())
    found = rows_to_export(office, **asked.narrowed(ZoneInfo(office.time_zone)))  # type: ignore[arg-type]
    rows = _counted(export, found, cells_of(office))
    name = f"permohonan-{office.code}-{clock.now():%Y%m%d}.{form}"
    if form == "xlsx":
        return FileResponse(as_xlsx(headings(), rows), as_attachment=True, filename=name, content_type=XLSX)
    answer = StreamingHttpResponse(as_csv(headings(), rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _counted(
    export: Export, found: Rows, cells: Callable[[Application], list[Cell]]
) -> Generator[list[Cell], None, None]:
    """Also where the officer's browser goes away in the middle."""
    count, is_whole = 0, False
    try:
        for row in found:
            count += 1
            yield cells(row)
        is_whole = True
    finally:
        found.close()  # its cursor in the database
        count_exported(export, count, is_whole=is_whole)


def _page(request: DeskRequest, asked: Asked, *, status: int = 200) -> HttpResponse:
    made = Export.objects.filter(office=request.office).select_related("officer").order_by("-made_at", "-id")
    return render(request, "desk/exports.html", {"form": asked, "exports": made[:SHOWN]}, status=status)


def _midnight(on: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(on, time(), tzinfo=zone) if on else None
