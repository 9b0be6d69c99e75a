"""Days and times as forms of the desk ask for them."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lojar.lib import clock

SOON = timedelta(days=400)  # a year that is typed wrongly is further away


def day_field(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def time_field(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **more)


def near(on: date) -> date:
    """ValidationError for a year that nobody meant."""
    if abs(on - clock.now().date()) > SOON:
        raise forms.ValidationError(_("Tahunnya tampaknya salah ketik."))
    return on


def day_in_address(written: str, today: date) -> date:
    """What an address asks for; today, where it asks for nothing that is near."""
    try:
        on = date.fromisoformat(written)
    except ValueError:
        return today
    return on if abs(on - today) < SOON else today
