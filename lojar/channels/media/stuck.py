"""Files that wait so long that somebody must look: Meta keeps them for seven days."""

from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils.timezone import localtime

from lojar.offices.models import Office

from .. import alarms
from ..models import InboundMessage, LineAlarm

KIND = "media_stuck"
LONG = timedelta(days=5)
JUST_CAME = timedelta(minutes=30)  # a message that Meta held back for days is not stuck with us


def watch_stuck(now: datetime) -> None:
    """Raised once an office, kept up to date, and over by itself when nothing that old waits any more."""
    waiting = InboundMessage.objects.filter(media_state=InboundMessage.Media.WAITING)
    late = waiting.filter(sent_at__lt=now - LONG, received_at__lt=now - JUST_CAME)
    counted = {
        row["office"]: (row["count"], row["oldest"])
        for row in late.values("office").annotate(count=Count("pk"), oldest=Min("sent_at"))
    }
    for office in Office.objects.filter(pk__in=counted):
        _raise(office, *counted[office.pk], now)
    over = LineAlarm.objects.filter(kind=KIND, resolved_at=None).exclude(office__in=counted)
    over.update(resolved_at=now)


def _raise(office: Office, count: int, oldest: datetime, now: datetime) -> None:
    text = (
        f"{count} berkas dari warga belum dapat diambil dari WhatsApp, yang tertua sejak "
        f"{localtime(oldest):%d-%m-%Y}. WhatsApp menghapusnya setelah 7 hari: mohon periksa token dan jaringan."
    )
    alarm = alarms.raise_alarm(KIND, text, office=office, now=now)
    if alarm.text != text:
        alarm.text = text
        alarm.save(update_fields=["text"])
