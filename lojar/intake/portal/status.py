"""How an application stands, for whoever knows its number and the end of the phone that sent it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lojar.applications.models import Application
from lojar.applications.queries import by_number, service_of
from lojar.applications.rules.lifecycle import Status
from lojar.channels.models import Identity
from lojar.channels.queries import contact_now, living_identities
from lojar.handover.queries import ways_of
from lojar.lib import reference
from lojar.offices.rules.dates_in_words import day_in_words, moment_in_words

from .attempts import forget, may_try
from .page import Visit, page, show

WORDS: dict[Status, tuple[Lazy, Lazy]] = {
    Status.DRAFT: (
        _("Belum dikirim"),
        _("Lanjutkan di WhatsApp: ketik LANJUT, lalu kirim yang masih kurang."),
    ),
    Status.SUBMITTED: (
        _("Menunggu diperiksa petugas"),
        _("Anda tidak perlu berbuat apa-apa. Kami kabari lewat WhatsApp begitu sudah diperiksa."),
    ),
    Status.RETURNED: (
        _("Menunggu perbaikan dari Anda"),
        _("Buka WhatsApp: di sana tertulis foto mana yang perlu dikirim ulang. Yang lain sudah tersimpan."),
    ),
    Status.ACCEPTED: (
        _("Lengkap dan benar, sedang dikerjakan"),
        _("Anda tidak perlu berbuat apa-apa. Kami kabari lewat WhatsApp begitu siap."),
    ),
    Status.READY: (
        _("Sudah jadi"),
        _("Cara mendapatkannya sudah kami kirim ke WhatsApp Anda."),
    ),
    Status.HANDED_OVER: (_("Selesai, sudah diambil"), _("Tidak ada lagi yang perlu dilakukan.")),
    Status.DELIVERED: (_("Selesai, sudah dikirim"), _("Tidak ada lagi yang perlu dilakukan.")),
    Status.REJECTED: (
        _("Belum dapat dikabulkan"),
        _("Alasannya sudah kami kirim ke WhatsApp Anda. Di sana Anda juga dapat bertanya kepada petugas."),
    ),
    Status.WITHDRAWN: (_("Dibatalkan"), _("Anda dapat mengajukan lagi kapan saja.")),
    Status.EXPIRED: (
        _("Ditutup karena lama tidak dilanjutkan"),
        _("Anda dapat mengajukan lagi kapan saja."),
    ),
}
COLLECT = _("Ambil di meja pengambilan dengan QR atau kode yang kami kirim ke WhatsApp Anda.")
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is shown: no name, no paper, nothing of what was filled in."""

    number: str
    service: str
    tone: str  # positive | warning | info | neutral: the colour of the heading
    heading: str
    next_step: str
    promised: str
    sent_on: str


TONES = {
    Status.RETURNED: "warning",
    Status.READY: "positive",
    Status.HANDED_OVER: "positive",
    Status.DELIVERED: "positive",
    Status.SUBMITTED: "info",
    Status.ACCEPTED: "info",
}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def look_up(visit: Visit) -> HttpResponse:
    asked = visit.request.POST.get("nomor", "").strip()[:60]
    digits = re.sub(r"[^0-9]", "", visit.request.POST.get("akhir", ""))[:20]
    if visit.request.method != "POST":
        return show(visit, "status_form")
    mistakes = _mistakes(asked, digits)
    if mistakes:
        return _again(visit, asked, mistakes)
    number = reference.parse(asked) or reference.find_in(asked) or ""
    if not may_try(visit.request, number):
        return _again(
            visit,
            asked,
            {"form": _("Terlalu banyak percobaan. Silakan coba lagi 15 menit lagi.")},
            status=429,
        )
    found = by_number(number, office=visit.office)
    if found is None or not _is_of(found, digits[-DIGITS:]):
        return _again(
            visit,
            asked,
            {"form": _("Nomor permohonan dan empat angka itu belum cocok. Mohon periksa keduanya.")},
        )
    forget(number)
    response = show(visit, "status", standing=_standing(found, visit.language))
    response["Cache-Control"] = "no-store"
    return response


def _mistakes(asked: str, digits: str) -> Mapping[str, Lazy]:
    """Said before anything is looked up; a number that cannot be one is a typing mistake, not a wrong guess."""
    found: dict[str, Lazy] = {}
    if not asked:
        found["nomor"] = _("Isi nomor permohonan.")
    elif not (reference.parse(asked) or reference.find_in(asked)):
        found["nomor"] = _("Nomor ini tampaknya salah ketik. Contoh: BWI-261123-7KD4.")
    if len(digits) < DIGITS:
        found["akhir"] = _("Isi empat angka terakhir nomor WhatsApp yang mengirim permohonan.")
    return found


def _again(visit: Visit, asked: str, mistakes: Mapping[str, Lazy], *, status: int = 200) -> HttpResponse:
    # 200, because a page that could not answer is still the page that was asked for; 429 tells programs to wait.
    return show(visit, "status_form", status=status, asked=asked, mistakes=mistakes)


def _is_of(application: Application, end: str) -> bool:
    identities = living_identities(contact_now(application.contact))
    return any(i.kind == Identity.Kind.PHONE and i.value.endswith(end) for i in identities)


def _standing(application: Application, language: str) -> Standing:
    status = Status(application.status)
    heading, next_step = WORDS[status]
    if status == Status.READY and ways_of(application).by_hand:
        next_step = COLLECT
    sent = application.submitted_at
    zone = ZoneInfo(application.office.time_zone)
    return Standing(
        number=application.number,
        service=service_of(application).name.said_in(language),
        tone=TONES.get(status, "neutral"),
        heading=str(heading),
        next_step=str(next_step),
        promised=_promised(application, zone, language) if status == Status.ACCEPTED else "",
        sent_on=day_in_words(sent.astimezone(zone).date(), language) if sent else "",
    )


def _promised(application: Application, zone: ZoneInfo, language: str) -> str:
    at: datetime | None = application.promised_at
    if at is None:
        return ""
    if service_of(application).promise.unit == "working_days":
        return day_in_words(at.astimezone(zone).date(), language)
    return moment_in_words(at, zone=zone, language=language)
