"""Codes into an officer's words: what a rule said no to, states, events, troubles."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as written
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.applications.rules.lifecycle import NotAllowed
from lojar.applications.rules.next_case import Why

from .visit_refusals import VISIT_REFUSALS

STATUSES = {
    "draft": gettext_lazy("Belum dikirim"),
    "submitted": gettext_lazy("Baru masuk"),
    "returned": gettext_lazy("Dikembalikan ke warga"),
    "accepted": gettext_lazy("Disetujui"),
    "ready": gettext_lazy("Siap diambil"),
    "handed_over": gettext_lazy("Sudah diserahkan"),
    "delivered": gettext_lazy("Sudah dikirim"),
    "rejected": gettext_lazy("Ditolak"),
    "withdrawn": gettext_lazy("Dibatalkan warga"),
    "expired": gettext_lazy("Kedaluwarsa"),
}

ROLES = {
    "clerk": gettext_lazy("Petugas"),
    "supervisor": gettext_lazy("Penyelia"),
    "head": gettext_lazy("Kepala kantor"),
    "admin": gettext_lazy("Pengelola sistem"),
}

# Why the next case is this one (applications.rules.next_case).
NEXT_BECAUSE = {
    Why.LATE: gettext_lazy("Berkas ini didahulukan karena janji selesainya sudah lewat."),
    Why.OVERDUE: gettext_lazy("Berkas ini didahulukan karena sudah menunggu melebihi lama layanannya."),
    Why.TURN: gettext_lazy("Sekarang giliran layanan ini, yang paling lama belum diambil."),
    Why.CORRECTED: gettext_lazy("Warga sudah memperbaiki berkas ini; tempatnya dalam antrean tetap."),
    Why.MOURNING: gettext_lazy("Berkas ini didahulukan karena keluarganya sedang berduka."),
    Why.OFFICER_WANTED: gettext_lazy("Berkas ini didahulukan karena warga menunggu jawaban petugas."),
    Why.TODAY: gettext_lazy("Berkas ini jatuh tempo hari ini."),
    Why.NEAREST: gettext_lazy("Di antara yang bebas, berkas ini yang paling dekat jatuh temponya."),
    Why.LEFT_BEFORE: gettext_lazy("Tidak ada berkas lain yang bebas; berkas ini tadi sudah Anda pegang."),
}

PAPERS = {
    "missing": gettext_lazy("belum ada"),
    "received": gettext_lazy("belum diperiksa"),
    "accepted": gettext_lazy("diterima"),
    "returned": gettext_lazy("dikembalikan"),
}

TROUBLES = {
    "not_an_image": gettext_lazy("Bukan gambar atau PDF"),
    "too_many_pixels": gettext_lazy("Gambar terlalu besar ukurannya (piksel)"),
    "too_large": gettext_lazy("Berkas terlalu besar"),
    "encrypted_pdf": gettext_lazy("PDF dikunci dengan kata sandi"),
    "too_many_pages": gettext_lazy("PDF terlalu banyak halaman"),
    "damaged": gettext_lazy("Berkas rusak"),
    "empty": gettext_lazy("Berkas kosong"),
}


# Why a person can hardly read a photo, as the program judged it (evidence.rules.legibility).
FAULTS = {
    "not_document": gettext_lazy("tidak tampak dokumen"),
    "screenshot": gettext_lazy("tangkapan layar"),
    "blank": gettext_lazy("halaman kosong"),
    "cut_off": gettext_lazy("tepi terpotong"),
    "covered": gettext_lazy("sebagian tertutup"),
    "glare": gettext_lazy("silau"),
    "photocopy": gettext_lazy("tampaknya fotokopi"),
    "too_dark": gettext_lazy("terlalu gelap"),
    "overexposed": gettext_lazy("terlalu terang"),
    "blur_motion": gettext_lazy("goyang"),
    "blur_focus": gettext_lazy("kabur"),
    "too_small": gettext_lazy("terlalu kecil"),
    "low_resolution": gettext_lazy("resolusi rendah"),
    "compression": gettext_lazy("gambar pecah"),
    "shadow": gettext_lazy("berbayang"),
}


WAYS_OF_LOOKING = {
    "thumb": gettext_lazy("gambar kecil"),
    "display": gettext_lazy("foto utuh"),
    "straight": gettext_lazy("foto diluruskan"),
    "original": gettext_lazy("unduhan asli"),
    "voice": gettext_lazy("pesan suara"),
}


@dataclass(frozen=True)
class Refusal:
    """What happened, and what the officer can do now."""

    title: str
    advice: str


# Reason -> (what happened, what to do). Details of the refusal fill the places in braces.
REFUSALS = {
    "wrong_status": (
        gettext_lazy("Langkah ini tidak berlaku lagi: berkas berstatus “{status}”."),
        gettext_lazy(
            "Kemungkinan berkas baru saja diubah oleh rekan atau oleh warga. Muat ulang untuk melihat keadaan terakhir."
        ),
    ),
    "claimed_by_other": (
        gettext_lazy("Berkas ini sedang dipegang {officer}."),
        gettext_lazy("Pegangannya berakhir {until}. Ambil berkas lain, atau minta {officer} melepaskannya."),
    ),
    "needs_head": (
        gettext_lazy("Layanan ini hanya dapat disetujui oleh kepala kantor."),
        gettext_lazy("Lepaskan berkas ini, lalu beri tahu kepala kantor bahwa pemeriksaan sudah selesai."),
    ),
    "papers_not_accepted": (
        gettext_lazy("Masih ada berkas yang belum diterima."),
        gettext_lazy("Terima setiap berkas, atau kembalikan permohonan untuk diperbaiki."),
    ),
    "nothing_returned": (
        gettext_lazy("Belum ada berkas yang dikembalikan."),
        gettext_lazy("Tandai berkas yang kurang, atau tulis catatan tentang yang harus diperbaiki."),
    ),
    "no_reason": (
        gettext_lazy("Alasan pengembalian belum dipilih."),
        gettext_lazy(
            "Pilih paling sedikit satu alasan atau tulis catatan, agar warga tahu apa yang harus diperbaiki."
        ),
    ),
    "no_ground": (
        gettext_lazy("Dasar hukum penolakan belum ditulis."),
        gettext_lazy("Tulis pasal atau aturan yang menjadi dasar penolakan."),
    ),
    "no_pages": (
        gettext_lazy("Berkas ini belum ada fotonya."),
        gettext_lazy("Kembalikan permohonan agar warga mengirim foto berkas ini."),
    ),
    "not_in_tray": (
        gettext_lazy("Dokumen fisik belum punya tempat di rak."),
        gettext_lazy("Pilih rak atau tulis tempatnya, baru tandai siap diambil."),
    ),
    "no_document": (
        gettext_lazy("Dokumen digital belum dilampirkan."),
        gettext_lazy("Catat hasil dengan berkas PDF atau tautan, baru tandai siap."),
    ),
    "no_result": (
        gettext_lazy("Hasil belum dicatat."),
        gettext_lazy("Catat nomor dokumen, berkas PDF, atau tautannya terlebih dahulu."),
    ),
    "not_a_pdf": (
        gettext_lazy("Berkas yang diunggah bukan PDF."),
        gettext_lazy("Unduh ulang dokumen dari SIAK sebagai PDF, lalu unggah kembali."),
    ),
    "may_not_collect": (
        gettext_lazy("Orang ini belum boleh mengambil dokumen."),
        gettext_lazy("Periksa surat kuasa atau hubungan keluarga, lalu pilih pengambil yang sesuai."),
    ),
    "not_surrendered": (
        gettext_lazy("Dokumen asli yang harus diserahkan belum lengkap."),
        gettext_lazy("Ambil dokumen asli dari pengambil dan centang satu per satu."),
    ),
    "collector_unnamed": (
        gettext_lazy("Nama pengambil belum ditulis."),
        gettext_lazy("Tulis nama sesuai KTP-el pengambil."),
    ),
}
REFUSALS |= {
    "other_office": (
        gettext_lazy("Berkas ini milik kantor lain."),
        gettext_lazy("Hanya petugas kantor itu yang dapat mengerjakannya."),
    ),
    "unknown_reason": (
        gettext_lazy("Alasan yang dipilih tidak dikenal lagi."),
        gettext_lazy("Muat ulang halaman dan pilih dari daftar yang terbaru."),
    ),
    "note_too_long": (
        gettext_lazy("Catatannya terlalu panjang untuk satu pesan."),
        gettext_lazy("Ringkaslah menjadi paling banyak {longest} huruf."),
    ),
    "document_unnamed": (
        gettext_lazy("Nama dokumen belum ditulis."),
        gettext_lazy("Tulis nama dokumen, paling banyak {longest} huruf."),
    ),
    "not_a_link": (
        gettext_lazy("Tautannya tidak dapat dibuka."),
        gettext_lazy("Salin seluruh alamat, mulai dari https://."),
    ),
    "pdf_too_large": (
        gettext_lazy("PDF-nya terlalu besar."),
        gettext_lazy("Paling besar {largest_mb} MB. Unduh ulang dari SIAK tanpa lampiran."),
    ),
    "question_locked": (
        gettext_lazy("Pertanyaan pengaman PDF terkunci."),
        gettext_lazy("Pastikan lewat telepon siapa pemohonnya, lalu buka lagi pertanyaannya."),
    ),
    "identity_changed": (
        gettext_lazy("Nomor WhatsApp pemohon berganti sesudah permohonan dikirim."),
        gettext_lazy("PDF menunggu sampai pasti siapa orangnya. Pastikan lewat telepon, lalu tandai di percakapan."),
    ),
    "nothing_written": (
        gettext_lazy("Catatannya masih kosong."),
        gettext_lazy("Tulis dahulu yang perlu diketahui rekan, baru simpan."),
    ),
    "case_note_too_long": (
        gettext_lazy("Catatannya terlalu panjang."),
        gettext_lazy("Paling banyak {longest} huruf. Bagilah menjadi dua catatan, atau ringkaslah."),
    ),
    "unknown_paper": (
        gettext_lazy("Berkas ini tidak ada lagi dalam permohonan."),
        gettext_lazy("Muat ulang halaman untuk melihat daftar berkas yang terbaru."),
    ),
}  # fmt: skip
REFUSALS = {**VISIT_REFUSALS, **REFUSALS}
ELSE = (
    gettext_lazy("Langkah ini tidak dapat dilakukan sekarang."),
    gettext_lazy("Tidak ada yang diubah. Muat ulang halaman untuk melihat keadaan terakhir."),
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


ROOM_MISTAKES = {
    "drawn": gettext_lazy("Gambar itu tidak dapat dibaca. Muat ulang halaman, lalu gambar sekali lagi."),
    "rows": gettext_lazy("Tulis berapa baris kursi: 1 sampai {most}."),
    "columns": gettext_lazy("Tulis berapa kursi sebaris: 1 sampai {most}."),
    "spacing": gettext_lazy("Tulis jarak antarkursi dalam meter, paling jauh {most}. Contoh: 0,6."),
    "row_spacing": gettext_lazy("Tulis jarak antarbaris dalam meter, paling jauh {most}. Contoh: 1."),
    "distance": gettext_lazy("Tulis jarak antarorang dalam meter, paling jauh {most}. Contoh: 1,5."),
    "gone": gettext_lazy("Tulis nama kursi yang ada di denah, dipisah spasi. Contoh: A1 B3."),
    "wheelchair": gettext_lazy("Tulis nama kursi yang ada di denah, dipisah spasi. Contoh: A1 B3."),
    "no_name": gettext_lazy("Beri nama ruangnya dulu, misalnya Teras depan."),
    "too_many_rooms": gettext_lazy("Ruangnya sudah terlalu banyak. Hapus yang tidak dipakai lagi."),
}


def room_mistake(code: str, most: int = 0) -> str:
    """What to write instead."""
    return str(ROOM_MISTAKES.get(code, _("Denah belum dapat disimpan."))).format(most=most)
