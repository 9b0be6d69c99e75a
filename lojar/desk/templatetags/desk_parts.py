"""What every page of the desk shows and no view should have to remember: the rooms, the alarms of the line."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import banner
from ..access import LEADS, RULERS, Role

register = template.Library()


@register.inclusion_tag("desk/parts/rooms.html", takes_context=True)
def rooms(context: Any) -> dict[str, Any]:
    officer, here = context["user"], context["request"].resolver_match
    shown = [
        ("worklist", "inbox", _("Antrean")),
        ("talks", "chat", _("Percakapan")),
        ("pick_up", "hand", _("Serah terima")),
        ("schedule", "calendar", _("Jadwal")),
        ("trouble", "warning", _("Gangguan")),
        ("line", "pulse", _("Saluran")),
        ("catalogue", "book", _("Layanan")),
    ]
    if officer.role in LEADS:
        shown.insert(1, ("promises", "clock", _("Janji")))
    if officer.role in RULERS:
        shown.append(("office", "building", _("Kantor")))
    if officer.role == Role.ADMIN:
        shown.append(("officers", "people", _("Tim")))
    elif officer.role in LEADS:
        shown.append(("officers_looks", "people", _("Tim")))
    active = getattr(here, "url_name", "") or ""
    return {
        "rooms": [
            {"url": reverse(f"desk:{name}"), "icon": icon, "label": label, "here": _belongs(active, name)}
            for name, icon, label in shown
        ]
    }


def _belongs(active: str, room: str) -> bool:
    if room == "worklist":
        return active in {"worklist", "search", "application", "application_looks"}
    return active == room or active.startswith(f"{room}_")


@register.inclusion_tag("desk/parts/line_alarms.html", takes_context=True)
def line_alarms(context: Any) -> dict[str, Any]:
    return {**banner.context_of(context["user"]), "csrf_token": context.get("csrf_token")}
