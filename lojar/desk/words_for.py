"""Codes into an officer's words: what a rule said no to, states, events, troubles."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as written
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from lojar.applications.rules.lifecycle import NotAllowed

STATUSES = {
    "draft": later("Belum dikirim"),
    "submitted": later("Baru masuk"),
    "returned": later("Dikembalikan ke warga"),
    "accepted": later("Disetujui"),
    "ready": later("Siap diambil"),
    "handed_over": later("Sudah diserahkan"),
    "delivered": later("Sudah dikirim"),
    "rejected": later("Ditolak"),
    "withdrawn": later("Dibatalkan warga"),
    "expired": later("Kedaluwarsa"),
}

PAPERS = {
    "missing": later("belum ada"),
    "received": later("belum diperiksa"),
    "accepted": later("diterima"),
    "returned": later("dikembalikan"),
}

TROUBLES = {
    "not_an_image": later("Bukan gambar atau PDF"),
    "too_many_pixels": later("Gambar terlalu besar ukurannya (piksel)"),
    "too_large": later("Berkas terlalu besar"),
    "encrypted_pdf": later("PDF dikunci dengan kata sandi"),
    "too_many_pages": later("PDF terlalu banyak halaman"),
    "damaged": later("Berkas rusak"),
    "empty": later("Berkas kosong"),
}


@dataclass(frozen=True)
class Refusal:
    """What happened, and what the officer can do now."""

    title: str
    advice: str


# Reason -> (what happened, what to do). Details of the refusal fill the places in braces.
REFUSALS = {
    "wrong_status": (
        later("Langkah ini tidak berlaku lagi: berkas berstatus “{status}”."),
        later(
            "Kemungkinan berkas baru saja diubah oleh rekan atau oleh warga. Muat ulang untuk melihat keadaan terakhir."
        ),
    ),
    "claimed_by_other": (
        later("Berkas ini sedang dipegang {officer}."),
        later("Pegangannya berakhir {until}. Ambil berkas lain, atau minta {officer} melepaskannya."),
    ),
    "needs_head": (
        later("Layanan ini hanya dapat disetujui oleh kepala kantor."),
        later("Lepaskan berkas ini, lalu beri tahu kepala kantor bahwa pemeriksaan sudah selesai."),
    ),
    "papers_not_accepted": (
        later("Masih ada berkas yang belum diterima."),
        later("Terima setiap berkas, atau kembalikan permohonan untuk diperbaiki."),
    ),
    "nothing_returned": (
        later("Belum ada berkas yang dikembalikan."),
        later("Tandai berkas yang kurang, atau tulis catatan tentang yang harus diperbaiki."),
    ),
    "no_reason": (
        later("Alasan pengembalian belum dipilih."),
        later(
            "Pilih paling sedikit satu alasan atau tulis catatan, agar warga tahu apa yang harus diperbaiki."
        ),
    ),
    "no_ground": (
        later("Dasar hukum penolakan belum ditulis."),
        later("Tulis pasal atau aturan yang menjadi dasar penolakan."),
    ),
    "no_pages": (
        later("Berkas ini belum ada fotonya."),
        later("Kembalikan permohonan agar warga mengirim foto berkas ini."),
    ),
    "not_in_tray": (
        later("Dokumen fisik belum punya tempat di rak."),
        later("Pilih rak atau tulis tempatnya, baru tandai siap diambil."),
    ),
    "no_document": (
        later("Dokumen digital belum dilampirkan."),
        later("Catat hasil dengan berkas PDF atau tautan, baru tandai siap."),
    ),
    "no_result": (
        later("Hasil belum dicatat."),
        later("Catat nomor dokumen, berkas PDF, atau tautannya terlebih dahulu."),
    ),
    "not_a_pdf": (
        later("Berkas yang diunggah bukan PDF."),
        later("Unduh ulang dokumen dari SIAK sebagai PDF, lalu unggah kembali."),
    ),
    "may_not_collect": (
        later("Orang ini belum boleh mengambil dokumen."),
        later("Periksa surat kuasa atau hubungan keluarga, lalu pilih pengambil yang sesuai."),
    ),
    "not_surrendered": (
        later("Dokumen asli yang harus diserahkan belum lengkap."),
        later("Ambil dokumen asli dari pengambil dan centang satu per satu."),
    ),
    "collector_unnamed": (
        later("Nama pengambil belum ditulis."),
        later("Tulis nama sesuai KTP-el pengambil."),
    ),
}
REFUSALS |= {
    "other_office": (
        later("Berkas ini milik kantor lain."),
        later("Hanya petugas kantor itu yang dapat mengerjakannya."),
    ),
    "unknown_reason": (
        later("Alasan yang dipilih tidak dikenal lagi."),
        later("Muat ulang halaman dan pilih dari daftar yang terbaru."),
    ),
    "note_too_long": (
        later("Catatannya terlalu panjang untuk satu pesan."),
        later("Ringkaslah menjadi paling banyak {longest} huruf."),
    ),
    "document_unnamed": (
        later("Nama dokumen belum ditulis."),
        later("Tulis nama dokumen, paling banyak {longest} huruf."),
    ),
    "not_a_link": (
        later("Tautannya tidak dapat dibuka."),
        later("Salin seluruh alamat, mulai dari https://."),
    ),
    "pdf_too_large": (
        later("PDF-nya terlalu besar."),
        later("Paling besar {largest_mb} MB. Unduh ulang dari SIAK tanpa lampiran."),
    ),
    "question_locked": (
        later("Pertanyaan pengaman PDF terkunci."),
        later("Pastikan lewat telepon siapa pemohonnya, lalu buka lagi pertanyaannya."),
    ),
    "identity_changed": (
        later("Nomor WhatsApp pemohon berganti sesudah permohonan dikirim."),
        later("PDF tidak dikirim ke nomor baru. Minta pemohon mengambilnya di kantor."),
    ),
    "unknown_paper": (
        later("Berkas ini tidak ada lagi dalam permohonan."),
        later("Muat ulang halaman untuk melihat daftar berkas yang terbaru."),
    ),
}  # fmt: skip
ELSE = (
    later("Langkah ini tidak dapat dilakukan sekarang."),
    later("Tidak ada yang diubah. Muat ulang halaman untuk melihat keadaan terakhir."),
)


def refusal(no: NotAllowed) -> Refusal:
    title, advice = REFUSALS.get(no.reason, ELSE)
    details = _Details({name: _in_words(name, value) for name, value in no.details.items()})
    return Refusal(str(title).format_map(details), str(advice).format_map(details))


class _Details(dict[str, str]):
    """A detail the rule did not give leaves a dash, never a broken page."""

    def __missing__(self, name: str) -> str:
        return "–"


def _in_words(name: str, value: Any) -> str:
    if name == "status":
        return str(STATUSES.get(str(value), value))
    if hasattr(value, "tzinfo"):
        return _("pukul %(time)s") % {"time": f"{localtime(value):%H.%M}"}
    if hasattr(value, "year"):
        return written(value, "j F Y")
    return str(value)
