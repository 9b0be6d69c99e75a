"""What waits for the office, oldest first."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lojar.applications import actions, queries
from lojar.applications.queries.worklist import COUNTED
from lojar.lib import clock

from .. import live, notes, words_for, worklist
from ..access import DeskRequest, officer_required

LABELS = {
    "masuk": gettext_lazy("Baru masuk"),
    "dikembalikan": gettext_lazy("Dikembalikan ke warga"),
    "disetujui": gettext_lazy("Disetujui"),
    "siap": gettext_lazy("Siap diambil"),
    "saya": gettext_lazy("Saya pegang"),
}
TIMES = {
    "masuk": gettext_lazy("Menunggu sejak"),
    "dikembalikan": gettext_lazy("Dikembalikan"),
    "disetujui": gettext_lazy("Janji selesai"),
    "siap": gettext_lazy("Siap sejak"),
    "saya": gettext_lazy("Waktu"),
}
EMPTY = {
    "masuk": (
        "inbox",
        gettext_lazy("Tidak ada berkas yang menunggu"),
        gettext_lazy("Semua yang masuk sudah diperiksa. Berkas baru muncul di sini dengan sendirinya."),
    ),
    "dikembalikan": (
        "return",
        gettext_lazy("Tidak ada berkas di tangan warga"),
        gettext_lazy("Berkas yang Anda kembalikan menunggu di sini sampai warga mengirim fotonya lagi."),
    ),
    "disetujui": (
        "seal",
        gettext_lazy("Tidak ada dokumen yang sedang dibuat"),
        gettext_lazy("Setelah berkas disetujui, catat nomor dokumen atau unggah PDF-nya dari sini."),
    ),
    "siap": (
        "tray",
        gettext_lazy("Tidak ada dokumen yang menunggu diambil"),
        gettext_lazy("Dokumen yang sudah di rak atau sudah terlampir akan muncul di sini."),
    ),
    "saya": (
        "hand",
        gettext_lazy("Anda tidak memegang berkas"),
        gettext_lazy("Tekan N untuk mengambil berkas berikutnya."),
    ),
}
NOTHING_FREE = gettext_lazy(
    "Tidak ada berkas yang bebas sekarang. Terima kasih, silakan beristirahat sejenak. "
    "Berkas baru muncul di sini dengan sendirinya."
)


@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    officer, now = request.user, clock.now()
    section = worklist.section(request.GET.get("bagian", ""))
    found = queries.worklist(
        request.office, statuses=section.statuses, after=worklist.read_cursor(request.GET.get("setelah", "")),
        limit=worklist.PAGE + 1, mine=officer if section.mine else None,
    )  # fmt: skip
    found = list(found)
    page = found[: worklist.PAGE]
    counts, calls = queries.counts(request.office), notes.calls_to(officer)
    rows = worklist.rows_of(page, officer, calling={call.case for call in calls}, now=now)
    tag = live.tag_of(rows, counts, calls)
    context = {
        "rows": rows, "calls": calls, "here": request.get_full_path(), "tag": tag,
        "tabs": _tabs(section, counts, officer),
        "section_title": LABELS[section.key], "time_title": TIMES[section.key],
        "next_url": _url(section, worklist.cursor_of(page[-1])) if len(found) > worklist.PAGE else "",
        "first_url": _url(section) if request.GET.get("setelah") else "",
        "empty": dict(zip(("icon", "title", "advice"), EMPTY[section.key], strict=True)),
    }  # fmt: skip
    if request.htmx and request.htmx.target == "list":
        return live.unless_same(request, tag, lambda: render(request, "desk/worklist.html#list", context))
    return render(request, "desk/worklist.html", context)


@require_POST
@officer_required()
def take_next(request: DeskRequest) -> HttpResponse:
    """The best that nobody holds, and why it is that one."""
    taken = actions.take_next(request.user, now=clock.now())
    if taken is None:
        messages.info(request, NOTHING_FREE)
        return redirect("desk:worklist")
    messages.info(request, words_for.NEXT_BECAUSE[taken.why])
    return redirect("desk:application", taken.application.number)


def _tabs(section: worklist.Section, counts: Any, officer: Any) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key, "digit": each.digit, "label": LABELS[each.key], "here": each is section,
            "count": "" if each.mine else _counted(counts.get(each.statuses[0], 0)),
        }
        for each in worklist.SECTIONS
    ]  # fmt: skip


def _counted(number: int) -> str:
    """The count stops where nobody reads on."""
    return f"{number}+" if number >= COUNTED else str(number)


def _url(section: worklist.Section, after: str = "") -> str:
    return "?" + urlencode({"bagian": section.key, **({"setelah": after} if after else {})})
