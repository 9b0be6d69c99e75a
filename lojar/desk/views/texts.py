"""What the program tells citizens, in the office's own words where it wants to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lojar.lib import clock
from lojar.notifications import actions, queries
from lojar.notifications.rules.event_text import CannotSay

from ..access import RULERS, DeskRequest, officer_required

LANGUAGES = {"id": gettext_lazy("Bahasa Indonesia"), "en": gettext_lazy("Bahasa Inggris")}
MISTAKES = {
    "unknown_gap": gettext_lazy("Tempat isian {detail} tidak dikenal pada pesan ini."),
    "missing_gap": gettext_lazy("Pesan ini harus menyebut {detail}."),
    "lone_brace": gettext_lazy("Ada kurung kurawal yang tidak berpasangan."),
    "length": gettext_lazy("Pesan harus berisi dan paling banyak {detail} huruf."),
}
EVENTS = {
    "submitted": gettext_lazy("Permohonan diterima"),
    "submitted.berempati": gettext_lazy("Permohonan diterima (duka)"),
    "resubmitted": gettext_lazy("Perbaikan diterima"),
    "correction_asked": gettext_lazy("Diminta memperbaiki"),
    "returned_page": gettext_lazy("Foto yang dikembalikan"),
    "accepted": gettext_lazy("Disetujui"),
    "rejected": gettext_lazy("Ditolak"),
    "ready_to_collect": gettext_lazy("Siap diambil"),
    "ready_as_pdf": gettext_lazy("PDF siap dikirim"),
    "handed_over": gettext_lazy("Sudah diserahkan"),
    "delivered": gettext_lazy("PDF dikirim"),
    "delivered_link": gettext_lazy("Tautan dikirim"),
    "delivered_told": gettext_lazy("Selesai, tanpa dokumen"),
    "withdrawn": gettext_lazy("Dibatalkan warga"),
    "expiring_draft": gettext_lazy("Pengingat: belum dikirim"),
    "expiring_returned": gettext_lazy("Pengingat: belum diperbaiki"),
    "expired": gettext_lazy("Kedaluwarsa"),
    "withheld": gettext_lazy("Nomor WhatsApp pemohon berganti sesudah permohonan dikirim."),
    "pdf_locked": gettext_lazy("Pertanyaan pengaman terkunci"),
    "pdf_reopened": gettext_lazy("Pertanyaan pengaman dibuka lagi"),
    "visit_pass": gettext_lazy("Jadwal datang: kode masuk dan pengingat"),
    "visit_prepare": gettext_lazy("Jadwal datang: menyiapkan berkas"),
    "visit_cancelled": gettext_lazy("Jadwal datang dibatalkan"),
    "visit_displaced": gettext_lazy("Jadwal datang tidak dapat dilayani"),
    "visit_offered": gettext_lazy("Tempat kosong untuk yang menunggu"),
    "visit_missed": gettext_lazy("Jadwal datang terlewat"),
    "hall_number": gettext_lazy("Nomor antrean"),
    "hall_enter": gettext_lazy("Dipersilakan masuk"),
    "hall_called": gettext_lazy("Dipanggil ke loket"),
}


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, _language(request.GET.get("bahasa", "")))


@require_POST
@officer_required(*RULERS)
def change(request: DeskRequest, event: str) -> HttpResponse:
    office, language = request.office, _language(request.POST.get("language", ""))
    body = request.POST.get("body", "").replace("\r\n", "\n")
    known = next((line for line in queries.texts_of(office, language) if line.name == event), None)
    if known is None:
        raise Http404
    if request.POST.get("step") == "restore" or body.strip() == known.shipped.strip():
        actions.restore_text(office, language, event)
        messages.success(request, _("Teks bawaan berlaku lagi."))
    else:
        try:
            actions.change_text(office, language, event, body=body, officer=request.user, now=clock.now())
        except CannotSay as wrong:
            return _page(
                request, language, wrong={"event": event, "body": body, "words": _mistake(wrong)}, status=422
            )
        messages.success(request, _("Teks disimpan. Pesan berikutnya memakai kata-kata ini."))
    return redirect(f"{reverse('desk:catalogue_texts')}?bahasa={language}#{event}")


def _language(wanted: str) -> str:
    return wanted if wanted in LANGUAGES else "id"


def _mistake(wrong: CannotSay) -> str:
    words = MISTAKES.get(wrong.reason)
    return str(words).format(detail=wrong.detail) if words else str(wrong)


def _page(
    request: DeskRequest, language: str, *, wrong: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    lines = [
        {"line": line, "title": EVENTS.get(line.name, line.name), "body": line.own or line.shipped,
         "gaps": [f"{{{gap}}}" for gap in line.may_tell], "needed": [f"{{{gap}}}" for gap in line.must_tell]}
        for line in queries.texts_of(request.office, language)
    ]  # fmt: skip
    context = {
        "lines": lines, "language": language, "languages": LANGUAGES.items(), "wrong": wrong or {},
        "may_change": request.user.role in RULERS,
    }  # fmt: skip
    return render(request, "desk/texts.html", context, status=status)
