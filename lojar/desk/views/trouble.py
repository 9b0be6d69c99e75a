"""What went wrong on the way in or out and needs a person: no personal data beyond a number to call."""

from typing import Any

from django.contrib import messages
from django.db.models import Func, IntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.applications.models import Application
from lojar.channels import actions, queries
from lojar.channels.models import OutboundMessage, RefusedWebhook, WebhookDelivery
from lojar.evidence.models import Photo
from lojar.lib import clock
from lojar.offices.models import Office

from ..access import LEADS, DeskRequest, officer_required

MOST = 50


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    office = request.office
    return render(request, "desk/trouble.html", {
        "failed": [_failed(each) for each in queries.failed_messages(office)[:MOST]],
        "set_aside": _set_aside(office),
        "quarantined": _quarantined(office),
        "refused": RefusedWebhook.objects.order_by("-on")[:7],
    })  # fmt: skip


@require_POST
@officer_required()
def send_again(request: DeskRequest, message: int) -> HttpResponse:
    found = queries.failed_messages(request.office).filter(pk=message).first()
    if found is None:
        raise Http404
    actions.send_again(found, officer=request.user, now=clock.now())
    messages.success(request, _("Pesan dikirim lagi."))
    return redirect("desk:trouble")


@require_POST
@officer_required(*LEADS)
def resolve_alarm(request: DeskRequest, alarm: int) -> HttpResponse:
    found = queries.alarms(request.office).filter(pk=alarm).first()
    if found is None:
        raise Http404
    actions.resolve_alarm(found, clock.now())
    messages.success(request, _("Peringatan ditutup. Bila masalahnya belum selesai, peringatan muncul lagi."))
    return redirect("desk:trouble")


def _failed(message: OutboundMessage) -> dict[str, Any]:
    known = (
        Application.objects.filter(number=message.about).exclude(status="draft").exists()
        if message.about
        else False
    )
    return {
        "pk": message.pk, "about": message.about if known else "", "at": message.failed_at or message.created_at,
        "why": message.error_text, "code": message.error_code, "phone": queries.shown_number(message.contact),
    }  # fmt: skip


def _set_aside(office: Office) -> list[dict[str, Any]]:
    """Reason, time and size: the body holds people's words and stays sealed."""
    rows = queries.set_aside(office)[:MOST]
    sizes = _sizes([row.pk for row in rows])
    return [
        {"pk": row.pk, "at": row.received_at, "why": row.reason, "size": sizes.get(row.pk, 0)} for row in rows
    ]


def _sizes(ids: list[int]) -> dict[int, int]:
    counted = WebhookDelivery.objects.filter(pk__in=ids).annotate(
        size=Func("body", function="octet_length", output_field=IntegerField())
    )
    return dict(counted.values_list("pk", "size"))


def _quarantined(office: Office) -> list[dict[str, Any]]:
    photos = Photo.objects.filter(contact__office=office, state=Photo.State.QUARANTINED).select_related(
        "contact"
    )
    return [
        {"at": photo.kept_at, "trouble": photo.trouble, "mime": photo.mime, "size": photo.size,
         "phone": queries.shown_number(photo.contact)}
        for photo in photos.order_by("-id")[:MOST]
    ]  # fmt: skip
