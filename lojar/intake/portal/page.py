"""What every page of the portal shares: the office, and the citizen's language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from lojar.offices.models import Office
from lojar.offices.queries import the_office

ASKS = "bahasa"
ONE_YEAR = 60 * 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to a page: for which office, in which language."""

    request: HttpRequest
    office: Office
    language: str


View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """Indonesian unless the visitor chose: a phone set to English says little about who holds it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get(ASKS, "")
        language = _known(wanted) or _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")) or "id"
        with translation.override(language):
            response = _answer(view, request, language, *args, **kwargs)
        if _known(wanted):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, wanted, max_age=ONE_YEAR, samesite="Lax", httponly=True
            )
        response["Content-Language"] = language
        return response

    return shown


def show(visit: Visit, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    office, language = visit.office, visit.language
    context = {
        "office": office,
        "language": language,
        "number": shown_number(office.whatsapp_display),
        "chat": chat_address(office),
        "path": visit.request.path,
        **more,
    }
    return render(visit.request, f"portal/{template}.html", context, status=status)


def not_found(visit: Visit) -> HttpResponse:
    return show(visit, "not_found", status=404)


def chat_address(office: Office, text: str = "") -> str:
    """Opens WhatsApp with the official number, and a first sentence to send where there is one."""
    address = f"https://wa.me/{re.sub(r'[^0-9]', '', office.whatsapp_display)}"
    return f"{address}?text={quote(text)}" if text else address


def shown_number(number: str) -> str:
    """+62 811 2345 678: in groups, as a person reads it to another."""
    digits = re.sub(r"[^0-9]", "", number)
    if not digits.startswith("62"):
        return number
    rest = digits[2:]
    groups = [rest[:3], *(rest[at : at + 4] for at in range(3, len(rest), 4))]
    return " ".join(["+62", *filter(None, groups)])


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else ""


def _answer(view: View, request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        office = the_office()
    except Office.DoesNotExist:
        return HttpResponse(
            _("Kantor ini belum disiapkan."), status=503, content_type="text/plain; charset=utf-8"
        )
    visit = Visit(request, office, language)
    if "\0" in request.path:  # PostgreSQL has no such character to look for
        return not_found(visit)
    return view(visit, *args, **kwargs)
