"""A morning note in one short text: what there is, the worst first, and nothing of what there is not."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lojar.applications.rules.late_and_stuck import Trouble
from lojar.notifications.rules.morning import AVOIDED

PARTS: Mapping[Trouble, Callable[[int], str]] = {
    Trouble.LATE: lambda n: ngettext("%(count)d janji sudah lewat", "%(count)d janji sudah lewat", n),
    Trouble.NEAR: lambda n: ngettext(
        "%(count)d jatuh tempo hari ini atau hari kerja berikutnya",
        "%(count)d jatuh tempo hari ini atau hari kerja berikutnya",
        n,
    ),
    Trouble.NO_RESULT: lambda n: ngettext("%(count)d belum ada hasil", "%(count)d belum ada hasil", n),
    Trouble.SILENT: lambda n: ngettext("%(count)d warga diam", "%(count)d warga diam", n),
    Trouble.UNTOUCHED: lambda n: ngettext(
        "%(count)d dipegang tetapi tidak disentuh", "%(count)d dipegang tetapi tidak disentuh", n
    ),
    Trouble.FAILED_MESSAGE: lambda n: ngettext("%(count)d pesan gagal", "%(count)d pesan gagal", n),
    Trouble.LEFT_DRAFT: lambda n: ngettext("%(count)d draf tertinggal", "%(count)d draf tertinggal", n),
}


def in_words(counts: Mapping[str, int]) -> str:
    found = [(PARTS[trouble], counts.get(trouble.value, 0)) for trouble in Trouble]
    told = [part(count) % {"count": count} for part, count in found if count]
    trouble = f"{', '.join(told)}." if told else _("Tidak ada yang terlambat dan tidak ada yang macet.")
    return f"{trouble} {_avoided(counts.get(AVOIDED, 0))}".strip()


def _avoided(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Sejak catatan sebelumnya %(count)d kunjungan tidak perlu: dikirim atau diterima dari rumah.",
        "Sejak catatan sebelumnya %(count)d kunjungan tidak perlu: dikirim atau diterima dari rumah.",
        count,
    ) % {"count": count}
