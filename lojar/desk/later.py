"""An answer put off: when, and whether its time has come."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.template.defaultfilters import date as written
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.channels import actions
from lojar.channels.models import AnswerLater, Contact, OutboundMessage
from lojar.channels.rules.answer_later import AN_HOUR, FURTHEST, CannotRemind, due_at, next_morning, today
from lojar.lib import clock
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours
from lojar.offices.rules.opening_hours import ONE_DAY

from .access import DeskRequest

MISTAKES = {
    "no_date": gettext_lazy("Pilih tanggalnya dahulu."),
    "past": gettext_lazy("Pilih hari sesudah hari ini."),
    "too_far": gettext_lazy("Pilih hari dalam tiga bulan ke depan."),
}


def waiting(office: Office) -> QuerySet[AnswerLater]:
    """Those that nobody has answered: an officer's words count, wherever they were written."""
    answered = OutboundMessage.objects.filter(
        contact=OuterRef("contact"), purpose="officer", created_at__gt=OuterRef("set_at")
    )
    found = AnswerLater.objects.filter(contact__office=office, contact__merged_into=None)
    return found.exclude(Exists(answered)).select_related("set_by")


def later_of(contact: Contact, *, now: datetime) -> dict[str, Any]:
    """What was put off, and what may be chosen."""
    hours = opening_hours(contact.office)
    this_day = today(now, hours)
    put_off = waiting(contact.office).filter(contact=contact).first()
    return {
        "put_off": put_off,
        "is_due": put_off is not None and put_off.due_at <= now,
        "in_an_hour": now + AN_HOUR,
        "next_morning": next_morning(now, hours),
        "is_tomorrow": today(next_morning(now, hours), hours) == this_day + ONE_DAY,
        "first_day": (this_day + ONE_DAY).isoformat(),
        "last_day": (this_day + FURTHEST).isoformat(),
    }


def put_off_from(request: DeskRequest, contact: Contact) -> None:
    """The same form twice is the same moment."""
    now = clock.now()
    try:
        at = due_at(
            request.POST.get("when", ""), _day(request.POST.get("on", "")), now=now,
            hours=opening_hours(request.office),
        )  # fmt: skip
    except CannotRemind as no:
        messages.error(request, str(MISTAKES[no.reason]))
        return
    actions.answer_later(contact, due_at=at, officer=request.user, now=now)
    messages.success(
        request, _("Percakapan ini muncul lagi di daftar pada %(when)s.") % {"when": in_words(at)}
    )


def in_words(at: datetime) -> str:
    local = localtime(at)
    return _("%(day)s pukul %(time)s") % {"day": written(local, "l, j F"), "time": f"{local:%H.%M}"}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
