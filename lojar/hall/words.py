"""The hall's words: what people come for, what is asked at the door, and why something cannot be done."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.offices.rules.dates_in_words import day_in_words
from lojar.visits.models import Purpose

# The words of the model, in the officer's language.
PURPOSES = {purpose.value: _(purpose.label) for purpose in Purpose}
MARKS = {
    "elderly": _("Lanjut usia"),
    "pregnant": _("Hamil"),
    "disabled": _("Penyandang disabilitas"),
    "infant": _("Membawa bayi"),
    "wheelchair": _("Perlu tempat kursi roda"),
}
QUESTIONS = {
    "hand_washing": _("Sudah mencuci tangan"),
    "mask": _("Memakai masker"),
    "temperature": _("Suhu di bawah 37,5 °C"),
}
UNMET = {
    "hand_washing": _("Antarkan ke tempat cuci tangan, lalu catat lagi."),
    "mask": _("Beri masker, lalu catat lagi."),
    "temperature": _("Orang yang demam sebaiknya pulang. Jadwalnya dapat dipindah lewat WhatsApp."),
}
MODES = {
    "normal": _("Ruang dibuka untuk semua."),
    "limited": _("Hanya keperluan mendesak."),
    "closed": _("Ruang ditutup."),
}
REASONS = {
    "transferred": _("dikirim dari loket lain"),
    "first": _("lansia, hamil, disabilitas, atau membawa bayi"),
    "appointment": _("jadwalnya sudah tiba"),
    "urgent": _("keperluan mendesak"),
    "longest": _("paling lama menunggu"),
}
REFUSALS: dict[str, tuple[Any, Any]] = {
    "unknown_visit": (
        _("Kode kunjungan ini tidak dikenal di kantor ini."),
        _("Periksa kodenya, atau cari namanya di daftar hari ini."),
    ),
    "two_visits": (_("Kode ini cocok dengan dua jadwal."), _("Pindai QR-nya, atau pilih namanya di daftar.")),
    "visit_cancelled": (
        _("Jadwal ini sudah dibatalkan."),
        _("Bila keperluannya mendesak, daftarkan tanpa janji."),
    ),
    "visit_served": (
        _("Kode kunjungan ini sudah dipakai, dan orangnya sudah dilayani."),
        _("Jadwal baru dibuat lewat WhatsApp."),
    ),
    "visit_missed": (
        _("Waktu jadwal ini sudah lewat."),
        _("Bila keperluannya mendesak, daftarkan tanpa janji."),
    ),
    "visit_displaced": (
        _("Jadwal ini tergeser, dan belum ada gantinya."),
        _("Waktu lain dapat dipilih lewat WhatsApp. Bila mendesak, daftarkan tanpa janji."),
    ),
    "visit_in_line": (
        _("Orang ini masih menunggu tempat, belum punya jadwal."),
        _("Kabar datang lewat WhatsApp bila ada tempat."),
    ),
    "visit_not_booked": (
        _("Tempat ini hanya ditahan dan tidak jadi dipesan."),
        _("Bila keperluannya mendesak, daftarkan tanpa janji."),
    ),
    "other_day": (
        _("Jadwalnya untuk hari lain: {on}."),
        _("Orangnya dapat datang pada hari itu, atau memindah jadwal lewat WhatsApp."),
    ),
    "hall_closed": (_("Ruang sedang ditutup."), _("Jadwal baru dapat dibuat lewat WhatsApp.")),
    "protocol_unanswered": (
        _("Pertanyaan di pintu belum dijawab semua."),
        _("Jawab setiap pertanyaan, lalu catat lagi."),
    ),
    "protocol_unmet": (_("Belum dapat masuk."), "{question}"),
    "no_party": (_("Jumlah orangnya tidak bisa dicatat."), _("Tulis 1 sampai {most} orang.")),
    "no_name": (_("Namanya belum ditulis."), _("Tulis nama orang yang datang.")),
    "not_urgent": (
        _("Untuk sekarang hanya keperluan mendesak yang dilayani di sini."),
        _("Pilih alasannya. Keperluan lain diurus lewat WhatsApp tanpa datang."),
    ),
    "note_needed": (_("Alasan ini perlu catatan."), _("Tulis mengapa orang ini harus dilayani sekarang.")),
    "unknown_purpose": (_("Keperluannya belum dipilih."), _("Pilih untuk apa orang ini datang.")),
    "unknown_counter": (_("Loket itu tidak ada hari ini."), _("Pilih loket dari daftar.")),
    "not_at_counter": (
        _("Nomor {ticket} tidak sedang di loket ini."),
        _("Mungkin petugas lain sudah memanggil atau menyelesaikannya. Tidak ada yang diubah."),
    ),
    "not_gone": (_("Nomor ini sudah dilayani."), _("Tidak ada yang diubah.")),
    "has_open_visit": (
        _("Orang ini sudah punya jadwal lain untuk keperluan yang sama."),
        _("Pakai jadwal itu, atau daftarkan tanpa janji."),
    ),
    "not_waiting": (_("Nomor ini tidak sedang menunggu."), _("Tidak ada yang diubah.")),
    "other_office": (_("Ini milik kantor lain."), _("Tidak ada yang diubah.")),
}  # fmt: skip
ELSE = (_("Ini tidak dapat dilakukan sekarang."), _("Tidak ada yang diubah. Muat ulang halaman ini."))


@dataclass(frozen=True, slots=True)
class Refusal:
    title: str
    advice: str


def refusal(no: NotAllowed) -> Refusal:
    title, advice = REFUSALS.get(no.reason, ELSE)
    details = _Details({name: _in_words(name, value) for name, value in no.details.items()})
    return Refusal(str(title).format_map(details), str(advice).format_map(details))


class _Details(dict[str, str]):
    """A detail the rule did not give leaves a dash, never a broken page."""

    def __missing__(self, name: str) -> str:
        return "–"


def _in_words(name: str, value: Any) -> str:
    if name == "question":
        return str(UNMET.get(value, ""))
    if hasattr(value, "hour"):
        return f"{localtime(value):%H.%M}"
    if hasattr(value, "year"):
        return day_in_words(value, language=(get_language() or "id")[:2])
    return "–" if value is None else str(value)
