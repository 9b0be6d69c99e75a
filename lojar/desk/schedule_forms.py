"""What is typed to plan sessions, to switch the protocol and to let somebody come."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from lojar.offices.models import Office, ProtocolPeriod
from lojar.visits.actions.protocol import FURTHEST, MOST_INSIDE, NEAREST, HowItIsRun
from lojar.visits.models import Purpose
from lojar.visits.rules.slots import Shift

from .date_fields import day_field, near, time_field

MOST_DAYS = 62  # planned in one go
ASKED = (
    ("hand_washing", _("Cuci tangan dengan sabun")),
    ("mask", _("Pakai masker")),
    ("temperature", _("Ukur suhu")),
)
# The words of the model, in the officer's language.
PURPOSES = tuple((purpose.value, _(purpose.label)) for purpose in Purpose)
MODES = (
    ("normal", _("Normal: semua boleh datang")),
    ("limited", _("Terbatas: hanya keperluan mendesak")),
    ("closed", _("Tutup: tidak ada layanan di loket")),
)


class PlanForm(forms.Form):
    """A counter's sessions, day by day: the days on which the office is closed are passed over."""

    counter = forms.CharField(label=_("Loket"), max_length=40)
    purpose = forms.ChoiceField(label=_("Untuk"), choices=PURPOSES)
    first = day_field(_("Dari tanggal"))
    last = day_field(_("Sampai tanggal"))
    opens = time_field(_("Mulai"))
    closes = time_field(_("Selesai"))
    pause_from = time_field(_("Istirahat mulai"), required=False)
    pause_to = time_field(_("Istirahat selesai"), required=False)
    minutes = forms.IntegerField(label=_("Menit per orang"), min_value=1, max_value=240)

    def clean_first(self) -> date:
        return near(self.cleaned_data["first"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and not first <= last < first + timedelta(days=MOST_DAYS):
            self.add_error("last", _("Paling jauh dua bulan sesudah tanggal pertama."))
        if given.get("opens") and given.get("closes") and given["opens"] >= given["closes"]:
            self.add_error("closes", _("Harus sesudah jam mulai."))
        begins, ends = given.get("pause_from"), given.get("pause_to")
        if (begins or ends) and not (begins and ends and begins < ends):
            self.add_error("pause_to", _("Isi keduanya, yang ini sesudah yang pertama."))
        return given

    def days(self) -> list[date]:
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return [first + timedelta(days=days) for days in range((last - first).days + 1)]

    def shift(self, on: date, zone: ZoneInfo) -> Shift:
        given = self.cleaned_data

        def at(name: str) -> datetime:
            return datetime.combine(on, given[name], tzinfo=zone)

        breaks = ((at("pause_from"), at("pause_to")),) if given["pause_from"] else ()
        return Shift(at("opens"), at("closes"), breaks)


class ProtocolForm(forms.Form):
    """From now, or from a moment that was named."""

    mode = forms.ChoiceField(label=_("Cara melayani"), choices=MODES)
    reason = forms.CharField(label=_("Alasan, seperti yang dibaca warga"), max_length=200)
    on = day_field(_("Mulai tanggal"), required=False)
    at = time_field(_("Mulai jam"), required=False)
    distance_cm = forms.IntegerField(
        label=_("Jarak antarkursi (cm)"), min_value=NEAREST, max_value=FURTHEST, initial=100
    )
    people_inside = forms.IntegerField(
        label=_("Paling banyak orang di dalam"), min_value=1, max_value=MOST_INSIDE, initial=20
    )
    asks_for = forms.MultipleChoiceField(
        label=_("Di pintu"), choices=ASKED, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        return near(on) if on else None

    def starts_at(self, office: Office, now: datetime) -> datetime:
        on, at = self.cleaned_data["on"], self.cleaned_data["at"]
        if on is None and at is None:
            return now
        zone = ZoneInfo(office.time_zone)
        day = on or now.astimezone(zone).date()
        return datetime.combine(day, at or datetime.min.time(), tzinfo=zone)

    def how(self) -> HowItIsRun:
        given = self.cleaned_data
        return HowItIsRun(
            given["mode"], given["reason"], given["distance_cm"], given["people_inside"], given["asks_for"]
        )

    @classmethod
    def as_it_is(cls, period: ProtocolPeriod | None) -> "ProtocolForm":
        if period is None:
            return cls(initial={"mode": "normal"})
        kept = ("mode", "reason", "distance_cm", "people_inside", "asks_for")
        return cls(initial={name: getattr(period, name) for name in kept})


class AdmitForm(forms.Form):
    """Whoever comes by an officer's judgement, or is booked by phone."""

    number = forms.CharField(label=_("Nomor permohonan"), max_length=40)
    reason = forms.ChoiceField(label=_("Alasan"), required=False)
    note = forms.CharField(label=_("Catatan alasan"), max_length=300, required=False)

    def __init__(self, *given: Any, reasons: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].choices = [("", _("Tanpa alasan mendesak")), *reasons]  # type: ignore[attr-defined]
