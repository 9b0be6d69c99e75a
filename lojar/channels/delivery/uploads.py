"""Pictures and papers of ours, uploaded once: Meta keeps them for 30 days."""

from datetime import timedelta

from django.conf import settings

from lojar.lib import clock
from lojar.lib.object_store import Missing, SealedStore, store_at
from lojar.lib.sealed_fields import keyring

from ..messages import Paperwork, Picture
from ..models import UploadedMedia
from ..whatsapp import graph
from ..whatsapp.parse import Error

KEPT_FOR = timedelta(days=29)
ENDINGS = {"image/jpeg": "foto.jpg", "image/png": "foto.png"}


class NotUploaded(Exception):
    """The file did not get there, so the message about it was not sent."""


def media_id(said: Picture | Paperwork) -> str:
    number = settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID
    fresh = UploadedMedia.objects.filter(
        object_key=said.object_key, phone_number_id=number, uploaded_at__gt=clock.now() - KEPT_FOR
    ).first()
    if fresh is not None:
        return fresh.media_id
    found = _uploaded(said)
    UploadedMedia.objects.update_or_create(
        object_key=said.object_key,
        phone_number_id=number,
        defaults={"media_id": found[:80], "uploaded_at": clock.now()},
    )
    return found


def _uploaded(said: Picture | Paperwork) -> str:
    try:
        data = SealedStore(store_at(settings.LOJAR_MEDIA_URL), keyring()).get(said.object_key)
    except Missing:
        raise graph.Refused(400, Error(131009, "Berkas tidak ada lagi di penyimpanan")) from None
    name = said.filename if isinstance(said, Paperwork) else ENDINGS[said.mime]
    try:
        return graph.upload(data, filename=name, mime=said.mime)
    except graph.Lost as lost:
        raise NotUploaded(str(lost)) from None
    except graph.Refused as no:
        if no.http_status >= 500 and no.error.code is None:
            raise NotUploaded(f"HTTP {no.http_status}") from None
        raise
