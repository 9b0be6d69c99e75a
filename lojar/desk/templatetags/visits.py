"""Visits in an officer's words."""

from django import template
from django.utils.translation import gettext_lazy as _

from lojar.applications.models import Application
from lojar.desk.schedule_forms import ASKED
from lojar.desk.schedule_forms import PURPOSES as PURPOSES_TO_CHOOSE
from lojar.offices.models import ProtocolPeriod
from lojar.visits.models import Visit

register = template.Library()
MODES = {
    "normal": _("Loket buka untuk semua"),
    "limited": _("Loket buka untuk keperluan mendesak"),
    "closed": _("Loket tutup"),
}
RULES, PURPOSES = dict(ASKED), dict(PURPOSES_TO_CHOOSE)
STATES = {
    "held": _("sedang memilih"),
    "booked": _("terjadwal"),
    "arrived": _("hadir"),
    "served": _("selesai"),
    "missed": _("tidak hadir"),
    "cancelled": _("dibatalkan"),
    "displaced": _("perlu jadwal baru"),
    "waiting": _("daftar tunggu"),
    "lapsed": _("tidak jadi"),
}


@register.simple_tag
def coming_visit(application: Application) -> Visit | None:
    """When whoever it is about comes to the office for it."""
    states = (Visit.State.BOOKED, Visit.State.ARRIVED)
    rows = application.visits.filter(state__in=states, session__isnull=False).select_related("session")
    return rows.order_by("session__starts_at").first()


@register.filter
def mode_word(period: ProtocolPeriod | None) -> str:
    """Before the first period the hall is open to all."""
    return str(MODES[period.mode if period else "normal"])


@register.filter
def rule_word(rule: str) -> str:
    return str(RULES.get(rule, rule))


@register.filter
def purpose_word(purpose: str) -> str:
    return str(PURPOSES.get(purpose, purpose))


@register.filter
def visit_word(state: str) -> str:
    return str(STATES.get(state, state))
