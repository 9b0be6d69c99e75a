"""Writing a delivery down before it is answered. `whatsapp.intake_wsgi` does the same for many at once."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from ..models import RefusedWebhook, WebhookDelivery
from ..wake import wake_inbox


@transaction.atomic
def keep(body: bytes, now: datetime) -> WebhookDelivery:
    delivery = WebhookDelivery.objects.create(body=body, received_at=now)
    wake_inbox()
    return delivery


def count_refused(now: datetime, times: int = 1) -> None:
    """How many, not what: an unsigned body may hold anything."""
    day, made = RefusedWebhook.objects.get_or_create(on=localdate(now), defaults={"count": times})
    if not made:
        RefusedWebhook.objects.filter(pk=day.pk).update(count=F("count") + times)
