"""What went wrong on the way in or out and needs a person: whom to call and what to tell, nothing that came in."""

from typing import Any

from django.contrib import messages
from django.db.models import Func, IntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lojar.channels import actions, held, queries
from lojar.channels.models import Contact, OutboundMessage, RefusedWebhook, WebhookDelivery
from lojar.evidence.models import Photo
from lojar.lib import clock
from lojar.offices.models import Office

from .. import failing, live
from ..access import LEADS, DeskRequest, officer_required

MOST = 50
NOT_TOLD = gettext_lazy(
    "Tidak dikirim: hari ini sudah diberi tahu, atau tidak ada template yang dapat dipakai."
)


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    context = _what_waits(request.office)
    if request.htmx and request.htmx.target == "not-arrived":
        return live.unless_same(
            request, context["tag"], lambda: render(request, "desk/trouble.html#waits", context)
        )
    office = request.office
    return render(request, "desk/trouble.html", {
        **context, "set_aside": _set_aside(office), "quarantined": _quarantined(office),
        "refused": RefusedWebhook.objects.order_by("-on")[:7],
    })  # fmt: skip


@require_POST
@officer_required()
def send_again(request: DeskRequest, message: int) -> HttpResponse:
    actions.send_again(_of_this_office(request, message), officer=request.user, now=clock.now())
    messages.success(request, _("Pesan dikirim lagi."))
    return redirect("desk:trouble")


@require_POST
@officer_required()
def phoned(request: DeskRequest, message: int) -> HttpResponse:
    """The officer has told it by telephone."""
    actions.told_by_phone(_of_this_office(request, message), officer=request.user, now=clock.now())
    messages.success(request, _("Dicatat: sudah disampaikan lewat telepon."))
    return redirect("desk:trouble")


@require_POST
@officer_required()
def tell(request: DeskRequest, contact: int) -> HttpResponse:
    """One template says that an answer waits. It costs money, so a person asks for it."""
    person = Contact.objects.filter(pk=contact, office=request.office).first()
    if person is None:
        raise Http404
    if held.tell(person, clock.now()):
        messages.success(request, _("Warga diberi tahu bahwa ada jawaban yang menunggu."))
    else:
        messages.info(request, NOT_TOLD)
    return redirect("desk:trouble")


def _of_this_office(request: DeskRequest, message: int) -> OutboundMessage:
    found = queries.may_be_sent_again(request.office, clock.now()).filter(pk=message).first()
    if found is None:
        raise Http404
    return found


@require_POST
@officer_required(*LEADS)
def resolve_alarm(request: DeskRequest, alarm: int) -> HttpResponse:
    found = queries.alarms(request.office).filter(pk=alarm).first()
    if found is None:
        raise Http404
    actions.resolve_alarm(found, clock.now())
    messages.success(request, _("Peringatan ditutup. Bila masalahnya belum selesai, peringatan muncul lagi."))
    return redirect("desk:trouble")


def _what_waits(office: Office) -> dict[str, Any]:
    """Lists are cut, their counts are not."""
    now = clock.now()
    failed, uncertain = queries.failed_messages(office), queries.uncertain_messages(office, now)
    waiting = failing.held_on_desk(office, now)
    context = {
        "failed": failing.not_arrived(failed[:MOST]), "all_failed": failed.count(),
        "uncertain": failing.not_arrived(uncertain[:MOST]), "held": waiting[:MOST], "all_held": len(waiting),
    }  # fmt: skip
    return {**context, "tag": live.tag_of(*(str(fact) for fact in context.values()))}


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
